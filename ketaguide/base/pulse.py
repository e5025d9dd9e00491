"""How long work says how far it is, and how it learns that nobody wants it any more."""

from collections.abc import Callable

Pulse = Callable[[int, int], None]
"""Called with what is done and what there is in all, between two pieces of long work.

Raises:
    Cancelled: stop here and tidy up; nothing of the work counts.
"""


class Cancelled(Exception):
    """The person, or the lock, has called long work off. Never shown: it becomes None."""


def no_pulse(_done: int, _total: int) -> None:
    """For callers who neither watch nor cancel."""
