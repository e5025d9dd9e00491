"""Mood, energy, feelings, tags, phase, session and pin of an entry; time on other clocks."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.store import drafts, entries
from ketaguide.ui.errands import NewEntry
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.slider import Track
from tests.helpers.journals import Journal, press, said
from tests.helpers.pictures import settle
from tests.helpers.vaults import ZONE, a_session, an_entry


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def _track(page: QWidget, name: str) -> Track:
    found = page.findChild(Track, name)
    assert found is not None
    return found


def _tags(page: QWidget) -> QLineEdit:
    found = page.findChild(QLineEdit, "tags_line")
    assert found is not None
    return found


def _chips(page: QWidget, name: str) -> list[str]:
    found = [one for one in page.findChildren(QPushButton, name) if one.isVisible()]
    return [one.accessibleName() for one in found]


def test_it_is_folded_away_until_wanted(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    assert page.findChild(Track) is None
    press(page, "entry_about")
    assert _track(page, "entry_mood").isVisible()
    press(page, "entry_about")
    assert not _track(page, "entry_mood").isVisible()


def test_a_mood_alone_is_kept_as_an_entry(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    press(page, "entry_about")
    mood = _track(page, "entry_mood")
    mood.setFocus()
    QTest.keyClick(mood, Qt.Key.Key_0)
    journal.room.unsaved.flush()
    draft = journal.draft()
    assert draft is not None
    assert draft["mood"] == 0
    press(page, "entry_keep")
    entry = journal.only_entry()
    assert (entry.mood, entry.energy, entry.body) == (0, None, "")


def test_a_mood_can_be_taken_back(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    press(page, "entry_about")
    QTest.keyClick(_track(page, "entry_energy"), Qt.Key.Key_4)
    press(page, "entry_energy_clear")
    assert page.editor.content().facts.energy is None
    journal.room.unsaved.flush()
    assert journal.draft() is None


def test_everything_said_waits_where_one_stopped(journal: Journal, qtbot: QtBot) -> None:
    session = journal.ask(a_session)
    page = journal.open_entry(qtbot)
    press(page, "entry_about")
    QTest.keyClick(_track(page, "entry_mood"), Qt.Key.Key_7)
    QTest.keyClicks(_tags(page), "lake, half")
    choice = page.findChild(Select, "entry_session")
    assert choice is not None
    choice.set_value(session.id)
    journal.room.unsaved.flush()
    again = journal.open_entry(qtbot)
    facts = again.editor.content().facts
    assert (facts.mood, facts.tags, facts.session_id) == (7, ("lake", "half"), session.id)
    # Folded away, a line says what is in there.
    assert any("Mood 7 of 10 · lake · half" in words for words in said(again))
    press(again, "entry_keep")
    entry = journal.only_entry()
    assert (entries.tags(entry), entry.session_id) == (("lake", "half"), session.id)


def test_tags_by_keyboard(journal: Journal, qtbot: QtBot) -> None:
    journal.ask(partial(an_entry, body="x", tags=entries.tags_text(["Garden", "sleep"])))
    page = journal.open_entry(qtbot)
    press(page, "entry_about")
    line = _tags(page)
    line.setFocus()
    assert _chips(page, "tag_offer") == ["Add the tag Garden", "Add the tag sleep"]
    QTest.keyClicks(line, "gar")
    assert _chips(page, "tag_offer") == ["Add the tag Garden"]
    QTest.keyClick(line, Qt.Key.Key_Down)
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert line.hasFocus()
    QTest.keyClicks(line, "#two words")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "GARDEN")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.editor.content().facts.tags == ("Garden", "two words")
    assert journal.wanted == []
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert page.editor.content().facts.tags == ("Garden",)
    assert _chips(page, "tag") == ["Remove the tag Garden"]


def test_feelings_are_chosen_as_in_guides(journal: Journal, qtbot: QtBot) -> None:
    felt = entries.feelings_text({"quiet": 8, "like fog": 3})
    entry = journal.ask(partial(an_entry, body="x", feelings=felt))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    press(page, "entry_about")
    told = page.findChild(QLabel, "entry_feelings_told")
    assert told is not None
    assert told.text() == "quiet, strong, like fog, faint"
    press(page, "entry_feelings")
    row = page.findChild(QWidget, "strength_quiet")
    assert row is not None
    row.findChild(QPushButton, "strength_remove").click()  # type: ignore[union-attr]
    own = page.findChild(QLineEdit, "own_feeling")
    assert own is not None
    QTest.keyClicks(own, "wide")
    QTest.keyClick(own, Qt.Key.Key_Return)
    press(page, "entry_keep")
    assert entries.feelings(journal.only_entry()) == {"like fog": 3, "wide": 5}


def test_a_new_entry_can_belong_from_the_start(journal: Journal, qtbot: QtBot) -> None:
    session = journal.ask(a_session)
    errand = NewEntry(session_id=session.id, phase="integration")
    page = EntryPage(journal.room, preset=errand)
    journal.show(page, qtbot)
    journal.room.unsaved.flush()
    assert journal.draft() is None
    QTest.keyClicks(page.editor.words, "After it.")
    press(page, "entry_keep")
    entry = journal.only_entry()
    assert (entry.session_id, entry.phase) == (session.id, "integration")


def test_a_draft_keeps_its_own_session(journal: Journal, qtbot: QtBot) -> None:
    content = '{"body": "Half", "session_id": "", "phase": ""}'
    journal.ask(partial(drafts.put, key="entry:new", content=content))
    page = EntryPage(journal.room, preset=NewEntry(session_id="0190-other", phase="integration"))
    journal.show(page, qtbot)
    assert page.editor.words.toPlainText() == "Half"
    assert page.editor.content().facts.session_id == ""


def test_reading_says_it_in_words_and_pins(journal: Journal, qtbot: QtBot) -> None:
    session = journal.ask(a_session)
    fields: Any = {"mood": 6, "tags": entries.tags_text(["lake"]), "session_id": session.id}
    entry = journal.ask(lambda db: an_entry(db, "One.", **fields))
    page = journal.open_entry(qtbot, entry.id)
    words = said(page)
    assert "#lake" in words
    assert any(one.startswith("Mood 6 of 10 · Session: ") for one in words)
    assert "Pinned" not in words
    press(page, "entry_pin")
    assert journal.only_entry().pinned
    settle()
    assert "Pinned" in said(page)
    press(page, "entry_pin")
    assert not journal.only_entry().pinned


def test_changing_words_leaves_what_else_is_said(journal: Journal, qtbot: QtBot) -> None:
    fields: Any = {"mood": 6, "tags": entries.tags_text(["lake"]), "pinned": True}
    entry = journal.ask(lambda db: an_entry(db, "One.", **fields))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClicks(page.editor.words, " Two.")
    press(page, "entry_keep")
    kept = journal.only_entry()
    assert (kept.body, kept.mood, kept.pinned, kept.tags) == ("One. Two.", 6, True, entry.tags)


def test_an_entry_of_facts_alone_can_lose_its_words(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(partial(an_entry, body="x", mood=2))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClick(page.editor.words, Qt.Key.Key_Backspace)
    press(page, "entry_keep")
    assert (journal.only_entry().body, journal.only_entry().mood) == ("", 2)


def test_a_time_that_was_left_out_is_said_and_moved(journal: Journal, qtbot: QtBot) -> None:
    at = datetime(2026, 5, 1, 0, 30, tzinfo=UTC)  # 01:30 in Lisbon
    entry = journal.ask(lambda db: entries.add(db, body="x", written_at=at, zone=ZONE))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    moment = page.editor.moment
    moment.day.setDate(QDate(2026, 3, 29))
    assert any("01:30 was left out. This is kept as 02:30" in words for words in said(page))
    moment.day.setDate(QDate(2026, 3, 30))
    assert moment.moment is not None
    assert moment.moment.astimezone(UTC) == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    moment.day.setDate(QDate(2026, 3, 29))
    moment.time.editingFinished.emit()
    assert moment.time.time() == QTime(2, 30)
    press(page, "entry_keep")
    assert journal.only_entry().written_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_another_clock_than_this_computers_is_said(journal: Journal, qtbot: QtBot) -> None:
    at = journal.room.clock.now() - timedelta(days=1)
    entry = journal.ask(lambda db: entries.add(db, body="x", written_at=at, zone="Asia/Tokyo"))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    note = page.findChild(QLabel, "entry_clock_note")
    assert note is not None
    assert "Day and time are Tokyo time. This computer is on Lisbon time now" in note.text()
    press(page, "entry_keep")
    assert (journal.only_entry().written_at, journal.only_entry().zone) == (at, "Asia/Tokyo")
