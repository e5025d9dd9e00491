"""Typing a recovery code, with its typos named while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.code_groups import CodeEntry
from ketaguide.ui.widgets.labels import Small, Strong
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault.recovery import RecoveryCode


class CodeField(QWidget):
    """The groups, and one line in red under them."""

    entered = Signal()
    changed = Signal()

    def __init__(self, label: str = "", *, look: Look) -> None:
        """Args:
        label: stands over the groups; empty where a heading says it already.
        """
        super().__init__()
        self.entry = CodeEntry(look=look)
        self.entry.changed.connect(self._on_changed)
        for edit in self.entry.groups:
            edit.returnPressed.connect(self.entered)
        self._typo = Small("", tone="danger")
        self._typo.setObjectName("typo")
        self._typo.hide()
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        if label:
            column.addWidget(Strong(label, look=look))
        column.addWidget(self.entry)
        column.addWidget(self._typo)

    @property
    def problem(self) -> str:
        """What stands in red under the groups."""
        return self._typo.text()

    def take_focus(self) -> None:
        """Put the keyboard where filling in begins. A focus proxy would bend the Tab order."""
        self.entry.focus_gap()

    def read(self) -> RecoveryCode:
        """Raises RecoveryCodeTypo: it cannot be a code as it stands."""
        return RecoveryCode.parse(self.entry.text)

    def refuse(self, problem: KetaGuideError) -> None:
        """Say why it is not taken; what was typed stays."""
        self._say(f"{problem.user_text} {problem.hint}")
        self.take_focus()

    def clear(self) -> None:
        """Forget what was typed."""
        for group in self.entry.groups:
            group.clear()

    def _on_changed(self) -> None:
        wrong = self.entry.wrong
        self._say(tr("Group {number} has a typo.", number=wrong[0] + 1) if wrong else "")
        self.changed.emit()

    def _say(self, words: str) -> None:
        if words and words != self._typo.text():
            announce(self._typo, words)
        self._typo.setText(words)
        self._typo.setVisible(bool(words))
