"""The parts of writing that need no window: marks, finding, wall clocks, differences, drafts."""

import json
import time
from datetime import UTC, datetime
from datetime import time as clock

import pytest

from ketaguide.flows.entry_content import Content, Facts
from ketaguide.ui.models.entry_told import clock_here
from ketaguide.ui.models.find_in_text import Haystack
from ketaguide.ui.models.markdown_blocks import blocks
from ketaguide.ui.models.markdown_marks import next_line, toggled_lines, toggled_words
from ketaguide.ui.models.markdown_spans import in_qt, pieces, spans
from ketaguide.ui.models.wall_time import moment_at
from ketaguide.ui.models.word_diff import differences

AT = datetime(2026, 11, 23, 18, 0, 42, 7, tzinfo=UTC)


def _seen(line: str) -> dict[str, str]:
    """Each part of the line with how it looks."""
    return {line[p.start : p.start + p.length]: " ".join(p.styles) for p in pieces(spans(line))}


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("plain words", {}),
        ("# Title", {"# ": "heading1 mark", "Title": "heading1"}),
        ("### a **b**", {"### ": "heading3 mark", "a ": "heading3", "**": "heading3 mark",
                          "b": "heading3 strong"}),
        ("- [x] done", {"- [x] ": "bullet"}),
        ("12. twelve", {"12. ": "bullet"}),
        ("> said", {"> ": "quote mark", "said": "quote"}),
        ("an *hour* or so", {"*": "mark", "hour": "emphasis"}),
        ("2*3*4 and snake_case_name", {}),
        ("#no heading", {}),
        ("---", {"---": "mark"}),
    ],
)  # fmt: skip
def test_marks_of_a_line(line: str, seen: dict[str, str]) -> None:
    assert _seen(line) == seen


def test_what_is_muted_while_writing_is_left_out_while_reading() -> None:
    line = "I was **very** *calm* and ***both*** with `code` and __more__"
    shown = "".join(p for p, styles in _pieces(line) if "mark" not in styles)
    assert shown == blocks(line)[0].text


def _pieces(line: str) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for piece in pieces(spans(line)):
        found.append((line[at : piece.start], ()))
        found.append((line[piece.start : piece.start + piece.length], piece.styles))
        at = piece.start + piece.length
    return [*found, (line[at:], ())]


def test_places_after_an_emoji_are_counted_as_qt_does() -> None:
    line = "🙂 **so**"
    (strong,) = [one for one in in_qt(line, spans(line)) if one.style == "strong"]
    assert (strong.start, strong.length) == (5, 2)


@pytest.mark.parametrize("line", ["*a " * 1600, "_" * 4900, "> " * 2400, "**a* " * 900, "`" * 4999])
def test_a_line_full_of_marks_does_not_hang(line: str) -> None:
    begun = time.process_time()
    pieces(spans(line))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("line", "at", "mark"),
    [
        ("- milk", 6, "- "),
        ("  * milk", 8, "  * "),
        ("9. milk", 7, "10. "),
        ("3) milk", 7, "4) "),
        ("- [x] milk", 10, "- [ ] "),
        ("> said", 6, "> "),
        ("> - milk", 8, "> - "),
        ("- milk", 2, "- "),
    ],
)
def test_enter_goes_on(line: str, at: int, mark: str) -> None:
    turn = next_line(line, at)
    assert turn is not None
    assert (turn.mark, turn.ends) == (mark, False)


@pytest.mark.parametrize("line", ["- ", "4. ", "> ", "- [ ] ", "> - "])
def test_enter_in_an_empty_item_ends_the_list(line: str) -> None:
    turn = next_line(line, len(line))
    assert turn is not None
    assert turn.ends


@pytest.mark.parametrize(
    ("line", "at"), [("milk", 4), ("-milk", 5), ("1.milk", 6), ("- milk", 0), ("", 0), ("3", 1)]
)
def test_enter_is_just_enter(line: str, at: int) -> None:
    assert next_line(line, at) is None


def test_marks_before_lines_come_and_go() -> None:
    lines = ["one", "", "two"]
    assert toggled_lines(lines, "list") == ["- one", "", "- two"]
    assert toggled_lines(["- one", "", "- two"], "list") == lines
    assert toggled_lines(lines, "numbered") == ["1. one", "", "2. two"]
    assert toggled_lines(["- one", "two"], "numbered") == ["1. one", "2. two"]
    assert toggled_lines(["> one"], "heading") == ["> ## one"]
    assert toggled_lines(["> ## one"], "quote") == ["## one"]
    assert toggled_lines([""], "list") == ["- "]


