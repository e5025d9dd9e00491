"""Lines that are each true, not true or unsure."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.lists import Signs
from ketaguide.content.prompt import Value
from ketaguide.ui.look import Look
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.choices import SignRow
from ketaguide.ui.widgets.labels import Strong


class SignsView(PromptWidget):
    """No, Not sure and Yes for each line; one button answers what is still open with no.

    That button never touches a Yes or a Not sure, and while one stands its words say so.
    """

    def __init__(self, prompt: Signs, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._rows: dict[str, SignRow] = {}
        part = QWidget(self.holder)
        card = Card(look=self.look, padding=18, parent=part)
        for item in prompt.items:
            if self._rows:
                card.body.addWidget(_Rule(kit.look, parent=card))
            row = SignRow(item.label, look=self.look, parent=card)
            row.setObjectName(f"sign_{item.id}")
            row.changed.connect(self._on_changed)
            self._rows[item.id] = row
            card.body.addWidget(row)
        words = kit.lines.get("questions", {})
        self._none_words = (
            words.get("none", tr("None of these is true")),
            words.get("others", tr("The others are not true")),
        )
        self._none = Button(self._none_words[0], look=self.look, icon="check", parent=part)
        self._none.setObjectName(f"none_{prompt.id}")
        self._none.clicked.connect(self._on_none_clicked)
        self._clear = Button(tr("Take the answers back"), look=self.look, kind="link", parent=part)
        self._clear.setObjectName(f"clear_{prompt.id}")
        self._clear.clicked.connect(self._on_clear_clicked)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, self.look.gap(4), 0, 0)
        column.setSpacing(self.look.gap(12))
        if prompt.leads == "now" and "call-now" in words:
            call = words["call-now"].replace("{number}", kit.number)
            column.addWidget(Strong(call, look=self.look, tone="danger"))
        column.addWidget(card)
        feet = QHBoxLayout()
        feet.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeading)
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
        self._show_foot()

    def first(self) -> QWidget | None:
        return next(iter(self._rows.values())).focusProxy()

    def _marks(self) -> dict[str, str]:
        given = {name: row.value() for name, row in self._rows.items()}
        return {name: mark for name, mark in given.items() if mark}

    def _show_foot(self) -> None:
        marks = self._marks()
        self._clear.setVisible(bool(marks))
        others = any(mark != "no" for mark in marks.values())
        words = self._none_words[1 if others else 0]
        if words != self._none.words:
            self._none.set_words(words)

    def _on_none_clicked(self) -> None:
        for row in self._rows.values():
            if row.value() is None:
                row.set_value("no")
        self._on_changed()

    def _on_clear_clicked(self) -> None:
        for row in self._rows.values():
            row.set_value(None)
        next(iter(self._rows.values())).setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_foot()
        self.answered.emit(self._marks() or None)


class _Rule(QWidget):
    """A faint line between two rows."""

    def __init__(self, look: Look, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(look.hair)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("line"))
        painter.end()
