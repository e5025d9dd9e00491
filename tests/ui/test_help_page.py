"""Help and the crash dialog: words that are there offline, locked, and without markup."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.paths import resources
from ketaguide.ui import actions
from ketaguide.ui.dialogs.crash_dialog import CrashDialog
from ketaguide.ui.pages.help_page import HelpPage
from ketaguide.ui.widgets.plain_text import Block, blocks
from tests.helpers.opened import opened, part, said, show
from tests.helpers.pictures import make_look
from tests.helpers.reading import grade
from tests.helpers.rooms import make_room

MARKS = re.compile(r" \[[^]]*\]$")
CHAPTERS = ("help", "keys", "privacy", "about")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_chapter_works_locked(chapter: str, qtbot: QtBot, tmp_path: Path) -> None:
    make_look(tmp_path)
    page = HelpPage(make_room(tmp_path), unlocked=False, chapter=chapter)
    qtbot.addWidget(page)
    show(page)
    words = said(page)
    assert len(words) > 300
    assert "**" not in words
    assert "# " not in words


def test_another_chapter_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = HelpPage(room, unlocked=True, chapter="help")
        qtbot.addWidget(page)
        with qtbot.waitSignal(page.layer_wanted) as wanted:
            part(page, QAbstractButton, "chapter_keys").click()
        assert wanted.args == ["keys"]
        with qtbot.waitSignal(page.closed):
            part(page, QAbstractButton, "help_leave").click()


def test_an_unknown_chapter_is_help(qtbot: QtBot, tmp_path: Path) -> None:
    make_look(tmp_path)
    page = HelpPage(make_room(tmp_path), unlocked=False, chapter="../../secret")
    qtbot.addWidget(page)
    assert page.chapter == "help"


def test_every_key_is_listed(qtbot: QtBot, tmp_path: Path) -> None:
    make_look(tmp_path)
    page = HelpPage(make_room(tmp_path), unlocked=False, chapter="keys")
    qtbot.addWidget(page)
    show(page)
    for shortcut in actions.shortcuts():
        assert shortcut.text in said(page)


def test_a_small_part_of_markdown() -> None:
    text = "# One\n\nA line\nthat goes on, **strong**, `code`.\n\n- first\n  more\n- second\n1. x"
    assert list(blocks(text)) == [
        Block("heading", "One"),
        Block("paragraph", "A line that goes on, strong, code."),
        Block("item", "first more", "•"),
        Block("item", "second", "•"),
        Block("item", "x", "1."),
    ]


def test_markup_is_not_run() -> None:
    found = list(blocks("<img src=x> [a](http://b)"))
    assert found == [Block("paragraph", "<img src=x> [a](http://b)")]


@pytest.mark.parametrize("chapter", ["help", "privacy"])
def test_the_words_are_plain(chapter: str) -> None:
    docs = resources() / "docs"
    path = docs / "privacy.md" if chapter == "privacy" else docs / "help" / f"{chapter}.md"
    found = blocks(path.read_text(encoding="utf-8"))
    words = [MARKS.sub("", block.words) for block in found if block.kind != "heading"]
    assert grade(words) < 8.5


def test_the_privacy_page_is_the_one_in_the_documents(qtbot: QtBot, tmp_path: Path) -> None:
    make_look(tmp_path)
    page = HelpPage(make_room(tmp_path), unlocked=False, chapter="privacy")
    qtbot.addWidget(page)
    show(page)
    words = said(page)
    text = (resources() / "docs" / "privacy.md").read_text(encoding="utf-8")
    found = list(blocks(text))
    assert len(found) > 30
    assert all(block.words in words for block in found)


def test_a_crash_is_said_plainly_and_ends_in_a_lock(qtbot: QtBot, tmp_path: Path) -> None:
    look = make_look(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    answers: list[object] = []
    report = "KetaGuide 0.1.0\nValueError\n  desk.py:12 ask"
    dialog = CrashDialog.ask(window, report=report, look=look, then=answers.append)
    again = CrashDialog.ask(window, report="another", look=look, then=answers.append)
    assert again is dialog
    words = part(dialog, QPlainTextEdit, "crash_report")
    assert words.toPlainText() == report
    assert words.isReadOnly()
    assert "fault of the program" in said(dialog)
    part(dialog, QAbstractButton, "crash_copy").click()
    assert QGuiApplication.clipboard().text() == report
    part(dialog, QAbstractButton, "crash_lock").click()
    assert answers == [None]


def test_escape_from_a_crash_locks_too(qtbot: QtBot, tmp_path: Path) -> None:
    look = make_look(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers: list[object] = []
    CrashDialog.ask(window, report="x", look=look, then=answers.append).reject()
    assert answers == [None]
