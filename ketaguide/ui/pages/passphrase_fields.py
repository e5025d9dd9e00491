"""A new passphrase: typed or made, judged while it is typed, and typed again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import nfkc, tr
from ketaguide.desk import Desk
from ketaguide.ui.look import Look
from ketaguide.ui.pages.gate_page import CapsHint
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.made_words import MadeWords
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.strength import Strength, estimate
from ketaguide.vault.passphrase import LEAST_LENGTH, generate_words, problem

# Typing goes on while the strength is worked out; a pause this long means it is worth it.
_PAUSE_MS = 250


class NewPassphrase(QWidget):
    """Refusals stand beside the field they are about; nothing that was typed is lost."""

    entered = Signal()
    made = Signal()  # six words

    def __init__(
        self, label: str, *, desk: Desk, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.passphrase = PassphraseEdit(look=look)
        self.passphrase.setObjectName("passphrase")
        self.again = PassphraseEdit(look=look)
        self.again.setObjectName("passphrase_again")
        self.strength = Strength(look=look)
        hint = tr("15 characters or more. A sentence that only you would say works well.")
        self._first = Field(label, self.passphrase, look=look, hint=hint)
        self._second = Field(tr("The same again"), self.again, look=look)
        self._keep = MadeWords()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        words = Button(tr("Make six words for me"), look=look, icon="refresh-cw")
        words.setObjectName("make_words")
        words.clicked.connect(self._on_words_clicked)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(12))
        column.addWidget(self._first)
        column.addWidget(CapsHint(self.passphrase))
        column.addWidget(self.strength)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._keep)
        column.addWidget(self._second)
        self.passphrase.textChanged.connect(self._on_text_changed)
        self.passphrase.reveal_changed.connect(self._on_reveal_changed)
        for edit in (self.passphrase, self.again):
            edit.returnPressed.connect(self.entered)

    def take(self, vault_name: str = "") -> str | None:
        """The passphrase, if it will do and was typed twice where that is needed.

        Args:
            vault_name: adds nothing to a passphrase that holds it.
        """
        text = self.passphrase.text()
        wrong = problem(text, vault_name) or ""
        differs = not wrong and self._asks_again and nfkc(text) != nfkc(self.again.text())
        self._second.set_error(tr("This is not the same as above.") if differs else "")
        self.refuse(wrong)
        if differs:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        return None if wrong or differs else text

    def refuse(self, words: str) -> None:
        """Say under the passphrase why it is not taken; an empty text clears that."""
        self._first.set_error(words)
        if words:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def errors(self) -> tuple[str, str]:
        """What stands in red under the first and the second field."""
        return self._first.error, self._second.error

    @property
    def _asks_again(self) -> bool:
        """Words that were made are typed once by hand, or a click could lock a person out."""
        return self._keep.is_made or not self.passphrase.is_revealed

    def _on_words_clicked(self) -> None:
        words = generate_words()
        self.passphrase.setText(words)
        self._keep.set_words(words)
        self.passphrase.reveal(shown=True)
        self.again.clear()
        self.again.reveal(shown=True)
        self._second.set_error("")
        self.made.emit()

    def _on_text_changed(self) -> None:
        self._first.set_error("")
        self._keep.set_words("")
        self._show_again()
        if not self.passphrase.text():
            self.strength.clear()
        self._pause.start()

    def _on_pause(self) -> None:
        text = self.passphrase.text()
        if text:
            self._desk.run(partial(estimate, text), partial(self._on_estimated, text), owner=self)

    def _on_estimated(self, text: str, score: int) -> None:
        if text == self.passphrase.text():
            missing = LEAST_LENGTH - len(nfkc(text))
            self.strength.show_score(score, characters_missing=missing)

    def _on_reveal_changed(self) -> None:
        self._keep.show_words(shown=self.passphrase.is_revealed)
        self._show_again()

    def _show_again(self) -> None:
        self._second.setVisible(self._asks_again)
