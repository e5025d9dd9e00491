"""Lines that are each true, not true or unsure."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.lists import Signs
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.choices import SignRow
from ketaguide.ui.widgets.labels import Strong


class SignsView(PromptWidget):
    """No, Not sure and Yes for each line; one button answers all of them with no."""

    def __init__(self, prompt: Signs, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._rows: dict[str, SignRow] = {}
        card = Card(look=self.look, padding=18)
        for item in prompt.items:
            if self._rows:
                card.body.addWidget(_Rule(kit))
            row = SignRow(item.label, look=self.look)
            row.setObjectName(f"sign_{item.id}")
            row.changed.connect(self._on_changed)
            self._rows[item.id] = row
            card.body.addWidget(row)
        words = kit.lines.get("questions", {})
        none = Button(words.get("none", tr("None of these is true")), look=self.look, icon="check")
        none.setObjectName(f"none_{prompt.id}")
        none.clicked.connect(partial(self._on_all_clicked, "no"))
        self._clear = Button(tr("Take the answers back"), look=self.look, kind="link")
        self._clear.setObjectName(f"clear_{prompt.id}")
        self._clear.clicked.connect(partial(self._on_all_clicked, ""))
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, self.look.gap(4), 0, 0)
        column.setSpacing(self.look.gap(12))
        if prompt.leads == "now" and "call-now" in words:
            call = words["call-now"].replace("{number}", kit.number)
            column.addWidget(Strong(call, look=self.look, tone="danger"))
        column.addWidget(card)
        feet = QHBoxLayout()
        feet.addWidget(none, 0, Qt.AlignmentFlag.AlignLeading)
        feet.addStretch(1)
        feet.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(feet)
        self.frame(part)
        self.show_value(None)

    def show_value(self, value: Value | None) -> None:
        marks: Mapping[str, object] = value if isinstance(value, dict) else {}
        for name, row in self._rows.items():
            mark = marks.get(name)
            row.set_value(str(mark) if mark else None)
        self._clear.setVisible(bool(marks))

    def first(self) -> QWidget | None:
        return next(iter(self._rows.values())).focusProxy()

    def _on_all_clicked(self, mark: str) -> None:
        for row in self._rows.values():
            row.set_value(mark or None)
        if not mark:
            next(iter(self._rows.values())).setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        given = {name: row.value() for name, row in self._rows.items()}
        marks = {name: mark for name, mark in given.items() if mark}
        self._clear.setVisible(bool(marks))
        self.answered.emit(marks or None)


class _Rule(QWidget):
    """A faint line between two rows."""

    def __init__(self, kit: PromptKit) -> None:
        super().__init__()
        self._look = kit.look
        self.setFixedHeight(kit.look.hair)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("line"))
        painter.end()
