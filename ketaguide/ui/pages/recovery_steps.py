"""The three steps of the recovery page: offered, shown, typed back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.code_groups import CodeShown, GroupEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Heading, Lead
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault.recovery import same_group


class Step(QWidget):
    """A heading, what belongs to it, and a row of buttons with Later at its end."""

    later_wanted = Signal()

    def __init__(self, *, name: str, heading: str, look: Look) -> None:
        super().__init__()
        self.setObjectName(name)
        self.look = look
        self.stack = Stack(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        self.stack.setSpacing(look.gap(16))
        self.stack.addWidget(Heading(heading))

    def add_row(self, *buttons: Button, later: bool = True) -> None:
        """Buttons side by side; the first is what the keyboard starts on, where nothing else is."""
        row = QWidget()
        flow = Flow(row, gap=self.look.gap(8))
        for button in buttons:
            flow.addWidget(button)
        if later:
            put_off = Button(tr("Later, within 48 hours"), look=self.look, kind="quiet")
            put_off.setObjectName("later")
            put_off.clicked.connect(self._on_later_clicked)
            flow.addWidget(put_off)
        self.stack.addWidget(row)

    def _on_later_clicked(self) -> None:
        self.later_wanted.emit()


class OfferStep(Step):
    """Why, before anything secret is on screen."""

    make_wanted = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__(name="offer_step", heading=tr("A second way in"), look=look)
        self._replaced = Body(tr("A new code replaces the one you have on paper."))
        self._replaced.hide()
        make = Button(tr("Show my recovery code"), look=look, kind="primary", icon="key-round")
        make.setObjectName("make_code")
        make.clicked.connect(self._on_make_clicked)
        self.stack.addWidget(Lead(_why()))
        self.stack.addWidget(Body(_what_to_do(), tone="muted"))
        self.stack.addWidget(self._replaced)
        self.add_row(make)
        self.setFocusProxy(make)

    def say_replaced(self, *, there_was_one: bool) -> None:
        self._replaced.setVisible(there_was_one)

    def _on_make_clicked(self) -> None:
        self.make_wanted.emit()


class CodeStep(Step):
    """The code, large, and two ways to get it onto paper."""

    print_wanted = Signal()
    pdf_wanted = Signal()
    noted = Signal()

    def __init__(self, groups: tuple[str, ...], *, look: Look) -> None:
        super().__init__(name="code_step", heading=tr("Your recovery code"), look=look)
        card = Card(look=look)
        self.shown = CodeShown(groups, look=look)
        self.shown.setObjectName("code")
        card.body.addWidget(self.shown)
        self.stack.addWidget(card)
        self.stack.addWidget(Body(_keep(), tone="muted"))
        for_paper = self._paper_buttons()
        self.add_row(*for_paper, later=False)
        noted = Button(tr("I have it on paper"), look=look, kind="primary", icon="arrow-right")
        noted.setObjectName("noted")
        noted.clicked.connect(self._on_noted_clicked)
        self.add_row(noted)
        self.setFocusProxy(for_paper[0])

    def _paper_buttons(self) -> tuple[Button, Button]:
        print_it = Button(tr("Print"), look=self.look, icon="printer")
        print_it.setObjectName("print")
        print_it.clicked.connect(self._on_print_clicked)
        save = Button(tr("Save as PDF"), look=self.look, icon="download")
        save.setObjectName("save_pdf")
        save.clicked.connect(self._on_save_clicked)
        return print_it, save

    def _on_print_clicked(self) -> None:
        self.print_wanted.emit()

    def _on_save_clicked(self) -> None:
        self.pdf_wanted.emit()

    def _on_noted_clicked(self) -> None:
        self.noted.emit()


class CheckStep(Step):
    """Two groups from the sheet: it is there, and it can be read."""

    again_wanted = Signal()
    matched = Signal()

    def __init__(self, asked: Mapping[int, str], *, look: Look) -> None:
        """Args:
        asked: index of a group (0 is the first) to what was shown.
        """
        super().__init__(name="check_step", heading=tr("Two groups from your sheet"), look=look)
        self.stack.addWidget(Body(tr("So that you know the sheet can be read."), tone="muted"))
        self._asked = asked
        self.fields: dict[int, Field] = {}
        row = QWidget()
        flow = Flow(row, gap=look.gap(24))
        for index in asked:
            edit = GroupEdit(index, look=look)
            edit.overflowed.connect(self._on_overflowed)
            edit.textEdited.connect(self._on_text_edited)
            edit.returnPressed.connect(self._check)
            self.fields[index] = Field(tr("Group {number}", number=index + 1), edit, look=look)
            flow.addWidget(self.fields[index])
        self.stack.addWidget(row)
        check = Button(tr("Compare"), look=look, kind="primary", icon="check")
        check.setObjectName("check")
        check.clicked.connect(self._check)
        again = Button(tr("Show the code again"), look=look)
        again.setObjectName("show_again")
        again.clicked.connect(self._on_again_clicked)
        self.add_row(check, again)
        self.setFocusProxy(next(iter(self.fields.values())))

    def _check(self) -> None:
        wrong = []
        for index, shown in self._asked.items():
            edit = self.fields[index].edit
            fits = isinstance(edit, GroupEdit) and same_group(shown, edit.text())
            self.fields[index].set_error("" if fits else _differs(index))
            if not fits:
                wrong.append(edit)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(wrong[0], GroupEdit):
                wrong[0].selectAll()
        else:
            self.matched.emit()

    def _on_overflowed(self) -> None:
        self.focusNextChild()
        now = self.focusWidget()
        if isinstance(now, GroupEdit):
            now.arrive()

    def _on_text_edited(self) -> None:
        edit = self.sender()
        if isinstance(edit, GroupEdit):
            self.fields[edit.index].set_error("")

    def _on_again_clicked(self) -> None:
        self.again_wanted.emit()


def _why() -> str:
    return tr(
        "If the passphrase is forgotten, nobody can open your vault: not we, not your clinic. "
        "A recovery code on paper opens it too."
    )


def _what_to_do() -> str:
    return tr(
        "It is shown once. Print it or write it down, and keep it apart from this computer. "
        "Look around first: whoever sees it can open your vault."
    )


def _keep() -> str:
    return tr(
        "Seven groups, in this order. The sheet has no word about what it opens. "
        "Keep it in a closed place."
    )


def _differs(index: int) -> str:
    return tr("Group {number} differs from the code shown.", number=index + 1)
