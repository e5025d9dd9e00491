"""A calm line on Home about the ways into the vault; it can always be put off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.flows.reminders import Reminder
from ketaguide.ui.errands import OpenSecurity
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.stack import Stack


class ReminderCard(Card):
    """Hidden while nothing is due."""

    go_wanted = Signal(object)  # an Errand
    drill_put_off = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, padding=18, parent=parent)
        self.setObjectName("reminder_card")
        self._due: Reminder = ""
        self._is_put_off = False
        self._title = Strong(look=look)
        self._words = Body(look=look)
        self.main = Button("", look=look, icon="key-round")
        self.main.setObjectName("reminder_main")
        self.main.clicked.connect(self._on_main_clicked)
        later = Button(tr("Not now"), look=look, kind="quiet")
        later.setObjectName("reminder_later")
        later.clicked.connect(self._on_later_clicked)
        buttons = QWidget()
        flow = Flow(buttons, gap=look.gap(8))
        flow.addWidget(self.main)
        flow.addWidget(later)
        words = Stack()
        words.setSpacing(look.gap(4))
        for part in (self._title, self._words):
            words.addWidget(part)
        words.addSpacing(look.gap(6))
        words.addWidget(buttons)
        row = QHBoxLayout()
        row.setSpacing(look.gap(12))
        mark = IconMark("key-round", look=look, color="primary", size=20)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.hide()

    @property
    def is_pressing(self) -> bool:
        """Whether it is said before anything else."""
        return self._due in ("new-passphrase", "untried")

    def show_due(self, due: Reminder) -> None:
        """Say it, or nothing."""
        self._due = due
        if due == "new-passphrase":
            self._title.setText(tr("You opened this vault with your recovery code"))
            self._words.setText(
                tr("If the passphrase is lost, set a new one. Your recovery code stays the same.")
            )
            self.main.set_words(tr("Set a new passphrase"))
        elif due == "untried":
            self._title.setText(tr("Is your recovery code on paper?"))
            self._words.setText(
                tr(
                    "This vault has one, but does not remember that it was compared with your "
                    "sheet. Trying takes two minutes. If the sheet is lost, make a new one there."
                )
            )
            self.main.set_words(tr("Try my recovery code"))
        else:
            self._title.setText(tr("Does your recovery code still open this vault?"))
            self._words.setText(
                tr(
                    "It is a year since it was made or tried. Trying takes two minutes and changes "
                    "nothing."
                )
            )
            self.main.set_words(tr("Try my recovery code"))
        self.setAccessibleName(self._title.text())
        self.setVisible(bool(due) and not (due != "drill" and self._is_put_off))

    def _on_main_clicked(self) -> None:
        part = "passphrase" if self._due == "new-passphrase" else "drill"
        self.go_wanted.emit(OpenSecurity(part))

    def _on_later_clicked(self) -> None:
        if self._due == "drill":
            self.drill_put_off.emit()
        else:
            self._is_put_off = True
        self.hide()
