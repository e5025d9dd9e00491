"""From a key to its paint in an entry of 5,000 words, over a bare QPlainTextEdit with the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from tests.bench.measure import Figure, paired

WORDS = 5_000
KEYS = 40
# Source: issue of this benchmark: at most 1.2 times the bare editor.
GOAL = 1.2


def figures() -> Iterator[Figure]:
    """The whole page (highlighting, autosave and the open panel) against the editor alone."""
    end, start = QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveOperation.StartOfBlock
    for name, text, where, goal in (
        ("paragraphs", paragraphs(), end, GOAL),
        ("one unbroken block", unbroken(), end, GOAL),
        # No goal of the project's: here each key moves all the marks of its line.
        ("at the start of a line with emphasis", paragraphs(), start, math.inf),
    ):
        with TemporaryDirectory() as folder:
            yield _figure(Path(folder), name, text, where=where, goal=goal)


def paragraphs() -> str:
    """About 60 words each, with headings, lists and emphasis among them."""
    words = iter(_words())
    made = []
    for number in range(WORDS // 60):
        some = [next(words) for _ in range(60)]
        some[5] = f"**{some[5]}**"
        some[20] = f"*{some[20]}*"
        mark = {0: "## ", 3: "- ", 6: "> "}.get(number % 9, "")
        made.append(mark + " ".join(some))
    return "\n\n".join(made)


def unbroken() -> str:
    return " ".join(_words())


def _words() -> list[str]:
    random = Random(7)  # noqa: S311 - the same text every time
    return ["".join(random.choices("aeiounrstlmdgh", k=random.randint(2, 9))) for _ in range(WORDS)]


def _figure(
    folder: Path, name: str, text: str, *, where: QTextCursor.MoveOperation, goal: float
) -> Figure:
    from tests.helpers.journals import Journal

    app = QApplication.instance() or QApplication([])
    journal = Journal(folder)
    ours, window = _ours(journal, text)
    bare, other = _bare(ours, text)
    app.processEvents()
    figure = paired(
        f"key to paint, {WORDS:,} words, {name}",
        _keys(ours, window, where=where),
        _keys(bare, other, where=where),
        goal=goal,
        pairs=31,
    )
    window.close()
    other.close()
    journal.close()
    return figure


def _ours(journal: Any, text: str) -> tuple[QPlainTextEdit, QWidget]:
    """The page of a new entry, as a person has it, with its panel open."""
    from ketaguide.ui.pages.entry_page import EntryPage

    page = EntryPage(journal.room)
    window = _window(page)
    page.editor.words.setPlainText(text)
    page.editor.facts.open()
    QApplication.processEvents()
    return page.editor.words, window


def _bare(like: QPlainTextEdit, text: str) -> tuple[QPlainTextEdit, QWidget]:
    """Same text, font and size of its viewport; nothing else in the window."""
    edit = QPlainTextEdit()
    edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    window = _window(edit)
    edit.setFont(like.font())
    edit.document().setDocumentMargin(like.document().documentMargin())
    edit.setPlainText(text)
    QApplication.processEvents()
    edit.setFixedSize(like.size())
    QApplication.processEvents()
    return edit, window


def _window(inside: QWidget) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inside)
    window.resize(1056, 840)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


def _keys(
    edit: QPlainTextEdit, window: QWidget, *, where: QTextCursor.MoveOperation
) -> Callable[[], float]:
    """Milliseconds a key, typing in the middle of the text; taken away again afterwards."""

    def run() -> float:
        window.activateWindow()
        edit.setFocus()
        _middle(edit, where)
        QApplication.processEvents()
        begun = perf_counter()
        for _ in range(KEYS):
            _key(edit, Qt.Key.Key_A, "a")
        took = (perf_counter() - begun) * 1000 / KEYS
        for _ in range(KEYS):
            _key(edit, Qt.Key.Key_Backspace, "\b")
        return took

    return run


def _middle(edit: QPlainTextEdit, where: QTextCursor.MoveOperation) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().characterCount() // 2)
    cursor.movePosition(where)
    edit.setTextCursor(cursor)
    edit.centerCursor()


def _key(edit: QPlainTextEdit, key: Qt.Key, text: str) -> None:
    """Send it and paint what came of it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(edit, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    QApplication.processEvents()
