"""The large place to write: as high as the page has room, it scrolls inside itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.models.markdown_marks import LineKind, next_line, toggled_lines, toggled_words
from ketaguide.ui.widgets.edits import PRIVATE
from ketaguide.ui.widgets.markdown_highlight import LineLayout, MarkdownHighlight

LEAST_LINES = 8
STRONG, EMPHASIS = "**", "*"

_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_Move = QTextCursor.MoveOperation
_KEEP = QTextCursor.MoveMode.KeepAnchor


class WritingEdit(QPlainTextEdit):
    """Plain text, whatever is pasted; Markdown in it is shown lightly. Tab leaves it.

    Enter goes on with a list or a quote; every mark is put and taken in one step of undo.
    """

    def __init__(self, *, look: Look, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        document = QTextDocument(self)
        document.setDocumentLayout(LineLayout(document))
        self.setDocument(document)
        self.setInputMethodHints(PRIVATE)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._dress()
        self._highlight = MarkdownHighlight(self.document(), look=look, parent=self)
        self._bind()

    def toggle_words(self, mark: str) -> None:
        """Put ``mark`` around what is selected, or the word at the cursor; or take it away."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        first = last = 0
        # From the last line to the first, so that places before stay what they are.
        for place in reversed(self._lines(start, end)):
            first, inner = self._toggle_piece(cursor, *place, mark)
            last = last or inner
            last = max(last, inner)
        cursor.endEditBlock()
        cursor.setPosition(first)
        cursor.setPosition(last, _KEEP)
        self.setTextCursor(cursor)

    def toggle_lines(self, kind: LineKind) -> None:
        """Put a mark before each line that is selected, or take it away."""
        cursor = self.textCursor()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        block = self.document().findBlock(cursor.selectionStart())
        has_words = cursor.hasSelection()
        blocks = []
        while block.isValid() and block.blockNumber() <= last:
            blocks.append(block)
            block = block.next()
        cursor.beginEditBlock()
        made = toggled_lines([one.text() for one in blocks], kind)
        for one, text in zip(blocks, made, strict=True):
            self._swap_start(cursor, one.position(), one.text(), text)
        cursor.endEditBlock()
        if has_words:
            cursor.setPosition(blocks[0].position())
            cursor.setPosition(blocks[-1].position() + blocks[-1].length() - 1, _KEEP)
            self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(480), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        lines = LEAST_LINES * self.fontMetrics().lineSpacing()
        return QSize(self._look.px(120), lines + 2 * round(self.document().documentMargin()) + 24)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_look"):
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in _ENTERS
            and event.modifiers() in _PLAIN
            and not self.isReadOnly()
            and self._go_on()
        ):
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if not event.preeditString():
            self._highlight.dress_again(self.textCursor().block())

    def _bind(self) -> None:
        """Keys of the toolbar; they hold here only, so that no page is in their way."""
        for keys, deed in (
            ("Ctrl+B", lambda: self.toggle_words(STRONG)),
            ("Ctrl+I", lambda: self.toggle_words(EMPHASIS)),
            ("Ctrl+Shift+6", lambda: self.toggle_lines("heading")),
            ("Ctrl+Shift+7", lambda: self.toggle_lines("numbered")),
            ("Ctrl+Shift+8", lambda: self.toggle_lines("list")),
            ("Ctrl+Shift+9", lambda: self.toggle_lines("quote")),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(deed)

    def _go_on(self) -> bool:
        """Whether Enter meant more than a new line here."""
        cursor = self.textCursor()
        before = QTextCursor(cursor)
        before.setPosition(cursor.selectionStart())
        line = before.block().text()
        before.movePosition(_Move.StartOfBlock, _KEEP)
        turn = next_line(line, len(before.selectedText()))
        if turn is None or (turn.ends and cursor.hasSelection()):
            return False
        cursor.beginEditBlock()
        if turn.ends:
            cursor.movePosition(_Move.StartOfBlock)
            cursor.movePosition(_Move.EndOfBlock, _KEEP)
            cursor.removeSelectedText()
        else:
            cursor.insertText("\n" + turn.mark)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The selection cut at line ends, without its empty lines: emphasis ends with a line."""
        found = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            left = max(start, block.position())
            right = min(end, block.position() + block.length() - 1)
            if right > left and block.text().strip():
                found.append((left, right))
            block = block.next()
        return found or [(start, end)]

    def _toggle_piece(
        self, cursor: QTextCursor, start: int, end: int, mark: str
    ) -> tuple[int, int]:
        """Says where its words begin and end then."""
        block = self.document().findBlock(start)
        room = len(STRONG) + len(EMPHASIS)
        low = max(block.position(), start - room)
        high = min(block.position() + block.length() - 1, end + room)
        before, words, after = (
            self._read(cursor, low, start),
            self._read(cursor, start, end),
            self._read(cursor, end, high),
        )
        made = toggled_words(before, words, after, mark)
        self._put(cursor, low, high, "".join(made))
        stop = cursor.position()
        cursor.setPosition(low)
        cursor.movePosition(_Move.NextCharacter, n=len(made[0]))
        first = cursor.position()
        cursor.setPosition(stop)
        cursor.movePosition(_Move.PreviousCharacter, n=len(made[2]))
        last = cursor.position()
        if words.strip():
            return first, last
        # Nothing was there to mark: write between the two.
        cursor.setPosition(last)
        return last - len(mark), last - len(mark)

    def _read(self, cursor: QTextCursor, start: int, end: int) -> str:
        cursor.setPosition(start)
        cursor.setPosition(end, _KEEP)
        return cursor.selectedText()

    def _put(self, cursor: QTextCursor, start: int, end: int, text: str) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, _KEEP)
        cursor.insertText(text)

    def _swap_start(self, cursor: QTextCursor, at: int, old: str, new: str) -> None:
        """Change only what a line begins with, so that the cursor stays with its words."""
        same = 0
        while same < min(len(old), len(new)) and old[-1 - same] == new[-1 - same]:
            same += 1
        cursor.setPosition(at)
        cursor.movePosition(_Move.NextCharacter, _KEEP, len(old) - same)
        cursor.insertText(new[: len(new) - same])

    def _dress(self) -> None:
        font = self._look.font("lead")
        if font != self.font():
            self.setFont(font)
        self.document().setDocumentMargin(self._look.gap(6))
        self.updateGeometry()
