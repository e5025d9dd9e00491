"""Text to read, plain or set apart because it asks for care."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.content.prompts import Info
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Lead, Strong
from ketaguide.ui.widgets.marks import IconMark


class InfoView(PromptWidget):
    """Paragraphs. ``care`` stands on a tinted sheet with a hand beside it."""

    def __init__(self, prompt: Info, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        care = prompt.tone == "care"
        card = Card(look=self.look, tone="session", padding=18, parent=self) if care else None
        words = QWidget(card or self)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap(12))
        if prompt.label:
            column.addWidget(Strong(prompt.label))
        for paragraph in prompt.paragraphs():
            column.addWidget(Body(paragraph) if care else Lead(paragraph))
        if card is None:
            self.place(words)
            return
        row = QHBoxLayout()
        row.setSpacing(self.look.gap(12))
        mark = IconMark("hand-heart", look=self.look, color="session", size=20, parent=card)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        card.body.addLayout(row)
        self.place(card)
