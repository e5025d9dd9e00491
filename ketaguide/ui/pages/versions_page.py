"""How an entry read before: what changed when, one change at a time, and a way back to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import entry_history, versions
from ketaguide.ui import moments
from ketaguide.ui.errands import GoBack
from ketaguide.ui.models.entry_text import moment_words
from ketaguide.ui.models.version_told import change_words, fact_lines
from ketaguide.ui.models.word_diff import Piece, differences
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.changed_text import ChangedText
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Intro, Small, Strong
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import LineButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketaguide.flows.entry_history import History
    from ketaguide.flows.versions import Change


class VersionsPage(Page):
    """A list of changes, newest first; one of them in its place when it is looked at."""

    watches: ClassVar[frozenset[str]] = frozenset({"Entry", "EntryVersion"})

    def __init__(self, room: Room, *, entry_id: str) -> None:
        super().__init__(room, name="versions_page")
        self.sheet.set_sides(max_width=760, margin=36)
        self._entry_id = entry_id
        self._now: Mapping[str, Any] = {}
        self._changes: tuple[Change, ...] = ()
        self._card: VersionCard | None = None
        look = room.look
        self._back = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("versions_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._intro = Intro(tr("Earlier wordings"), "", look=look)
        self._list = Stack()
        self._list.setSpacing(look.gap(8))
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._intro)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def reload(self) -> None:
        question = partial(entry_history.history, entry_id=self._entry_id)
        self.room.desk.ask(question, self._on_read, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        """The change that is open, or the newest; without any, the way back."""
        line = self._list.itemAt(0)
        target: QWidget | None = line.widget() if line is not None else None
        if isinstance(target, VersionCard):
            target = target.shut
        if not isinstance(target, QWidget) or isinstance(target, Body):
            target = self._back
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, history: History) -> None:
        self._now, self._changes = history.now, history.changes
        title = " ".join(history.title.split())
        day = moment_words(history.written_at, history.zone)
        self._intro.set_words(
            tr("Earlier wordings"),
            tr("Of “{title}”. Nothing here is lost by looking.", title=title or day),
        )
        self._show_list()
        self.loaded()

    def _show_list(self, *, at: int = -1) -> None:
        """Args:
        at: the change to come back to; otherwise the keyboard stays where it is.
        """
        self._empty()
        look = self.room.look
        for number, change in enumerate(self._changes):
            words = tr("{when}: {what}", when=self._when(change), what=change_words(change))
            line = LineButton(words, look=look)
            line.setObjectName(f"version_{number}")
            line.clicked.connect(partial(self._open, number))
            self._put(line)
            if number == at:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._changes:
            self._put(Body(tr("It has read like this from the start."), look=look))

    def _open(self, number: int) -> None:
        change = self._changes[number]
        after = self._changes[number - 1].told if number else self._now
        self._empty()
        lines = fact_lines(change.told, after, catalogue=self.room.catalogue())
        self._card = VersionCard(
            self._when(change),
            (str(change.told.get("body", "")), str(after.get("body", ""))),
            lines,
            room=self.room,
        )
        self._card.shut_wanted.connect(partial(self._show_list, at=number))
        self._card.restore_wanted.connect(partial(self._restore, change))
        self._put(self._card)
        self._card.shut.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.verticalScrollBar().setValue(0)

    def _restore(self, change: Change) -> None:
        clock = self.room.clock
        question = partial(
            versions.restore, version_id=change.version.id, now=clock.now(), here=clock.zone()
        )
        Undo.over(self, self.room).ask(
            question,
            words=tr("It reads as it did before."),
            way_back=lambda restored: partial(versions.undo, restored=restored),
        )
        self.go_wanted.emit(GoBack())

    def _when(self, change: Change) -> str:
        version, clock = change.version, self.room.clock
        today = local(clock.now(), clock.zone()).date()
        return moments.full(version.replaced_at, version.zone, today=today)

    def _put(self, part: QWidget) -> None:
        self._list.addWidget(part)
        part.show()

    def _empty(self) -> None:
        self._card = None
        while (item := self._list.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())


class VersionCard(Card):
    """One change: its words with what went and what came, or as they were before it."""

    shut_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, when: str, bodies: tuple[str, str], lines: list[str], *, room: Room) -> None:
        """Args:
        bodies: the words before this change, and after it.
        lines: what else it changed.
        """
        look = room.look
        super().__init__(look=look, padding=28)
        self.setObjectName("version_card")
        self._before, after = bodies
        self._pieces = differences(self._before, after)
        self._is_plain = False
        self._head = Strong(tr("Changed {when}", when=when), look=look)
        self.body.addWidget(self._head)
        for line in lines:
            self.body.addWidget(Small(line, look=look, tone="ink"))
        self._text = ChangedText(self._pieces, look=look, name=self._head.text())
        self._text.setObjectName("version_text")
        if self._before or after:
            self.body.addWidget(self._text)
        self.shut = Button(tr("All changes"), look=look, kind="quiet", icon="arrow-left")
        self.shut.setObjectName("version_shut")
        self.shut.clicked.connect(self.shut_wanted)
        self._turn = Button("", look=look)
        self._turn.setObjectName("version_turn")
        self._turn.clicked.connect(self._on_turn_clicked)
        restore = Button(tr("Let it read as before"), look=look, kind="primary", icon="history")
        restore.setObjectName("version_restore")
        restore.clicked.connect(self.restore_wanted)
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        for part in (self.shut, self._turn, restore):
            flow.addWidget(part)
        self.body.addWidget(row)
        self._turn.setVisible(self._before != after)
        self._tell()

    def _on_turn_clicked(self) -> None:
        self._is_plain = not self._is_plain
        self._tell()

    def _tell(self) -> None:
        words = tr("Show what changed") if self._is_plain else tr("Show how it read before")
        self._turn.set_words(words)
        plain = (Piece("same", self._before),)
        self._text.show_pieces(plain if self._is_plain else self._pieces)
