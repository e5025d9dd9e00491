"""Parts of an answer, read with care: what does not fit counts as unsaid."""

from collections.abc import Sequence


def one_of(value: object, known: Sequence[str]) -> str:
    """The value where it is one of those known; else empty."""
    return value if isinstance(value, str) and value in known else ""


def is_whole(value: object, most: int) -> bool:
    """Whether it is a whole number from 0 on; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def one_line(value: object, *, most: int) -> str:
    """A person's words as one line; longer ones are cut."""
    return " ".join(value[: 10 * most].split())[:most].strip() if isinstance(value, str) else ""
