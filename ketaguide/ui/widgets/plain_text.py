"""Short documents as labels: a small part of Markdown, and nothing that could load or link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Body, Heading, Label, Strong, Title
from ketaguide.ui.widgets.stack import Stack

Kind = Literal["heading", "title", "strong", "paragraph", "item"]

_HEADS: tuple[tuple[str, Kind], ...] = (("### ", "strong"), ("## ", "title"), ("# ", "heading"))
_ITEM = re.compile(r"(?:[-*]|(\d+[.)])) +(.*)")
_MARKS = re.compile(r"(\*\*|\*|`)(\S(?:.*?\S)?)\1")


@dataclass(frozen=True)
class Block:
    """One heading, paragraph or line of a list; ``mark`` is its number, or a dot."""

    kind: Kind
    words: str
    mark: str = ""


def blocks(text: str) -> Iterator[Block]:
    """Headings, paragraphs and lists; a line that follows directly belongs to the one before."""
    kind: Kind = "paragraph"
    mark, lines = "", list[str]()
    for line in [*text.splitlines(), ""]:
        item = _ITEM.fullmatch(line.strip())
        head = next((pair for pair in _HEADS if line.startswith(pair[0])), None)
        if lines and (not line.strip() or item or head):
            yield Block(kind, _plain(" ".join(lines)), mark)
            lines, kind, mark = [], "paragraph", ""
        if head:
            yield Block(head[1], _plain(line.removeprefix(head[0]).strip()))
        elif item:
            kind, mark, lines = "item", item[1] or "•", [item[2]]
        elif line.strip():
            lines.append(line.strip())


class PlainText(QWidget):
    """Blocks one below the other; text can be selected and copied."""

    def __init__(self, text: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        for block in blocks(text):
            if block.kind in ("title", "strong"):
                column.addSpacing(look.gap(10))
            column.addWidget(_widget(block, look))


def _widget(block: Block, look: Look) -> QWidget:
    makers = {"heading": Heading, "title": Title, "strong": Strong}
    label: Label = makers.get(block.kind, Body)(block.words, look=look)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if block.kind != "item":
        return label
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(look.gap(6), 0, 0, 0)
    row.setSpacing(look.gap(10))
    row.addWidget(Body(block.mark, look=look, tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return holder


def _plain(words: str) -> str:
    return _MARKS.sub(r"\2", words)
