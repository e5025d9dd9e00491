"""On a quiet day big steps ask first, twice for going on; everything else is as on any day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import ways
from ketaguide.store import entries, preferences, sessions
from ketaguide.ui.errands import OpenSecurity
from ketaguide.ui.layers import make_layer
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.pages.journal_page import JournalPage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.pages.security_parts import make_page
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.pages.settings_page import SettingsPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.pickers import Select
from ketaguide.vault.db import Db
from tests.helpers.gates import focused
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.security import with_vault
from tests.helpers.vaults import a_session, an_entry


def _fill(db: Db) -> None:
    an_entry(db, "The river was high.")
    a_session(db, in_days=-0.25)


@pytest.fixture
def quiet_room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A session began six hours ago."""
    with opened(tmp_path, fill=_fill) as room:
        yield room


def shown(page: Page, qtbot: QtBot) -> Page:
    qtbot.addWidget(page)
    show(page)
    page.activateWindow()
    settle()
    return page


def entry_page(room: Room, qtbot: QtBot) -> Page:
    (row,) = ask(room, entries.page)
    return shown(EntryPage(room, entry_id=row.id), qtbot)


def press(page: QWidget, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def asks(page: QWidget) -> bool:
    found = page.findChild(QWidget, "quiet_ask")
    return isinstance(found, QWidget) and found.isVisible()


def count(room: Room) -> int:
    return ask(room, entries.count)


def test_waiting_comes_first_and_has_the_keyboard(quiet_room: Room, qtbot: QtBot) -> None:
    page = entry_page(quiet_room, qtbot)
    press(page, "entry_delete")
    assert asks(page)
    assert focused().objectName() == "quiet_wait"
    assert "Wait until tomorrow" in said(page)
    assert "Tuesday 24 November, 12:00" in said(page)
    assert "getting help never waits" in said(page)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    settle()
    assert not asks(page)
    assert count(quiet_room) == 1


def test_going_on_takes_a_second_answer_by_another_key(quiet_room: Room, qtbot: QtBot) -> None:
    page = entry_page(quiet_room, qtbot)
    where = wishes(page)
    press(page, "entry_delete")
    anyway = part(page, QAbstractButton, "quiet_anyway")
    anyway.setFocus()
    QTest.keyClick(anyway, Qt.Key.Key_Space)
    settle()
    assert "Delete this entry now?" in said(page)
    assert count(quiet_room) == 1
    # Space held or pressed once more answers with waiting, not with the deed.
    assert focused().objectName() == "quiet_wait"
    press(page, "quiet_anyway")
    assert count(quiet_room) == 0
    assert len(where) == 1


def test_the_second_question_can_still_be_answered_with_waiting(
    quiet_room: Room, qtbot: QtBot
) -> None:
    page = entry_page(quiet_room, qtbot)
    press(page, "entry_delete")
    press(page, "quiet_anyway")
    press(page, "quiet_wait")
    assert not asks(page)
    assert count(quiet_room) == 1
    press(page, "entry_delete")
    assert "Do it now anyway" in said(page)


def test_asking_twice_shows_one_question(quiet_room: Room, qtbot: QtBot) -> None:
    page = entry_page(quiet_room, qtbot)
    press(page, "entry_delete")
    press(page, "entry_delete")
    assert len([w for w in page.findChildren(QWidget, "quiet_ask") if w.isVisible()]) == 1


def test_the_journal_asks_too(quiet_room: Room, qtbot: QtBot) -> None:
    page = shown(JournalPage(quiet_room), qtbot)
    assert isinstance(page, JournalPage)
    page.focus_first()
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    settle()
    assert asks(page)
    press(page, "quiet_wait")
    assert count(quiet_room) == 1
    assert page.entries.hasFocus()
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    settle()
    press(page, "quiet_anyway")
    press(page, "quiet_anyway")
    assert count(quiet_room) == 0


def test_on_any_other_day_nothing_asks(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        an_entry(db)
        a_session(db, in_days=-1.01)
        a_session(db, in_days=1)

    with opened(tmp_path, fill=fill) as room:
        press(entry_page(room, qtbot), "entry_delete")
        assert count(room) == 0


def test_turned_off_nothing_asks(quiet_room: Room, qtbot: QtBot) -> None:
    ask(quiet_room, lambda db: preferences.put(db, preferences.QUIET_HOURS, 0))
    press(entry_page(quiet_room, qtbot), "entry_delete")
    assert count(quiet_room) == 0


def test_a_past_session_waits_and_a_coming_one_does_not(quiet_room: Room, qtbot: QtBot) -> None:
    (past,) = ask(quiet_room, sessions.every)
    page = shown(SessionPage(quiet_room, session_id=past.id), qtbot)
    part(page, QDateEdit, "session_day").setDate(
        part(page, QDateEdit, "session_day").date().addDays(30)
    )
    press(page, "session_store")
    assert asks(page)
    press(page, "quiet_wait")
    assert ask(quiet_room, sessions.every)[0].starts_at == past.starts_at
    press(page, "session_remove")
    press(page, "notice_action")
    assert asks(page)
    assert len(ask(quiet_room, sessions.every)) == 1
    coming = ask(quiet_room, lambda db: a_session(db, in_days=3))
    other = shown(SessionPage(quiet_room, session_id=coming.id), qtbot)
    press(other, "session_store")
    assert not asks(other)
    assert ask(quiet_room, lambda db: sessions.get(db, coming.id)) is not None


@pytest.mark.parametrize(
    ("hours", "words"),
    [(7, "Wait until 19:00"), (24, "Wait until tomorrow"), (72, "Wait until Thursday 26 November")],
)
def test_the_button_says_how_long(quiet_room: Room, qtbot: QtBot, hours: int, words: str) -> None:
    ask(quiet_room, lambda db: preferences.put(db, preferences.QUIET_HOURS, hours))
    page = entry_page(quiet_room, qtbot)
    press(page, "entry_delete")
    assert words in said(page)


def test_the_hours_are_changed_in_settings_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = shown(SettingsPage(room), qtbot)
        _choose(page, "48")
        assert ask(room, preferences.every).quiet_hours == 48
        assert not asks(page)
        _choose(page, "0")
        assert ask(room, preferences.every).quiet_hours == 0


def test_on_a_quiet_day_changing_them_asks_twice_too(quiet_room: Room, qtbot: QtBot) -> None:
    page = shown(SettingsPage(quiet_room), qtbot)
    _choose(page, "0")
    assert asks(page)
    press(page, "quiet_wait")
    assert ask(quiet_room, preferences.every).quiet_hours == 24
    assert part(page, Select, "quiet_hours").value() == "24"
    _choose(page, "0")
    press(page, "quiet_anyway")
    press(page, "quiet_anyway")
    assert ask(quiet_room, preferences.every).quiet_hours == 0


def test_a_number_that_is_not_offered_shows_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        ask(room, lambda db: preferences.put(db, preferences.QUIET_HOURS, 36))
        page = shown(SettingsPage(room), qtbot)
        assert part(page, Select, "quiet_hours").currentText() == "36 hours"


def test_what_narrows_and_what_helps_never_waits(quiet_room: Room, qtbot: QtBot) -> None:
    """Showing less, the safety page, grounding, trying the recovery code."""
    ask(quiet_room, lambda db: preferences.put(db, preferences.HOME_SHOWS_WORDS, True))
    page = shown(SettingsPage(quiet_room), qtbot)
    press(page, "home_shows_words")
    assert not asks(page)
    assert not ask(quiet_room, preferences.every).home_shows_words
    assert not asks(shown(make_page("drill", quiet_room), qtbot))
    assert not asks(shown(RecoveryPage(quiet_room), qtbot))
    for name in ("safety", "ground"):
        layer = make_layer(name, quiet_room, unlocked=True)
        qtbot.addWidget(layer)
        show(layer)
        assert not asks(layer)


@pytest.mark.parametrize(
    "wanted", ["passphrase", "stronger", "compromised", "key-file", "new-code"]
)
def test_every_change_of_the_ways_in_waits(quiet_room: Room, qtbot: QtBot, wanted: str) -> None:
    page = shown(make_page(wanted, quiet_room), qtbot)
    assert asks(page)
    assert page.findChild(QWidget, "present_passphrase") is None
    where = wishes(page)
    press(page, "quiet_wait")
    assert where == [OpenSecurity()]


def test_so_does_removing_one(quiet_room: Room, qtbot: QtBot) -> None:
    slot_id = with_vault(quiet_room, ways.look).ways[0].slot_id
    assert asks(shown(make_page(f"remove:{slot_id}", quiet_room), qtbot))


def _choose(page: Page, hours: str) -> None:
    select = part(page, Select, "quiet_hours")
    select.set_value(hours)
    select.activated.emit(select.currentIndex())
    settle()
