"""A big step on a quiet day: wait until it is over, or say twice that it is wanted now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.notice import announce


class QuietAsk(Card):
    """Waiting is always the first button and has the keyboard; going on takes two answers."""

    wait_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(
        self, wish: str, *, until: str, wait: str, look: Look, parent: QWidget | None = None
    ) -> None:
        """Args:
        wish: the step as a question, such as "Delete this entry now?".
        until: when the quiet time ends, as a day and a time.
        wait: the words of the first button, such as "Wait until tomorrow".
        """
        super().__init__(look=look, tone="session", padding=22, parent=parent)
        self.setObjectName("quiet_ask")
        self._wish = wish
        self._is_asked_again = False
        self._title = Title(tr("This can wait"), look=look)
        self._words = Body(_why(), look=look)
        self._until = IconLine("moon", tr("Quiet time ends: {when}", when=until), look=look)
        self.wait = Button(wait, look=look, kind="primary", icon="moon")
        self.wait.setObjectName("quiet_wait")
        self.wait.clicked.connect(self._on_wait_clicked)
        self.anyway = Button(tr("Do it now anyway"), look=look)
        self.anyway.setObjectName("quiet_anyway")
        self.anyway.clicked.connect(self._on_anyway_clicked)
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        flow.addWidget(self.wait)
        flow.addWidget(self.anyway)
        for part in (self._title, self._words, self._until, row):
            self.body.addWidget(part)
        self.setAccessibleName(self._title.text())
        self.setFocusProxy(self.wait)

    def say(self) -> None:
        """Have it read out politely, once it is on screen."""
        announce(self, f"{self._title.text()}. {self._words.text()}")

    def _on_wait_clicked(self) -> None:
        self.wait_wanted.emit()

    def _on_anyway_clicked(self) -> None:
        if self._is_asked_again:
            self.go_on_wanted.emit()
            return
        self._is_asked_again = True
        self._title.setText(self._wish)
        self._words.setText(_second())
        self.anyway.set_words(tr("Yes, now"))
        self.setAccessibleName(self._wish)
        # A second press of the same key must not be the second answer.
        self.wait.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say()


def _why() -> str:
    return tr(
        "Your session was a short while ago, and things can look different for some hours. "
        "Steps that are hard to take back wait a little. Nothing is lost by waiting, and getting "
        "help never waits."
    )


def _second() -> str:
    return tr("Would you also want this on a day without a session? If you are not sure, wait.")
