"""Days in words. No Qt here, so the months are named by hand."""

import datetime

from ketaguide.base.text import tr


def long_date(day: str) -> str:
    """A day such as 2030-05-21 in words; empty where it is empty.

    Raises:
        ValueError: it is no day.
    """
    if not day:
        return ""
    date = datetime.date.fromisoformat(day)
    return tr("{day} {month} {year}", day=date.day, month=_months()[date.month - 1], year=date.year)


def _months() -> tuple[str, ...]:
    return (
        tr("January"),
        tr("February"),
        tr("March"),
        tr("April"),
        tr("May"),
        tr("June"),
        tr("July"),
        tr("August"),
        tr("September"),
        tr("October"),
        tr("November"),
        tr("December"),
    )
