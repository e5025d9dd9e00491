"""On the cover of a lock that cannot end: the way back to words that a damaged vault refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack

_WIDTH = 460


class WayBack(QWidget):
    """The passphrase leads back; a second press on the other button lets the words go."""

    back_wanted = Signal()
    give_up_wanted = Signal()

    def __init__(self, room: Room, *, check: Callable[[str], object]) -> None:
        """Args:
        check: takes about a second, and raises unless it is given the vault's passphrase.
        """
        super().__init__()
        look = room.look
        self._room = room
        self._check = check
        self._is_asked = False
        self.setObjectName("way_back")
        self.setMaximumWidth(look.px(_WIDTH))
        self._edit = PassphraseEdit(look=look)
        self._edit.setObjectName("way_back_passphrase")
        self._field = Field(
            tr("Your passphrase"),
            self._edit,
            look=look,
            hint=tr("Then copy your words to another place, such as a file of your own."),
        )
        self._back = Button(tr("Go back to my words"), look=look, kind="primary")
        self._back.setObjectName("way_back_go")
        self._let_go = Button(tr("Lock without these words"), look=look, kind="quiet")
        self._let_go.setObjectName("way_back_give_up")
        self._sure = Body(tr("They are gone then. Press once more if that is right."), look=look)
        self._sure.hide()
        column = Stack(self)
        column.setContentsMargins(0, look.gap(24), 0, 0)
        column.setSpacing(look.gap(12))
        column.addWidget(self._field)
        holder = QWidget()
        row = Flow(holder, gap=look.gap(8))
        row.addWidget(self._back)
        row.addWidget(self._let_go)
        column.addWidget(holder)
        column.addWidget(self._sure)
        self._back.clicked.connect(self._on_back_clicked)
        self._edit.returnPressed.connect(self._on_back_clicked)
        self._let_go.clicked.connect(self._on_let_go_clicked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back_clicked(self) -> None:
        given = self._edit.text()
        if given and self._back.isEnabled():
            self._back.setEnabled(False)
            self._room.desk.run(
                partial(self._check, given), self._on_right, owner=self, failed=self._on_wrong
            )

    def _on_right(self, _answer: object) -> None:
        self._edit.clear()
        self.back_wanted.emit()

    def _on_wrong(self, problem: KetaGuideError) -> None:
        self._back.setEnabled(True)
        self._field.set_error(problem.user_text)
        self._edit.selectAll()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_let_go_clicked(self) -> None:
        if self._is_asked:
            self.give_up_wanted.emit()
        self._is_asked = True
        self._sure.show()
