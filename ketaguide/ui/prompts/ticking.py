"""Things to tick off, and lines of one's own."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.content.lists import Checklist
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.checklist import CheckList
from ketaguide.ui.widgets.edits import LineEdit


class ChecklistView(PromptWidget):
    """Rows with check boxes. A line of one's own counts as soon as it is typed.

    Words that were never added by a press are words all the same: they are kept within a second,
    and come back as a line after a crash.
    """

    def __init__(self, prompt: Checklist, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._list = CheckList(prompt.items, look=self.look, own=prompt.own, parent=self.holder)
        self.frame(self._list)
        self._line = self._list.findChild(LineEdit, "own_line")
        self._list.changed.connect(self._on_changed)
        if isinstance(self._line, LineEdit):
            self._line.setAccessibleName(self._line.placeholderText())
            self._line.textEdited.connect(self._on_changed)

    def show_value(self, value: Value | None) -> None:
        self._list.set_value(value if isinstance(value, dict) else None)

    def first(self) -> QWidget | None:
        return self._list.focusProxy()

    def _on_changed(self) -> None:
        value: dict[str, Any] = self._list.value()
        typed = " ".join(self._line.text().split()) if isinstance(self._line, LineEdit) else ""
        if typed:
            value["own"] = [*value["own"], {"label": typed, "ticked": True}]
        self.answered.emit(value)
