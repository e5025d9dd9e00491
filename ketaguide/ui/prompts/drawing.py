"""A sheet to draw on, a title, and words for whoever would rather not draw."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.pictures import MOST_TITLE, Drawing, clean_drawing
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.canvas import Canvas
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.drawing_tools import Tools
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Small, Strong
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.sheet import strokes_of


class DrawingView(PromptWidget):
    """The sheet is a big picker of its own; ``beside`` holds the title and the words."""

    is_big = True

    def __init__(self, prompt: Drawing, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        look = self.look
        self._card = card = Card(look=look, padding=16, parent=self)
        self._canvas = Canvas(look=look, name=prompt.label, parent=card)
        self._canvas.setObjectName(f"canvas_{prompt.id}")
        self._tools = Tools(look=look, parent=card)
        self._note = Small(look=look)
        self._title = LineEdit(look=look)
        self._title.setObjectName(f"title_{prompt.id}")
        self._title.setMaxLength(MOST_TITLE)
        self._words = TextEdit(look=look, lines=4)
        self._words.setObjectName(f"words_{prompt.id}")
        self._problem = Small(look=look, tone="danger")
        self.setAccessibleName(prompt.label)
        card.body.setSpacing(look.gap(8))
        for part in (self._tools, self._canvas, self._note):
            card.body.addWidget(part)
        self.place(card)
        self.beside = self._make_beside()
        self._canvas.changed.connect(self._on_changed)
        self._canvas.full.connect(self._on_full)
        self._tools.pen_chosen.connect(self._canvas.set_pen)
        self._tools.eraser_chosen.connect(self._on_eraser_chosen)
        self._tools.undo_wanted.connect(self._on_undo_wanted)
        self._tools.redo_wanted.connect(self._on_redo_wanted)
        self._tools.clear_wanted.connect(self._on_clear_wanted)
        self._title.textEdited.connect(self._tell)
        self._words.textChanged.connect(self._tell)
        self._say("")
        self.show_problem("")

    def show_value(self, value: Value | None) -> None:
        known: dict[str, Any] = clean_drawing(value) or {"title": "", "words": "", "strokes": []}
        self._canvas.load(strokes_of(known["strokes"]))
        self._title.setText(known["title"])
        blocked = self._words.blockSignals(True)
        self._words.setPlainText(known["words"])
        self._words.blockSignals(blocked)
        self._say("")

    def show_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def first(self) -> QWidget | None:
        return self._canvas

    def _make_beside(self) -> QWidget:
        look = self.look
        beside = QWidget(self.kit.aside)
        beside.setObjectName(f"about_{self.prompt.id}")
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(16))
        head = QVBoxLayout()
        head.setSpacing(look.gap(4))
        head.addWidget(Strong(self.prompt.label, look=look))
        if self.prompt.hint:
            head.addWidget(Small(self.prompt.hint, look=look))
        head.addWidget(self._problem)
        column.addLayout(head)
        for field in (
            Field(tr("A title, if it wants one"), self._title, look=look, parent=beside),
            Field(tr("Describe it in words instead"), self._words, look=look, parent=beside),
        ):
            # Qt takes a frame that hands the keyboard on for a further stop of the Tab key.
            field.setFocusProxy(None)  # type: ignore[arg-type]
            column.addWidget(field)
        return beside

    def _tell(self) -> None:
        value = {
            "title": self._title.text(),
            "words": self._words.toPlainText(),
            "strokes": [stroke.data() for stroke in self._canvas.strokes],
        }
        self.answered.emit(value if any(value.values()) else None)

    def _say(self, words: str) -> None:
        if words:
            announce(self._note, words)
        keys = tr(
            "With the keyboard: arrows move, with Shift faster. Space puts the pen down and up."
        )
        self._note.setText(words or keys)

    def _on_changed(self) -> None:
        self._say("")
        self._tell()

    def _on_full(self) -> None:
        self._say(tr("This sheet is full. Everything on it is kept."))

    def _on_eraser_chosen(self) -> None:
        self._canvas.set_eraser(on=True)

    def _on_undo_wanted(self) -> None:
        if not self._canvas.undo():
            self._say(tr("There is nothing to undo."))

    def _on_redo_wanted(self) -> None:
        if not self._canvas.redo():
            self._say(tr("There is nothing to do again."))

    def _on_clear_wanted(self) -> None:
        if self._canvas.clear():
            self._say(tr("The sheet is empty. Undo brings everything back."))
