"""What the pages before a vault is open share: one narrow column with its message inside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import HeaderLost, KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.busy import Busy
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Heading, Small
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack

# Width of a column that is pleasant to read and fits beside the picture.
COLUMN = 480
SIDE = 72


class GatePage(Page):
    """Put fields into ``form``: it is not to be touched while something is being done."""

    back_wanted = Signal()
    cancel_wanted = Signal()
    previous_wanted = Signal()  # submit again, by the previous header

    def __init__(self, room: Room, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(room, name=name, parent=parent)
        self.sheet.set_sides(max_width=COLUMN, margin=SIDE)
        self._outer.removeWidget(self.notice)
        self._problem: KetaGuideError | None = None
        self.form = QWidget()
        self.form_body = Stack(self.form)
        self.form_body.setContentsMargins(0, 0, 0, 0)
        self.form_body.setSpacing(room.look.gap(16))
        self.busy = Busy(look=room.look)
        self._cancel = Button(tr("Cancel"), look=room.look, kind="quiet")
        self._cancel.setObjectName("cancel")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._cancel.hide()
        self.notice.action_wanted.connect(self._on_action_wanted)

    def submit(self) -> None:
        """Try with what stands in the form."""

    def set_busy(self, words: str, *, can_cancel: bool = False) -> None:
        """Say what is being done, and keep what was typed as it is meanwhile."""
        self.notice.clear()
        self.form.setEnabled(False)
        self._cancel.setVisible(can_cancel)
        self.busy.start(words)
        # Its place is known once the layout has taken it in.
        QTimer.singleShot(0, self, partial(self.sheet.ensureWidgetVisible, self.busy))
        if can_cancel:
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_ready(self) -> None:
        """Give the form back."""
        self.busy.stop()
        self._cancel.hide()
        self.form.setEnabled(True)

    def _say_why(self, problem: KetaGuideError) -> None:
        """Show the message with its next step, and a button where there is more than one."""
        self._problem = problem
        action = tr("Use the previous one") if isinstance(problem, HeaderLost) else ""
        self.notice.show_error(problem, action=action)

    def _add_heading(self, heading: str, lead: str) -> None:
        group = Stack()
        group.setSpacing(self.room.look.gap(6))
        group.addWidget(Heading(heading))
        group.addWidget(Body(lead, tone="muted"))
        self.body.addLayout(group)

    def _add_form(self) -> None:
        """The form, and under it what is being done and how to stop it."""
        self.body.addWidget(self.form)
        self.body.addWidget(self.busy)
        self.body.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_back(self, words: str) -> None:
        back = Button(words, look=self.room.look, kind="quiet", icon="arrow-left")
        back.setObjectName("back")
        back.clicked.connect(self._on_back_clicked)
        self.form_body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_back_clicked(self) -> None:
        self.back_wanted.emit()

    def _on_action_wanted(self) -> None:
        if isinstance(self._problem, HeaderLost):
            self.previous_wanted.emit()

    def _on_cancel_clicked(self) -> None:
        self.cancel_wanted.emit()


class CapsHint(Small):
    """Says that Caps Lock seems to be on; empty space otherwise takes none."""

    def __init__(self, edit: PassphraseEdit) -> None:
        super().__init__(tr("Caps Lock seems to be on."), tone="integration")
        self.setObjectName("caps_hint")
        self.hide()
        edit.caps_changed.connect(self.setVisible)
