"""Help (F1): how it works, the keys, privacy, and what this is. Works locked and offline."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ketaguide import __version__
from ketaguide.base.paths import resources
from ketaguide.base.text import tr
from ketaguide.ui import actions
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Heading, Small, Strong
from ketaguide.ui.widgets.plain_text import PlainText
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

READING_WIDTH = 720


class HelpPage(Layer):
    """One chapter; the others are wished for as layers of their own."""

    def __init__(self, room: Room, *, unlocked: bool, chapter: str = "help") -> None:
        """Args:
        chapter: ``help``, ``keys``, ``privacy`` or ``about``; anything else is ``help``.
        """
        super().__init__(room, name="help_page", unlocked=unlocked)
        self.sheet.set_sides(max_width=READING_WIDTH, margin=36)
        titles = _titles()
        self.chapter = chapter if chapter in titles else "help"
        look = room.look
        self._leave = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        self._leave.setObjectName("help_leave")
        self._leave.clicked.connect(self.closed)
        self._chapters: dict[str, Button] = {}
        holder = QWidget()
        row = Flow(holder, gap=look.gap(8))
        for name, title in titles.items():
            is_here = name == self.chapter
            button = Button(title, look=look, kind="secondary" if is_here else "quiet")
            button.setObjectName(f"chapter_{name}")
            if is_here:
                button.setAccessibleDescription(tr("This chapter is open."))
            else:
                button.clicked.connect(partial(self._on_chapter_clicked, name))
            self._chapters[name] = button
            row.addWidget(button)
        self._outer.insertWidget(0, Bar([self._leave], QWidget(), [], look=look))
        self.body.addWidget(holder)
        self.body.addSpacing(look.gap(4))
        self.body.addWidget(self._content())
        self.body.addStretch(1)
        follow_the_eye(self)
        self.setFocusProxy(self._leave)

    def focus_first(self) -> None:
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _content(self) -> QWidget:
        look = self.room.look
        if self.chapter == "keys":
            return self._keys()
        docs = resources() / "docs"
        # The privacy page is the one that stands among the documents, word for word.
        path = (
            docs / "privacy.md"
            if self.chapter == "privacy"
            else docs / "help" / f"{self.chapter}.md"
        )
        text = path.read_text(encoding="utf-8")
        if self.chapter != "about":
            return PlainText(text, look=look)
        holder = QWidget()
        column = Stack(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PlainText(text, look=look))
        column.addSpacing(look.gap(12))
        column.addWidget(Small(tr("Version {version}", version=__version__), look=look))
        return holder

    def _keys(self) -> QWidget:
        look = self.room.look
        card = Card(look=look)
        card.body.addWidget(Heading(tr("Keys"), look=look))
        lead = tr("Everything works with the keyboard. Tab goes on, Shift and Tab goes back.")
        card.body.addWidget(Body(lead, look=look, tone="muted"))
        card.body.addSpacing(look.gap(8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.gap(20))
        grid.setVerticalSpacing(look.gap(8))
        grid.setColumnStretch(1, 1)
        for number, shortcut in enumerate(actions.shortcuts()):
            grid.addWidget(Strong(_keys_text(shortcut.keys), look=look), number, 0)
            grid.addWidget(Body(shortcut.text, look=look), number, 1)
        card.body.addLayout(grid)
        return card

    def _on_chapter_clicked(self, name: str) -> None:
        self.layer_wanted.emit(name)


def _titles() -> dict[str, str]:
    return {
        "help": tr("How it works"),
        "keys": tr("Keys"),
        "privacy": tr("Privacy"),
        "about": tr("About"),
    }


def _keys_text(keys: tuple[str, ...]) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    first, *others = [QKeySequence(one).toString(form) for one in keys]
    return tr("{first} or {second}", first=first, second=others[0]) if others else first
