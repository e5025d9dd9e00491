"""A letter never sent: writing it, its three ends, and the quiet place where sealed ones are."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ketaguide.content.acting import Letter
from ketaguide.engine.gate import Gate
from ketaguide.flows.lifelines import Lifelines
from ketaguide.store import entries, letters, sessions
from ketaguide.ui.errands import GoBack, OpenLetters
from ketaguide.ui.pages.journal_page import JournalPage
from ketaguide.ui.pages.letters_page import LettersPage
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.registry import make_prompt
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.rows import RadioRow
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE

PROMPT = Letter(id="p", label="Your letter", starters=("Dear...",))
WORDS = "Dear Tom, I was angry."


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    with opened(tmp_path) as made:
        yield made


Stand = Callable[[QWidget], None]


@pytest.fixture
def stand(room: Room) -> Iterator[Stand]:
    """Put a page on screen, and hold it until Qt has let go of it."""
    held: list[QWidget] = []

    def put(page: QWidget) -> None:
        held.append(page)
        show(page)

    yield put
    for page in held:
        page.hide()
        page.deleteLater()
    settle()


def _prompt(room: Room, value: object = None) -> tuple[PromptWidget, list[object]]:
    kit = PromptKit(
        look=room.look,
        clock=room.clock,
        number="112",
        lifelines=Lifelines(),
        lines={},
        gate=lambda _prompt: Gate(outcome="go-on"),
    )
    widget = make_prompt(PROMPT, PROMPT.clean(value), kit=kit)
    told: list[object] = []
    widget.answered.connect(told.append)
    show(widget, size=(760, 900))
    return widget, told


def _type(widget: QWidget, words: str) -> QPlainTextEdit:
    edit = part(widget, QPlainTextEdit, "text_p")
    edit.setFocus()
    edit.insertPlainText(words)
    settle()
    return edit


def _choose(widget: QWidget, end: str) -> None:
    QTest.mouseClick(part(widget, RadioRow, f"choice_{end}"), Qt.MouseButton.LeftButton)
    settle()


def _press(widget: QWidget, name: str) -> None:
    button = part(widget, Button, name)
    assert button.isVisibleTo(widget), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def test_its_end_is_asked_once_there_are_words(room: Room) -> None:
    widget, told = _prompt(room)
    assert "What becomes of it?" not in said(widget)
    _type(widget, WORDS)
    assert "What becomes of it?" in said(widget)
    assert told[-1] == {"text": WORDS, "end": ""}
    _choose(widget, "seal")
    assert told[-1] == {"text": WORDS, "end": "seal"}
    _choose(widget, "keep")
    assert told[-1] == {"text": WORDS, "end": "keep"}


def test_shredding_asks_once_more_and_then_takes_the_words_at_once(room: Room) -> None:
    widget, told = _prompt(room, {"text": WORDS, "end": "keep"})
    _choose(widget, "shred")
    assert told[-1] == {"text": WORDS, "end": ""}, "one press shreds nothing"
    assert "Shred this letter?" in said(widget)
    _press(widget, "shred_now")
    assert told[-1] == {"text": "", "end": "shred"}
    edit = part(widget, QPlainTextEdit, "text_p")
    edit.undo()
    assert edit.toPlainText() == ""
    assert not edit.isVisibleTo(widget)
    assert "The letter is shredded." in said(widget)


def test_leaving_it_as_it_is_loses_nothing(room: Room) -> None:
    widget, told = _prompt(room)
    edit = _type(widget, WORDS)
    _choose(widget, "shred")
    _press(widget, "shred_leave")
    assert edit.toPlainText() == WORDS
    assert told[-1] == {"text": WORDS, "end": ""}
    assert "Shred this letter?" not in said(widget)
    assert part(widget, RadioRow, "choice_keep").hasFocus()
    assert not part(widget, RadioRow, "choice_shred").isChecked()


def test_arrows_go_over_all_three_ways_and_shred_nothing(room: Room) -> None:
    widget, told = _prompt(room, {"text": WORDS, "end": "keep"})
    part(widget, RadioRow, "choice_keep").setFocus()
    for wanted in ("choice_seal", "choice_shred"):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Down)
        settle()
        assert part(widget, RadioRow, wanted).hasFocus()
    assert "Shred this letter?" in said(widget)
    QTest.keyClick(part(widget, RadioRow, "choice_shred"), Qt.Key.Key_Up)
    settle()
    assert "Shred this letter?" not in said(widget)
    assert told[-1] == {"text": WORDS, "end": "seal"}


def test_a_shredded_letter_is_shown_as_gone_again_and_another_can_be_written(room: Room) -> None:
    widget, told = _prompt(room, {"text": "", "end": "shred"})
    assert "The letter is shredded." in said(widget)
    assert widget.first() is part(widget, Button, "another_p")
    _press(widget, "another_p")
    assert told == [None]
    _type(widget, WORDS)
    assert told[-1] == {"text": WORDS, "end": ""}


def _seal(db: Db, *, days: tuple[int, ...] = (2, 9)) -> None:
    for number in days:
        at = NOW - timedelta(days=number)
        letters.add(
            db, written_at=at, zone=ZONE, title="Letter never sent", body=f"{WORDS} {number}"
        )


def test_the_journal_leads_to_the_sealed_letters_and_only_where_there_are_any(
    room: Room, stand: Stand
) -> None:
    page = JournalPage(room)
    stand(page)
    assert "Sealed letters" not in said(page)
    ask(room, _seal)
    settle()
    wanted = wishes(page)
    _press(page, "sealed_letters")
    assert "Sealed letters (2)" in said(page)
    assert wanted == [OpenLetters()]


def _letters(room: Room, stand: Stand) -> LettersPage:
    ask(room, _seal)
    page = LettersPage(room)
    page.begin()
    stand(page)
    return page


def test_no_word_is_shown_before_a_letter_is_opened(room: Room, stand: Stand) -> None:
    page = _letters(room, stand)
    assert "angry" not in _every_text(page)
    QTest.mouseClick(part(page, QWidget, "letter_0"), Qt.MouseButton.LeftButton)
    settle()
    assert f"{WORDS} 2" in said(page)
    _press(page, "letter_seal")
    assert "angry" not in _every_text(page)
    assert part(page, QWidget, "letter_0").hasFocus()


def test_a_very_long_letter_can_be_read_too(room: Room, stand: Stand) -> None:
    body = "\n".join(f"line {number} of what I never said" for number in range(4000))
    ask(room, partial(letters.add, written_at=NOW, zone=ZONE, body=body))
    page = LettersPage(room)
    stand(page)
    QTest.mouseClick(part(page, QWidget, "letter_0"), Qt.MouseButton.LeftButton)
    settle()
    assert part(page, QPlainTextEdit, "letter_words").toPlainText() == body


def _every_text(page: QWidget) -> str:
    edits = [one.toPlainText() for one in page.findChildren(QPlainTextEdit) if one.isVisible()]
    return "\n".join([said(page), *edits])


def test_a_letter_goes_into_the_journal_and_undo_seals_it_again(room: Room, stand: Stand) -> None:
    page = _letters(room, stand)
    QTest.mouseClick(part(page, QWidget, "letter_1"), Qt.MouseButton.LeftButton)
    settle()
    _press(page, "letter_to_journal")
    assert ask(room, letters.count) == 1
    (row,) = ask(room, entries.page)
    assert (row.title, row.opening) == ("Letter never sent", f"{WORDS} 9")
    assert page.findChild(QWidget, "letter_1") is None or "9" not in _every_text(page)
    Undo.over(page, room)._on_undo_wanted()
    settle()
    assert ask(room, letters.count) == 2
    assert ask(room, entries.count) == 0


def test_shredding_a_sealed_letter_takes_two_answers(room: Room, stand: Stand) -> None:
    page = _letters(room, stand)
    QTest.mouseClick(part(page, QWidget, "letter_0"), Qt.MouseButton.LeftButton)
    settle()
    _press(page, "letter_shred")
    assert part(page, Button, "shred_leave").hasFocus()
    assert ask(room, letters.count) == 2
    _press(page, "shred_now")
    assert [one.body for one in ask(room, letters.every)] == [f"{WORDS} 9"]
    assert "The letter is shredded." in said(page)


def test_on_a_quiet_day_shredding_waits(room: Room, stand: Stand) -> None:
    ask(room, partial(sessions.add, starts_at=NOW - timedelta(hours=4), zone=ZONE, with_whom="Ana"))
    page = _letters(room, stand)
    QTest.mouseClick(part(page, QWidget, "letter_0"), Qt.MouseButton.LeftButton)
    settle()
    _press(page, "letter_shred")
    assert "This can wait" in said(page)
    _press(page, "quiet_wait")
    assert ask(room, letters.count) == 2


def test_the_last_letter_gone_leaves_a_page_to_leave(room: Room, stand: Stand) -> None:
    page = LettersPage(room)
    page.begin()
    stand(page)
    assert "No letter is sealed now." in said(page)
    wanted = wishes(page)
    assert part(page, Button, "letters_back").hasFocus()
    _press(page, "letters_back")
    assert wanted == [GoBack()]
