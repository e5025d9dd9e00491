"""Writing in one's own words, with beginnings to borrow."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.content.prompt import Value
from ketaguide.content.prompts import TextPrompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.starters import starter_row
from ketaguide.ui.widgets.edits import TextEdit


class WritingView(PromptWidget):
    """A place to write. A starter is put where the cursor is, and the writing goes on behind it."""

    def __init__(self, prompt: TextPrompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        part = QWidget(self.holder)
        self._edit = TextEdit(look=self.look, name=prompt.label, lines=prompt.lines, parent=part)
        self._edit.setObjectName(f"text_{prompt.id}")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, self.look.gap(2), 0, 0)
        column.setSpacing(self.look.gap(10))
        if prompt.starters:
            column.addWidget(
                starter_row(prompt.starters, self._edit, prompt_id=prompt.id, look=self.look)
            )
        column.addWidget(self._edit)
        self.frame(part)
        self._edit.setAccessibleDescription(prompt.hint)
        self._edit.textChanged.connect(self._on_text_changed)

    def show_value(self, value: Value | None) -> None:
        self._edit.blockSignals(True)
        self._edit.setPlainText(value if isinstance(value, str) else "")
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._edit.blockSignals(False)

    def first(self) -> QWidget | None:
        return self._edit

    def _on_text_changed(self) -> None:
        self.answered.emit(self._edit.toPlainText() or None)
