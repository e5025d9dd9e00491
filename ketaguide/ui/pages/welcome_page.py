"""The first screen of all: what this is, what it is not, and the ways on."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import SettingsError
from ketaguide.base.phone import is_number
from ketaguide.base.text import tr
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Heading, Strong

_MOST_DIGITS = 15


class WelcomePage(GatePage):
    """Under 120 words, so that they are read."""

    create_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(room, name="welcome_page", parent=parent)
        self._create = Button(
            tr("Create a vault"), look=room.look, kind="primary", icon="arrow-right"
        )
        self._create.setObjectName("create")
        self._create.clicked.connect(self._on_create_clicked)
        self._emergency = Strong("", tone="danger")
        self._emergency.setObjectName("emergency")
        self._number = LineEdit(room.settings.text("emergency_number"), look=room.look)
        self._number.setObjectName("emergency_number")
        self._number.setMaxLength(_MOST_DIGITS)
        self._number.textEdited.connect(self._on_number_edited)
        self._field = Field(
            tr("Emergency number where you live"), self._number, look=room.look, hint=numbers()
        )
        self._field.hide()
        self._fill()
        self._show_number()

    def focus_first(self) -> None:
        self._create.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        look = self.room.look
        self.body.addStretch(1)
        self.body.addWidget(Heading(tr("A quiet place for your own words")))
        self.body.addWidget(Body(_what()))
        self.body.addWidget(Body(_what_not(), tone="muted"))
        self.body.addWidget(self._urgent())
        self.body.addWidget(self.notice)
        self.form_body.addWidget(self._create)
        self.form_body.addWidget(self._others())
        self._add_form()
        self.body.addStretch(1)
        self.body.setSpacing(look.gap(16))

    def _urgent(self) -> QWidget:
        card = Card(look=self.room.look, tone="sunk", padding=14)
        row = QWidget()
        flow = Flow(row, gap=self.room.look.gap(12))
        flow.addWidget(self._emergency)
        change = Button(tr("Another number"), look=self.room.look, kind="link")
        change.setObjectName("change_number")
        change.clicked.connect(self._on_change_clicked)
        flow.addWidget(change)
        card.body.addWidget(row)
        card.body.addWidget(self._field)
        return card

    def _others(self) -> QWidget:
        look = self.room.look
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        open_one = Button(tr("Open a vault"), look=look, icon="folder-open")
        open_one.setObjectName("open")
        open_one.clicked.connect(self._on_open_clicked)
        demo = Button(tr("Look around with made-up notes"), look=look, kind="quiet")
        demo.setObjectName("demo")
        demo.clicked.connect(self._on_demo_clicked)
        backup = Button(tr("I have a backup"), look=look, kind="quiet")
        backup.setObjectName("from_backup")
        backup.clicked.connect(self._on_backup_clicked)
        for button in (open_one, backup, demo):
            flow.addWidget(button)
        return row

    def _show_number(self) -> None:
        number = self.room.settings.text("emergency_number")
        self._emergency.setText(tr("In an emergency, call {number} now.", number=number))

    def _on_number_edited(self, typed: str) -> None:
        number = typed.strip()
        fits = is_number(number)
        self._field.set_error("" if fits else tr("Digits only, as you would dial them."))
        if fits:
            # It holds until the program ends even where it could not be stored.
            with suppress(SettingsError):
                self.room.settings.change("emergency_number", number)
            self._show_number()

    def _on_change_clicked(self) -> None:
        self._field.show()
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._number.selectAll()

    def _on_create_clicked(self) -> None:
        self.create_wanted.emit()

    def _on_open_clicked(self) -> None:
        self.open_wanted.emit()

    def _on_backup_clicked(self) -> None:
        self.backup_wanted.emit()

    def _on_demo_clicked(self) -> None:
        self.demo_wanted.emit()


def numbers() -> str:
    """Emergency numbers of some countries.

    Source: 112: EU, Council Decision 91/396/EEC; 911, 999, 000 and 111: the national numbers.
    """
    return tr("112 in Europe, 911 in the US and Canada, 999 in the UK, 000 in Australia.")


def _what() -> str:
    return tr(
        "KetaGuide is for people whose clinic gives them ketamine sessions. You prepare, you write "
        "down what came up, and you find it again. All of it stays on this computer, encrypted."
    )


def _what_not() -> str:
    return tr(
        "It gives no medical advice and does not replace your clinic. Nobody is watching: what "
        "you write here calls no one."
    )