@pytest.mark.parametrize(
    ("words", "mark", "made"),
    [
        (("", "one", ""), "**", ("", "**one**", "")),
        (("", " one ", ""), "**", ("", " **one** ", "")),
        (("", "**one**", ""), "**", ("", "one", "")),
        (("**", "one", "**"), "**", ("", "one", "")),
        (("**", "one", "**"), "*", ("**", "*one*", "**")),
        (("***", "one", "***"), "*", ("**", "one", "**")),
        (("", "", ""), "*", ("", "**", "")),
    ],
)
def test_marks_around_words(
    words: tuple[str, str, str], mark: str, made: tuple[str, str, str]
) -> None:
    assert toggled_words(*words, mark) == made


def test_finding_minds_neither_case_nor_accents() -> None:
    text = "Élan, elan 🙂 e\u0301lan Straße"
    units = text.encode("utf-16-le")
    found = [
        units[2 * a : 2 * (a + n)].decode("utf-16-le") for a, n in Haystack(text).places("ELAN")
    ]
    assert found == ["Élan", "elan", "e\u0301lan"]
    (place,) = Haystack(text).places("strasse")
    assert units[2 * place[0] : 2 * sum(place)].decode("utf-16-le") == "Straße"
    assert Haystack(text).places("") == []
    assert Haystack("aaaa").places("aa") == [(0, 2), (2, 2)]


def test_a_time_that_spring_left_out_is_an_hour_later() -> None:
    wall = moment_at(datetime(2026, 3, 29).date(), clock(1, 30), "Europe/Lisbon", was=AT)  # noqa: DTZ001
    assert (wall.moved, wall.at) == (True, clock(2, 30))
    assert wall.moment.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    berlin = moment_at(datetime(2026, 3, 29).date(), clock(2, 30), "Europe/Berlin", was=AT)  # noqa: DTZ001
    assert (berlin.moved, berlin.at) == (True, clock(3, 30))


def test_the_entrys_own_minute_keeps_its_second_and_its_fold() -> None:
    second = datetime(2026, 10, 25, 1, 30, 5, tzinfo=UTC)  # 01:30 in Lisbon, for the second time
    day = datetime(2026, 10, 25).date()  # noqa: DTZ001
    back = moment_at(day, clock(1, 30), "Europe/Lisbon", was=second)
    assert (back.moment, back.moved) == (second, False)
    other = moment_at(day, clock(1, 31), "Europe/Lisbon", was=second)
    assert other.moment.astimezone(UTC) == datetime(2026, 10, 25, 0, 31, tzinfo=UTC)


def test_another_clock_is_said_only_where_it_shows_another_time() -> None:
    assert clock_here(AT, "Europe/Lisbon", here="Europe/London") == ""
    words = clock_here(AT, "Asia/Tokyo", here="Europe/Lisbon")
    assert "Tokyo time" in words
    assert "18:00 on 23 November" in words


def test_differences_hold_both_texts() -> None:
    before = "I walked quickly.\n\nThe lake is there. It was cold.\n"
    after = "I walked slowly.\n\n- new line\n\nThe lake is there.\n"
    found = differences(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after
    changed = [(one.kind, one.text.strip()) for one in found if one.kind != "same"]
    assert ("gone", "quickly.") in changed
    assert ("new", "slowly.") in changed
    assert ("gone", "It was cold.") in changed


def test_a_draft_from_before_there_were_facts_is_read() -> None:
    otherwise = Content(written_at=AT, zone="Europe/Lisbon", facts=Facts(mood=3, session_id="s"))
    old = json.dumps({"title": "T", "body": "B", "written_at": AT.isoformat(), "zone": "UTC"})
    read = Content.from_json(old, otherwise=otherwise)
    assert (read.title, read.body, read.facts) == ("T", "B", otherwise.facts)


def test_everything_said_comes_through_a_draft() -> None:
    facts = Facts(
        mood=0,
        energy=10,
        feelings={"quiet": 7, "my own": 2},
        tags=("lake", "Ana"),
        phase="integration",
        session_id="0190",
        pinned=True,
    )
    content = Content(written_at=AT, zone="Asia/Tokyo", title="T", body="B", facts=facts)
    blank = Content(written_at=AT, zone="UTC")
    assert Content.from_json(content.to_json(), otherwise=blank) == content


def test_nonsense_in_a_draft_is_left_out() -> None:
    told = {"mood": 11, "energy": True, "feelings": {"a": "x", "b": 3}, "tags": "no", "phase": "x"}
    read = Content.from_json(
        json.dumps(told), otherwise=Content(written_at=AT, zone="UTC", facts=Facts(tags=("t",)))
    )
    assert read.facts == Facts(feelings={"b": 3}, tags=("t",))


@pytest.mark.parametrize(
    ("facts", "is_blank"),
    [
        (Facts(), True),
        (Facts(mood=0), False),
        (Facts(energy=4), False),
        (Facts(feelings={"quiet": 5}), False),
        (Facts(tags=("x",)), False),
        (Facts(session_id="s", phase="integration", pinned=True), True),
    ],
)
def test_a_mood_alone_is_an_entry(facts: Facts, is_blank: bool) -> None:
    assert Content(written_at=AT, zone="UTC", facts=facts).is_blank is is_blank
