"""What was written or chosen earlier, as a prompt shows it again."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.content.prompt import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Words of an earlier day. ``when`` is aware; None where no day belongs to them."""

    words: str = field(repr=False)
    when: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """The same prompt, answered in an earlier run."""

    value: Value = field(repr=False)
    when: datetime
    zone: str = "UTC"
