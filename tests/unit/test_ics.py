"""The calendar file: another program's reader finds the same days, and nothing else to read."""

import re
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ketaguide.export import ics
from ketaguide.export.ics import Note

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
WORDS = "A note for today"
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
# What a translation may hold, and what would end a line or a field of the format.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


def notes(*days: date) -> tuple[Note, ...]:
    return tuple(Note(f"step {number}", day) for number, day in enumerate(days))


def read(text: str) -> list[tuple[str, date, str]]:
    found = Calendar.from_ical(text)
    return [(str(e["UID"]), e.decoded("DTSTART"), str(e["SUMMARY"])) for e in found.walk("VEVENT")]


@given(st.lists(DAYS, max_size=8, unique=True), TEXT, st.booleans())
def test_another_reader_finds_the_same_days_and_words(
    days: list[date], words: str, rings: bool
) -> None:
    rings_at = timedelta(hours=12) if rings else None
    text = ics.calendar(notes(*days), words=words, now=NOW, rings_at=rings_at)
    found = read(text)
    assert [day for _, day, _ in found] == days
    assert {said for _, _, said in found} <= {words}
    assert len({uid for uid, _, _ in found}) == len(days)
    for event in Calendar.from_ical(text).walk("VEVENT"):
        assert event.decoded("DTSTAMP") == NOW
        assert [a.decoded("TRIGGER") for a in event.walk("VALARM")] == ([rings_at] if rings else [])


@given(TEXT)
def test_no_line_is_longer_than_the_format_allows_and_no_letter_is_cut(words: str) -> None:
    text = ics.calendar(notes(date(2026, 11, 24)), words=words, now=NOW)
    assert text.endswith("\r\n")
    lines = text.encode("utf-8").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")
        assert b"\n" not in line
        assert b"\r" not in line


def test_words_over_several_lines_stay_one_field() -> None:
    text = ics.calendar(notes(date(2026, 11, 24)), words="one\r\ntwo\nEND:VEVENT", now=NOW)
    assert [said for _, _, said in read(text)] == ["one\ntwo\nEND:VEVENT"]


def test_the_file_names_neither_the_program_nor_what_it_is_about() -> None:
    text = ics.calendar(notes(date(2026, 11, 24)), words=WORDS, now=NOW, rings_at=timedelta())
    named = [line for line in text.split("\r\n") if re.match("PRODID|SUMMARY|DESCRIPTION", line)]
    assert named == [
        "PRODID:-//Notes//Notes 1//EN",
        f"SUMMARY:{WORDS}",
        f"DESCRIPTION:{WORDS}",
    ]
    assert not re.search("keta|guide|session|treat|clinic|step", text, re.IGNORECASE)


def test_the_same_note_stays_the_same_when_the_file_is_made_again() -> None:
    first, later = (
        ics.calendar(notes(date(2026, 11, 24)), words=WORDS, now=now)
        for now in (NOW, NOW + timedelta(days=1))
    )
    assert [uid for uid, _, _ in read(first)] == [uid for uid, _, _ in read(later)]


def test_an_identity_does_not_show_what_it_was_made_from() -> None:
    made = ics.uid("0199-some-record 2026-11-24")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made)
    assert made != ics.uid("0199-some-record 2026-11-25")


def test_no_day_makes_an_empty_calendar_that_can_still_be_read() -> None:
    assert read(ics.calendar((), words=WORDS, now=NOW)) == []
