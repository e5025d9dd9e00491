"""What was kept of an entry, underlined where it stands, and said in words below the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.models.passages import Span, to_units, within
from ketaguide.ui.pages.entry_reader import EntryReader
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.marks import IconLine


def shown_labels(reader: EntryReader) -> list[Label]:
    """The pieces of the entry's own text, from top to bottom."""
    sheet = reader.findChild(Card, "entry_text")
    found = sheet.findChildren(Label) if sheet is not None else []
    by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
    return [one for one in found if one.textInteractionFlags() & by_mouse]


def mark(reader: EntryReader, body: str, spans: Sequence[Span], *, look: Look) -> None:
    """Underline what was kept; a screen reader is told at each piece."""
    if not spans:
        return
    if reader.plain is not None:
        _mark_plain(reader.plain, body, spans, look=look)
        return
    labels = shown_labels(reader)
    pieces = within(body, spans, [one.text() for one in labels])
    for label, parts in zip(labels, pieces, strict=True):
        if parts:
            words = " … ".join(label.text()[one.start : one.end] for one in parts)
            label.setAccessibleDescription(tr("You kept: {words}", words=words))
            _Underlines(label, parts, look=look)
    sheet = reader.findChild(Card, "entry_text")
    if sheet is not None and any(pieces):
        line = IconLine("quote", tr("Underlined: words you kept"), look=look)
        line.setObjectName("passages_kept")
        sheet.body.addSpacing(look.gap(14))
        sheet.body.addWidget(line)


def _mark_plain(edit: QPlainTextEdit, body: str, spans: Sequence[Span], *, look: Look) -> None:
    dress = QTextCharFormat()
    dress.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    dress.setUnderlineColor(look.color("primary"))
    marks = []
    for span in spans:
        cursor = QTextCursor(edit.document())
        cursor.setPosition(to_units(body, span.start))
        cursor.setPosition(to_units(body, span.end), QTextCursor.MoveMode.KeepAnchor)
        one = QTextEdit.ExtraSelection()
        one.cursor = cursor
        one.format = dress
        marks.append(one)
    edit.setExtraSelections(marks)
    edit.setAccessibleDescription(tr("Underlined: words you kept"))


class _Underlines(QWidget):
    """Lies over a label and paints lines under parts of its words; all else goes through it."""

    def __init__(self, label: Label, parts: Sequence[Span], *, look: Look) -> None:
        super().__init__(label)
        self._label = label
        self._look = look
        text = label.text()
        self._parts = [(to_units(text, one.start), to_units(text, one.end)) for one in parts]
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(label.rect())
        label.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._label and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._label.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        document = self._document()
        area = self._label.contentsRect()
        top = area.y() + max(0.0, (area.height() - document.size().height()) / 2)
        painter = QPainter(self)
        painter.setPen(QPen(self._look.color("primary"), max(2, self._look.px(2))))
        block = document.begin()
        while block.isValid():
            self._paint_block(painter, block, QPointF(area.x(), top))
            block = block.next()
        painter.end()

    def _document(self) -> QTextDocument:
        """Laid out as the label lays out its own."""
        label = self._label
        document = QTextDocument(label.text())
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        option = QTextOption(label.alignment())
        option.setTextDirection(label.layoutDirection())
        document.setDefaultTextOption(option)
        document.setTextWidth(label.contentsRect().width())
        return document

    def _paint_block(self, painter: QPainter, block: QTextBlock, corner: QPointF) -> None:
        layout = block.layout()
        above = corner + layout.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = block.position() + line.textStart()
            for first, last in self._parts:
                left, right = max(first, start), min(last, start + line.textLength())
                if left >= right:
                    continue
                x, end = (_x(line, place - block.position()) for place in (left, right))
                y = above.y() + line.y() + line.ascent() + self._look.px(3)
                painter.drawLine(QPointF(above.x() + x, y), QPointF(above.x() + end, y))


def _x(line: QTextLine, place: int) -> float:
    """PySide hands back the place too, and its stub says only that it is an object."""
    told: Any = line.cursorToX(place)
    return float(told[0] if isinstance(told, tuple) else told)
