"""Settings: each change holds at once and is there next time."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.phone import is_number
from ketaguide.base.settings import Settings
from ketaguide.store import preferences
from ketaguide.ui.errands import OpenBackups, OpenLayer, OpenSecurity
from ketaguide.ui.pages.settings_page import SettingsPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.slider import Track
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle


def page_of(room: Room, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(room)
    qtbot.addWidget(page)
    show(page)
    return page


def press(page: SettingsPage, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def test_a_theme_holds_at_once_and_next_time(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        press(page, "choice_contrast")
        assert room.look.theme == "contrast"
        assert Settings(room.places.settings_file).text("theme") == "contrast"


def test_text_grows_and_the_number_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        for _ in range(3):
            press(page, "text_larger")
        assert room.look.scale == 1.3
        assert "130 %" in said(page)
        press(page, "text_smaller")
        assert room.look.scale == 1.2


def test_the_line_takes_arrows_and_stays_in_range(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        track = part(page, Track, "text_size")
        QTest.keyClick(track, Qt.Key.Key_Right)
        qtbot.waitUntil(lambda: room.look.scale == 1.1)
        QTest.keyClick(track, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: room.look.scale == 2.0)
        press(page, "text_larger")
        assert room.look.scale == 2.0
        QTest.keyClick(track, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: room.look.scale == 0.8)


def test_a_key_pressed_elsewhere_shows_here(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        room.look.step_text(1)
        settle()
        assert "110 %" in said(page)


def test_little_movement(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        press(page_of(room, qtbot), "choice_reduced")
        assert room.look.reduced_motion
        assert room.look.motion_ms("long") == 0


@pytest.mark.parametrize("text", ["112", "911", "+351 213 000 112", "(020) 7946-0190", " 999 "])
def test_numbers_that_can_be_dialled(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "1", "help", "112 or 911", "+", "1" * 30, "１１２", "11\n2"])
def test_what_nobody_can_dial(text: str) -> None:
    assert not is_number(text)


def test_a_wrong_number_is_said_and_the_old_one_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        number = part(page, QLineEdit, "emergency_number")
        number.selectAll()
        QTest.keyClicks(number, "911")
        assert room.settings.text("emergency_number") == "911"
        number.selectAll()
        QTest.keyClicks(number, "somebody")
        number.editingFinished.emit()
        assert "such as 112, 911 or 999" in said(page)
        assert room.settings.text("emergency_number") == "911"


def test_names_go_into_the_vault_and_nowhere_else(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        QTest.keyClicks(part(page, QLineEdit, "person_name"), "Rowan")
        QTest.keyClicks(part(page, QLineEdit, "vault_name"), "Notes")
        press(page, "choice_dark")
        room.unsaved.flush()
        stored = ask(room, preferences.every)
        assert (stored.person_name, stored.vault_name) == ("Rowan", "Notes")
        assert b"Rowan" not in room.places.settings_file.read_bytes()
        assert part(page_of(room, qtbot), QLineEdit, "person_name").text() == "Rowan"


def test_home_may_show_words(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        press(page_of(room, qtbot), "home_shows_words")
        assert ask(room, preferences.every).home_shows_words


def test_security_backups_and_the_other_sheets_are_reached(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        where = wishes(page)
        for name in (
            *("open_security", "open_backups"),
            *("open_safety", "open_about", "open_privacy", "open_keys"),
        ):
            press(page, name)
        assert where == [
            OpenSecurity(),
            OpenBackups(),
            OpenLayer("safety"),
            OpenLayer("about"),
            OpenLayer("privacy"),
            OpenLayer("keys"),
        ]


@pytest.mark.parametrize("is_done", [True, False])
def test_a_missing_recovery_code_is_said(qtbot: QtBot, tmp_path: Path, *, is_done: bool) -> None:
    done = partial(preferences.put, name=preferences.RECOVERY_DONE, value=is_done)
    with opened(tmp_path, fill=done) as room:
        page = page_of(room, qtbot)
        assert ("Without a recovery code nobody can open" in said(page)) is not is_done


def test_it_says_where_things_lie(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_of(room, qtbot)
        folder = part(page, QPlainTextEdit, "vault_folder")
        assert folder.toPlainText() == str(tmp_path / "vault")
        assert folder.isReadOnly()
        assert "not medical advice" in said(page)


def test_settings_that_cannot_be_stored_are_said(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        room.places.config.write_text("a file where a folder belongs")
        page = page_of(room, qtbot)
        press(page, "choice_dark")
        assert room.look.theme == "dark"
        assert "could not be saved" in page.notice.accessibleName()
