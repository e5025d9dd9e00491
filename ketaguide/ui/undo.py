"""Doing something at once and offering the way back, whatever page one is on by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ketaguide.vault.db import Db

Question = Callable[["Db"], object]


class Undo(QObject):
    """One for all pages of the workspace: it outlives the page that was left by deleting."""

    def __init__(self, host: QWidget, room: Room) -> None:
        super().__init__(host)
        self._room = room
        self._way_back: Question | None = None
        self._toast = Toast(host, look=room.look)
        self._toast.action_wanted.connect(self._on_undo_wanted)
        self._toast.gone.connect(self._on_gone)
        # A text field takes Ctrl+Z for its own text first.
        self._key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), host)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key.setEnabled(False)
        self._key.activated.connect(self._on_undo_wanted)

    @classmethod
    def over(cls, widget: QWidget, room: Room) -> Undo:
        """The one that ``widget`` shares with its neighbours.

        It belongs to the part of the window that holds the pages, so that it goes with them when
        the vault is locked and never lies over the cover.
        """
        host = widget
        while (above := host.parentWidget()) is not None and not above.isWindow():
            host = above
        for child in host.children():
            if isinstance(child, Undo):
                return child
        return cls(host, room)

    def ask(self, question: Question, *, words: str, way_back: Callable[[Any], Question]) -> None:
        """Do it, say so, and offer to take it back for ten seconds.

        Args:
            words: what was done, one short sentence.
            way_back: makes the question that undoes it, from the answer to ``question``.
        """

        def offer(answer: object) -> None:
            # Showing ends an older word, and with it the older way back.
            self._toast.show_text(words, action=tr("Undo"))
            self._way_back = way_back(answer)
            self._key.setEnabled(True)

        self._room.desk.ask(question, offer, owner=self)

    def _on_undo_wanted(self) -> None:
        way_back = self._way_back
        self._on_gone()
        self._toast.hide()
        if way_back is not None:
            self._room.desk.ask(way_back, owner=self)

    def _on_gone(self) -> None:
        self._way_back = None
        self._key.setEnabled(False)
