"""When someone is asked again how sure they are of what they kept."""

from collections.abc import Collection

# Source: the insight chain of this project's clinical notes: at capture, after 7 and 30 days.
AGAIN = (7, 30)

# Source: our own choice: whoever has just said it is not asked the same again the next day.
_REST = 3


def due(days: int, *, answered: Collection[int], last: int = 0) -> int | None:
    """After how many days it is asked now; None where nothing is asked.

    What was missed is asked once, however late: the later question takes the place of the one
    before it.

    Args:
        days: how many calendar days ago it was kept.
        answered: the questions that were answered, or left.
        last: how many days after it was kept the last of them was.
    """
    reached = [after for after in AGAIN if after <= days]
    if not reached or max(answered, default=0) >= reached[-1]:
        return None
    return None if answered and last > 0 and days - last < _REST else reached[-1]


def place(days: int, *, answered: Collection[int], given: Collection[int]) -> int:
    """Which place in the row an answer of today takes, asked for or not.

    Args:
        answered: as for ``due``.
        given: those of them that have a number; the first of the first week is how sure someone
            was when they kept it.
    """
    asked = due(days, answered=answered)
    if asked is not None:
        return asked
    return 0 if not given and days < AGAIN[0] else max(days, 0)
