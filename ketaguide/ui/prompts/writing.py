"""Writing in one's own words, with beginnings to borrow."""

from functools import partial

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.prompt import Value
from ketaguide.content.prompts import TextPrompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.feelings import Chip


class WritingView(PromptWidget):
    """A place to write. A starter is put where the cursor is, and the writing goes on behind it."""

    def __init__(self, prompt: TextPrompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._edit = TextEdit(look=self.look, name=prompt.label, lines=prompt.lines)
        self._edit.setObjectName(f"text_{prompt.id}")
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, self.look.gap(2), 0, 0)
        column.setSpacing(self.look.gap(10))
        if prompt.starters:
            column.addWidget(self._starters(prompt.starters))
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

    def _starters(self, starters: tuple[str, ...]) -> QWidget:
        row = ChipRow(tr("Ways to begin"), look=self.look)
        for number, starter in enumerate(starters):
            chip = Chip(starter, look=self.look, is_choice=False)
            chip.setObjectName(f"starter_{self.prompt.id}_{number}")
            chip.setAccessibleDescription(tr("Puts these words into the text"))
            chip.clicked.connect(partial(self._on_starter_clicked, starter))
            row.add(chip)
        return row

    def _on_starter_clicked(self, starter: str) -> None:
        cursor = self._edit.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(joined(before, starter))
        self._edit.setTextCursor(cursor)
        self._edit.setFocus()

    def _on_text_changed(self) -> None:
        self.answered.emit(self._edit.toPlainText() or None)


def joined(before: str, starter: str) -> str:
    """What to insert behind ``before``, so that a starter never runs into other words.

    A sentence begins a line of its own; single words make a list with commas.
    """
    words = starter.removesuffix("...").removesuffix("…").rstrip()
    behind = " " if words != starter else ""
    if not before.strip():
        return words + behind
    if starter[:1].isupper() or behind:
        return "\n" + words + behind
    space = "" if before.endswith(" ") else " "
    mark = "" if before.rstrip().endswith((",", ".", ";", ":")) else ","
    return (mark + space if space else "") + words
