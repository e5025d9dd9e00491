"""Asks once more, in place, before a letter is shredded."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Title
from ketaguide.ui.widgets.notice import announce


class ShredAsk(Card):
    """Leaving it as it is comes first: the same key pressed twice shreds nothing."""

    shred_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, tone="sunk", padding=22, parent=parent)
        self.setObjectName("shred_ask")
        title = tr("Shred this letter?")
        self.setAccessibleName(title)
        self.leave = Button(tr("Leave it as it is"), look=look)
        self.leave.setObjectName("shred_leave")
        self.shred = Button(tr("Shred it"), look=look, kind="danger", icon="trash-2")
        self.shred.setObjectName("shred_now")
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        flow.addWidget(self.leave)
        flow.addWidget(self.shred)
        self.body.addWidget(Title(title, look=look))
        self.body.addWidget(Body(what_goes(), look=look))
        self.body.addSpacing(look.gap(4))
        self.body.addWidget(row)
        self.setFocusProxy(self.leave)
        self.leave.clicked.connect(self.leave_wanted)
        self.shred.clicked.connect(self.shred_wanted)

    def say(self) -> None:
        """Have it read out politely, once it is on screen."""
        announce(self, f"{self.accessibleName()} {what_goes()}")


def what_goes() -> str:
    """What shredding takes away, and what it cannot reach."""
    return tr(
        "Its words go at once: from the journal, the search, the history and the drafts. They "
        "cannot be brought back. Backups made before now keep a copy until they age out, which can "
        "take half a year. Copies that you made yourself stay, too."
    )
