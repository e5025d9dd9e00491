"""A text in which what went and what came is marked, by words as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.models.word_diff import Kind, Piece
from ketaguide.ui.widgets.edits import TextEdit


class ChangedText(TextEdit):
    """To read only. "[new: ...]" and "[taken out: ...]" stand in the text itself, so that it says
    the same without colours and to a screen reader."""

    def __init__(
        self, pieces: Sequence[Piece], *, look: Look, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look=look, name=name, parent=parent)
        self._pieces = tuple(pieces)
        self.setReadOnly(True)
        self._write()
        look.changed.connect(self._write)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in self._pieces:
            cursor.insertText(_words(piece), self._dress(piece.kind))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _dress(self, kind: Kind) -> QTextCharFormat:
        look, made = self._look, QTextCharFormat()
        made.setForeground(look.color("ink"))
        if kind == "gone":
            made.setForeground(look.color("danger"))
            made.setFontStrikeOut(True)
        elif kind == "new":
            made.setForeground(look.color("primary"))
            made.setFontUnderline(True)
        return made


def _words(piece: Piece) -> str:
    if piece.kind == "same":
        return piece.text
    core = piece.text.strip()
    start = piece.text.index(core) if core else 0
    lead, tail = piece.text[:start], piece.text[start + len(core) :]
    # A line break or a gap alone is told by standing there.
    if not core:
        return piece.text if piece.kind == "new" else ""
    marked = tr("[new: {words}]", words=core)
    if piece.kind == "gone":
        marked = tr("[taken out: {words}]", words=core)
        # What follows is what came in its place.
        return f"{lead}{marked} "
    return f"{lead}{marked}{tail}"
