"""Showing that it is you: an open window that was left alone must not give the vault away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import (
    KetaGuideError,
    KeyFileProblem,
    RecoveryCodeTypo,
    WrongPassphrase,
)
from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.code_field import CodeField
from ketaguide.ui.pages.gate_page import CapsHint
from ketaguide.ui.pages.key_file_fields import KeyFileFields
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault import slots
from ketaguide.vault.secrets import Passphrase

if TYPE_CHECKING:
    from ketaguide.vault.secrets import Secret

Take = Callable[[], "Secret"]


class ByPassphrase(QWidget):
    """The passphrase that opens the vault now."""

    entered = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self.edit = PassphraseEdit(look=look)
        self.edit.setObjectName("present_passphrase")
        self.edit.returnPressed.connect(self.entered)
        self._field = Field(tr("Your present passphrase"), self.edit, look=look)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        column.addWidget(CapsHint(self.edit))

    def take_focus(self) -> None:
        """Put the keyboard where filling in begins."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> Take | None:
        text = self.edit.text()
        self._field.set_error("" if text else tr("Type your present passphrase first."))
        if not text:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return lambda: Passphrase(text)

    def refuse(self, problem: KetaGuideError) -> None:
        self._field.set_error(f"{problem.user_text} {problem.hint}")
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class ByCode(CodeField):
    """The recovery code from the sheet. A typo is told from a code of another vault."""

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("Your recovery code"), look=look)

    def take(self) -> Take | None:
        try:
            code = self.read()
        except RecoveryCodeTypo as problem:
            self.refuse(problem)
            return None
        return lambda: code


class Proof(QWidget):
    """One of the ways that the person holds; the others are a press away."""

    entered = Signal()

    def __init__(self, kinds: Collection[str], *, first: str, look: Look) -> None:
        """Args:
        kinds: of the vault's slots.
        first: the kind that was used to open it, which is surely at hand.
        """
        super().__init__()
        self._look = look
        held = [kind for kind in _MAKERS if kind in kinds]
        self._by: Mapping[str, ByPassphrase | ByCode | KeyFileFields] = {
            kind: _MAKERS[kind](look=look) for kind in held
        }
        self._kind = first if first in self._by else held[0]
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        for form in self._by.values():
            form.entered.connect(self.entered)
            column.addWidget(form)
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        self._links: dict[str, Button] = {}
        for kind in held:
            link = Button(_instead(kind), look=look, kind="link")
            link.setObjectName(f"prove_by_{kind.replace('-', '_')}")
            link.clicked.connect(partial(self._show, kind, focus=True))
            self._links[kind] = link
            flow.addWidget(link)
        column.addWidget(row)
        if len(held) == 1:
            row.hide()
        self._show(self._kind, focus=False)

    @property
    def form(self) -> ByPassphrase | ByCode | KeyFileFields:
        """What is filled in now."""
        return self._by[self._kind]

    def take_focus(self) -> None:
        """Put the keyboard where filling in begins."""
        self.form.take_focus()

    def take(self) -> Take | None:
        """What makes the secret, beside the UI thread; None where something is missing."""
        return self.form.take()

    def is_about(self, problem: KetaGuideError) -> bool:
        """Whether the problem is what was typed, and not the vault or the disk."""
        return isinstance(problem, WrongPassphrase | RecoveryCodeTypo | KeyFileProblem)

    def refuse(self, problem: KetaGuideError) -> None:
        self.form.refuse(problem)

    def _show(self, kind: str, *_: object, focus: bool) -> None:
        self._kind = kind
        for each, form in self._by.items():
            form.setHidden(each != kind)
            self._links[each].setHidden(each == kind)
        if focus:
            self.take_focus()


_MAKERS: Mapping[str, type[ByPassphrase] | type[ByCode] | type[KeyFileFields]] = {
    slots.PASSPHRASE: ByPassphrase,
    slots.RECOVERY: ByCode,
    slots.KEY_FILE: KeyFileFields,
}


def _instead(kind: str) -> str:
    return {
        slots.PASSPHRASE: tr("Use my passphrase instead"),
        slots.RECOVERY: tr("Use my recovery code instead"),
        slots.KEY_FILE: tr("Use my key file instead"),
    }[kind]
