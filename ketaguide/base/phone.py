"""Numbers that a person could dial."""

import re

# Source: ITU-T E.164 allows 15 digits; some emergency numbers have two.
_FEWEST, _MOST = 2, 15
_NUMBER = re.compile(r"\+?[0-9 ()./*#-]+")


def is_number(text: str) -> bool:
    """Whether someone could dial it."""
    wanted = text.strip()
    digits = sum(one.isdigit() for one in wanted)
    return _NUMBER.fullmatch(wanted) is not None and _FEWEST <= digits <= _MOST
