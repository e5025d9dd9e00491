"""The consent passport beside the session: what holds, in a few lines, and the way to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows import passport
from ketaguide.ui.errands import Errand, OpenGuide, OpenPassport
from ketaguide.ui.look import Look
from ketaguide.ui.pages import home_words, passport_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.flows.passport import Passport, Standing


class PassportCard(Card):
    """Hidden where the page has no use for it."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self.setObjectName("passport_card")
        self._look = look
        self._errand: Errand = OpenPassport()
        self._title = Title(tr("Consent and boundaries"), look=look)
        self.setAccessibleName(self._title.text())
        self._lines = Stack()
        self._lines.setSpacing(look.gap(8))
        self.open = Button("", look=look, icon="hand-heart")
        self.open.setObjectName("open_passport")
        self.open.clicked.connect(self._on_open_clicked)
        self.body.addWidget(self._title)
        self.body.addLayout(self._lines)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_standing(self, standing: Standing | None, *, now: datetime) -> None:
        self.setVisible(standing is not None)
        if standing is None:
            return
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if standing.passport is not None:
            self._show_written(standing.passport, standing, now=now)
        else:
            self._show_none(standing)

    def _show_none(self, standing: Standing) -> None:
        words = tr("Touch, stop word, who may come in: agreed aloud before, and dated.")
        if standing.under_way is not None:
            words = tr(
                "Nothing is written here, so nothing was said yes to. Any no counts at once."
            )
        elif standing.is_over:
            words = tr("Nothing was written for this session, so nothing was said yes to.")
        self._lines.addWidget(Body(words, look=self._look, tone="muted"))
        self.open.set_words(tr("Continue") if standing.begun else tr("Write it"))
        self._errand = OpenGuide(passport.GUIDE_ID, standing.session_id)
        self.open.setVisible(standing.under_way is None and not standing.is_over)

    def _show_written(self, found: Passport, standing: Standing, *, now: datetime) -> None:
        look = self._look
        add = self._lines.addWidget
        add(Small(passport_words.dated(found, now=now), look=look))
        for prompt_id, icon in zip(passport.STOPS, ("message-circle", "hand"), strict=True):
            if words := found.words(prompt_id):
                line = passport_words.stop_line(prompt_id, home_words.one_line(words))
                add(IconLine(icon, line, look=look, color="session"))
        add(
            IconLine(
                "heart-handshake", passport_words.touch_line(found), look=look, color="session"
            )
        )
        if standing.under_way is not None:
            words = tr("Today it can only get smaller. Taking a yes back is one press.")
            add(Small(words, look=look))
        self.open.set_words(tr("Open it"))
        self.open.show()
        self._errand = OpenPassport(standing.session_id)

    def _on_open_clicked(self) -> None:
        self.go_wanted.emit(self._errand)
