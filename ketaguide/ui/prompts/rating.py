"""A number between two ends that have words; unanswered until it is touched."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.prompt import Value
from ketaguide.content.prompts import Scale
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.slider import Slider


class RatingView(PromptWidget):
    """A slider. Not answered is not zero, so it says so and an answer can be taken back."""

    def __init__(self, prompt: Scale, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        part = QWidget(self.holder)
        self._slider = Slider(
            prompt.label,
            look=self.look,
            ends=(prompt.low, prompt.high),
            span=(prompt.min, prompt.max),
            parent=part,
        )
        self._slider.track.setObjectName(f"scale_{prompt.id}")
        self._state = Small(look=self.look)
        self._clear = Button(tr("Take the number back"), look=self.look, kind="link", parent=part)
        self._clear.setObjectName(f"clear_{prompt.id}")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap(2))
        column.addWidget(self._slider)
        column.addWidget(self._state)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeading)
        self.frame(part)
        self._slider.changed.connect(self._on_changed)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.show_value(None)

    def show_value(self, value: Value | None) -> None:
        number = value if isinstance(value, int) else None
        self._slider.set_value(number)
        self._tell(number)

    def first(self) -> QWidget | None:
        return self._slider.track

    def _tell(self, number: int | None) -> None:
        self._state.setText(tr("Not answered yet. Press anywhere on the line, or type a number."))
        self._state.setVisible(number is None)
        self._clear.setVisible(number is not None)

    def _on_changed(self, number: int) -> None:
        self._tell(number)
        self.answered.emit(number)

    def _on_clear_clicked(self) -> None:
        self._slider.track.setFocus()
        self.show_value(None)
        self.answered.emit(None)
