"""Days as a calendar file. It names nothing: every note in it has the same neutral words.

The program that made it is not named either, so that the file does not say what it is about to
whoever else reads that calendar.

Source: RFC 5545 (iCalendar): lines end in CRLF, are folded at 75 octets (3.1), text is escaped
(3.3.11); RFC 7986, section 5.3: a UID is a UUID and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

_OCTETS = 75
# A name space of our own for ``uuid5``, made once by ``uuid4``: without the id that it is given
# nobody can make the same UID, and from the UID nobody can tell the id.
_NAMES = UUID("5b0c3f0e-94a7-4d0e-8d53-7b1b2b8e6a11")
# Words of this kind stand here in every calendar file; a name would tell of the program.
_MADE_BY = "-//Notes//Notes 1//EN"
_ESCAPED = (
    ("\\", "\\\\"),
    (";", "\\;"),
    (",", "\\,"),
    ("\r\n", "\\n"),
    ("\r", "\\n"),
    ("\n", "\\n"),
)


@dataclass(frozen=True)
class Note:
    """A day with something on it; ``id`` keeps it the same note when the file is made again."""

    id: str
    day: date


def calendar(
    notes: Iterable[Note], *, words: str, now: datetime, rings_at: timedelta | None = None
) -> str:
    """The text of an ``.ics`` file with one all-day note for each of ``notes``.

    Args:
        words: what every note says, and all that it says.
        now: aware; when the file is made.
        rings_at: how long after the start of the day the calendar may show a reminder; None leaves
            that to the calendar.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_MADE_BY}", "CALSCALE:GREGORIAN"]
    for note in notes:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid(note.id)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{_day(note.day)}",
            f"SUMMARY:{_escaped(words)}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            *(_alarm(words, rings_at) if rings_at is not None else ()),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def uid(note_id: str) -> str:
    """The same for the same id, on every computer; it does not show the id."""
    return str(uuid5(_NAMES, note_id))


def _alarm(words: str, rings_at: timedelta) -> tuple[str, ...]:
    trigger = f"TRIGGER:PT{int(rings_at.total_seconds()) // 60}M"
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        trigger,
        f"DESCRIPTION:{_escaped(words)}",
        "END:VALARM",
    )


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _escaped(text: str) -> str:
    for plain, written in _ESCAPED:
        text = text.replace(plain, written)
    return "".join(one for one in text if one == "\t" or (one >= " " and one != "\x7f"))


def _folded(line: str) -> str:
    """Never inside a letter: a fold there would leave two halves that are no UTF-8."""
    parts, used = [""], 0
    for letter in line:
        size = len(letter.encode("utf-8", "replace"))
        if used + size > _OCTETS:
            parts.append(" ")
            used = 1
        parts[-1] += letter
        used += size
    return "\r\n".join(parts)
