"""What a guide may know of the session without asking: names, and the values each may have."""

from collections.abc import Mapping
from types import MappingProxyType

FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # How the medicine is given, as the session's plan says.
        "route": ("iv", "im", "lozenge", "nasal", "other", "none"),
        # The session's day as seen from today; past once it has begun.
        "until": ("none", "later", "tomorrow", "today", "past"),
        # How long ago the latest session began.
        "since": ("none", "first-hours", "first-day", "first-week", "first-month", "longer"),
        # Whether the plan names who is there, and a number of the clinic.
        "adult": ("named", "missing"),
        "clinic-number": ("known", "missing"),
        # Whether there was a session before this one.
        "earlier": ("yes", "no"),
        # The clinic's stated time by which effects have eased.
        "clinic-time": ("none", "ahead", "past"),
    }
)


def key(name: str) -> str:
    """Where a fact stands among answers: no prompt can be called that."""
    return f"fact:{name}"
