"""What losing the passphrase would mean, until there is a recovery code."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.stack import Stack

# How long the code may wait before the words get plainer.
# Source: the project's own rule; long enough for someone who began the evening before.
MAY_WAIT = timedelta(hours=48)


class RecoveryCard(Card):
    """Hidden once the recovery code is made."""

    make_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, padding=18, parent=parent)
        self.setObjectName("recovery_card")
        self._mark = IconMark("key-round", look=look, color="session", size=20)
        self._title = Strong(look=look)
        self._words = Body(look=look)
        self.make = Button(tr("Make my recovery code"), look=look, icon="key-round")
        self.make.setObjectName("make_recovery")
        self.make.clicked.connect(self._on_make_clicked)
        words = Stack()
        words.setSpacing(look.gap(4))
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addSpacing(look.gap(6))
        words.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(look.gap(12))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.hide()

    def show_since(self, since: datetime | None, *, is_done: bool, now: datetime) -> bool:
        """Show or hide; hands back whether it is past the time that the code may wait.

        Args:
            since: when it was put off; None where that is not known.
        """
        self.setVisible(not is_done)
        is_late = since is None or now - since >= MAY_WAIT
        if is_late:
            self.set_tone("session")
            self._title.setText(tr("This vault has no recovery code"))
            self._words.setText(
                tr(
                    "If the passphrase is lost, so is everything in here. Without a recovery code "
                    "nobody can open this vault then, not even us."
                )
            )
        else:
            self.set_tone("surface")
            self._title.setText(tr("Your recovery code, when you have a quiet moment"))
            self._words.setText(
                tr(
                    "Without a recovery code nobody can open this vault if you lose the "
                    "passphrase, not even us. Two days are fine; before a session day is best."
                )
            )
        self.setAccessibleName(self._title.text())
        return is_late

    def _on_make_clicked(self) -> None:
        self.make_wanted.emit()
