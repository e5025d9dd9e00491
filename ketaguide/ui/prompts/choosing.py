"""One of a few options, or several of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.lists import Choice
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.choices import Choices


class ChoiceView(PromptWidget):
    """Rows with radio buttons or check boxes. A single choice can be taken back."""

    def __init__(self, prompt: Choice, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        part = QWidget(self.holder)
        self._rows = Choices(
            prompt.options,
            look=self.look,
            several=prompt.several,
            name=prompt.label,
            parent=part,
        )
        self._clear = Button(tr("Choose none of these"), look=self.look, kind="link", parent=part)
        self._clear.setObjectName(f"clear_{prompt.id}")
        self._can_clear = not prompt.several and not prompt.required
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap(4))
        column.addWidget(self._rows)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeading)
        self.frame(part)
        self._rows.changed.connect(self._on_changed)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.show_value(None)

    def show_value(self, value: Value | None) -> None:
        if value is None or isinstance(value, str | list):
            self._rows.set_value(value)
        self._clear.setVisible(self._can_clear and value is not None)

    def first(self) -> QWidget | None:
        rows = self._rows.rows()
        return next((row for row in rows if row.isChecked()), rows[0])

    def _on_changed(self, value: object) -> None:
        self._clear.setVisible(self._can_clear and value is not None)
        self.answered.emit(value)

    def _on_clear_clicked(self) -> None:
        self.show_value(None)
        self._rows.rows()[0].setFocus()
        self.answered.emit(None)
