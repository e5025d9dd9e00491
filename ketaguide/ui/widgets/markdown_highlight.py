"""Light formatting while writing: how the text looks follows its marks, and never changes it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from ketaguide.ui.look import Look
from ketaguide.ui.models.markdown_spans import LEVELS, LONGEST, in_qt, pieces, spans

# Source: our own choice, by eye: headings stand out, and a line of them still wraps like text.
_SIZES: Mapping[int, float] = {1: 1.4, 2: 1.25, 3: 1.12}
# What Qt gives a block that nobody has asked, and what is kept of a hash: states are 32 bits.
_BARE, _UNKNOWN, _STATES = -1, -2, 0x7FFF_FFFF


class LineLayout(QPlainTextDocumentLayout):
    """Paints the one line that was touched, also where its formats changed with it.

    Qt takes what was removed and what was added together for the length of a change. Where
    formats are set the change is the whole line, so it would reach into the next, and all that is
    on screen would be painted. Source: measured, three times the time of a bare editor's key.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._blocks = document.blockCount()

    def documentChanged(self, at: int, removed: int, added: int) -> None:  # noqa: N802  (Qt's own name)
        document, before = self.document(), self._blocks
        self._blocks = document.blockCount()
        if self._blocks == before and removed and added:
            block = document.findBlock(at)
            if at + added <= block.position() + block.length():
                removed = 0
        super().documentChanged(at, removed, added)


class MarkdownHighlight(QObject):
    """Dresses the lines that were touched, and only those, before they are laid out.

    QSyntaxHighlighter would have them laid out once more.
    """

    def __init__(self, document: QTextDocument, *, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._document = document
        self._formats: dict[tuple[str, ...], QTextCharFormat] = {}
        self._plain = _formats(look)
        self._turn = 0
        document.contentsChange.connect(self._on_contents_change)
        look.changed.connect(self._on_look_changed)

    def dress_again(self, block: QTextBlock) -> None:
        """An input method has put its own formats in the place of ours."""
        block.setUserState(_UNKNOWN)
        self._dress(block)

    def _on_contents_change(self, at: int, _removed: int, added: int) -> None:
        block = self._document.findBlock(at)
        end = at + added
        while block.isValid() and block.position() <= end:
            self._dress(block)
            block = block.next()

    def _on_look_changed(self) -> None:
        self._turn += 1
        self._formats.clear()
        self._plain = _formats(self._look)
        self._document.markContentsDirty(0, self._document.characterCount())

    def _dress(self, block: QTextBlock) -> None:
        text = block.text() if block.length() <= LONGEST else ""
        found = pieces(in_qt(text, spans(text)))
        # The block remembers what it wears: to ask its layout would cost more than all the rest.
        worn = hash((self._turn, found)) & _STATES if found else _BARE
        if block.userState() == worn:
            return
        block.setUserState(worn)
        ranges = []
        for one in found:
            dressed = QTextLayout.FormatRange()
            dressed.start, dressed.length = one.start, one.length
            dressed.format = self._format(one.styles)
            ranges.append(dressed)
        block.layout().setFormats(ranges)

    def _format(self, styles: tuple[str, ...]) -> QTextCharFormat:
        known = self._formats.get(styles)
        if known is None:
            known = QTextCharFormat()
            for style in styles:
                known.merge(self._plain[style])
            self._formats[styles] = known
        return known


def _formats(look: Look) -> dict[str, QTextCharFormat]:
    size = look.font("lead").pixelSize()
    names = ("mark", "bullet", "strong", "emphasis", "both", "code", "quote")
    made = {name: QTextCharFormat() for name in names}
    colours: Mapping[str, QColor] = {
        "mark": look.color("muted"),
        "bullet": look.color("primary"),
        "quote": look.color("muted"),
        "code": look.color("integration"),
    }
    for name, colour in colours.items():
        made[name].setForeground(colour)
    made["mark"].setFontWeight(QFont.Weight.Normal)
    made["mark"].setFontItalic(False)
    for name in ("strong", "both"):
        made[name].setFontWeight(QFont.Weight.Bold)
    for name in ("emphasis", "both", "quote"):
        made[name].setFontItalic(True)
    made["bullet"].setFontWeight(QFont.Weight.DemiBold)
    for level in range(1, LEVELS + 1):
        heading = QTextCharFormat()
        heading.setFontWeight(QFont.Weight.Bold)
        pixels = round(size * _SIZES.get(level, 1.0))
        heading.setProperty(QTextFormat.Property.FontPixelSize, pixels)
        made[f"heading{level}"] = heading
    return made
