"""A recovery code, group by group: to read, and to type in."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.labels import Label, Small
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault.recovery import GROUP_LENGTH, GROUPS, check_group

_MOST_COLUMNS = 4
_SEPARATORS = " -\t\r\n–—_.·"


class GroupEdit(LineEdit):
    """Five characters. What does not fit is offered to the groups after it."""

    overflowed = Signal(str)
    emptied_further = Signal()  # Backspace in an empty group

    def __init__(self, index: int, *, look: Look) -> None:
        """Args:
        index: 0 for the first group.
        """
        super().__init__(look=look, name=tr("Group {number}", number=index + 1))
        self.index = index
        self._came_by_itself = False
        self.setObjectName(f"group_{index + 1}")
        self.textEdited.connect(self._on_text_edited)
        self._fit()

    @property
    def is_full(self) -> bool:
        return len(self.text()) == GROUP_LENGTH

    @property
    def is_wrong(self) -> bool:
        """Complete, but not what was on the sheet."""
        return self.is_full and not check_group(self.index, self.text())

    def arrive(self) -> None:
        """Take the keyboard over from a group that is full."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(len(self.text()))
        self._came_by_itself = not self.text()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: FBT001, A002 - Qt's own signature
        """The Tab of someone who has not seen that the keyboard moved on by itself counts once."""
        came, self._came_by_itself = self._came_by_itself, False
        return True if next and came else super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._came_by_itself = False
        super().focusOutEvent(event)

    def mark(self, *, wrong: bool) -> None:
        if bool(self.property("invalid")) != wrong:
            self.setProperty("invalid", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied_further.emit()
            return
        refused = self.is_full and (self.is_wrong or bool(self.property("invalid")))
        if refused and event.text().isprintable() and event.text():
            self._make_room()
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "index"):
            self._fit()

    def _on_text_edited(self, typed: str) -> None:
        kept = "".join(c for c in typed if c not in _SEPARATORS).upper()
        position = self.cursorPosition()
        if kept[:GROUP_LENGTH] != typed:
            self.setText(kept[:GROUP_LENGTH])
            self.setCursorPosition(min(position, GROUP_LENGTH))
        self._came_by_itself = False
        if len(kept) == GROUP_LENGTH and self.is_wrong:
            self.selectAll()
        elif len(kept) > GROUP_LENGTH or (self.is_full and self.cursorPosition() == GROUP_LENGTH):
            self.overflowed.emit(kept[GROUP_LENGTH:])

    def _make_room(self) -> None:
        """For a key in a full group: it replaces the sign at its place, at the end the group."""
        if self.hasSelectedText():
            return
        if self.cursorPosition() == GROUP_LENGTH:
            self.selectAll()
        else:
            self.setSelection(self.cursorPosition(), 1)

    def _fit(self) -> None:
        # "W" is the widest symbol; the rest is the stylesheet's padding and border.
        widest = self.fontMetrics().horizontalAdvance("W" * GROUP_LENGTH)
        self.setMinimumWidth(widest + 34)


class _Cells(QWidget):
    """The groups in order, four in a row or as many as there is room for."""

    def __init__(self, cells: list[QWidget], *, look: Look, gap: int) -> None:
        super().__init__()
        self._look = look
        self._gap = gap
        self._cells = cells
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._arrange(_MOST_COLUMNS)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        each = self._widest() + self._look.gap(self._gap)
        fit = (event.size().width() + self._look.gap(self._gap)) // each
        self._arrange(max(1, min(_MOST_COLUMNS, fit)))
        super().resizeEvent(event)

    def _widest(self) -> int:
        return max(cell.minimumSizeHint().width() for cell in self._cells)

    def _arrange(self, columns: int) -> None:
        self._grid.setSpacing(self._look.gap(self._gap))
        if columns == self._columns:
            return
        self._columns = columns
        for index, cell in enumerate(self._cells):
            self._grid.addWidget(cell, index // columns, index % columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class CodeEntry(_Cells):
    """Seven groups to type, or one paste of the whole code."""

    changed = Signal()

    def __init__(self, *, look: Look) -> None:
        self.groups = [GroupEdit(index, look=look) for index in range(GROUPS)]
        super().__init__([_numbered(edit, look=look) for edit in self.groups], look=look, gap=10)
        for edit in self.groups:
            edit.overflowed.connect(self._on_overflowed)
            edit.emptied_further.connect(self._on_emptied_further)
            edit.textChanged.connect(self._on_text_changed)
        self.setFocusProxy(self.groups[0])

    @property
    def text(self) -> str:
        return " ".join(edit.text() for edit in self.groups)

    @property
    def wrong(self) -> list[int]:
        """Indexes of groups that are complete and hold a typo."""
        return [edit.index for edit in self.groups if edit.is_wrong]

    def focus_gap(self) -> None:
        """Put the keyboard into the first group that is wrong, or not complete."""
        for edit in self.groups:
            if edit.is_wrong or not edit.is_full:
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                edit.selectAll()
                return
        self.groups[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_overflowed(self, rest: str) -> None:
        edit = self.sender()
        if not isinstance(edit, GroupEdit):
            return
        index = edit.index + 1
        while rest and index < GROUPS:
            self.groups[index].setText(rest[:GROUP_LENGTH])
            rest = rest[GROUP_LENGTH:]
            index += 1
        last = self.groups[min(index, GROUPS - 1)]
        if index > edit.index + 1 and not self.groups[index - 1].is_full:
            last = self.groups[index - 1]
        last.arrive()

    def _on_emptied_further(self) -> None:
        edit = self.sender()
        if isinstance(edit, GroupEdit) and edit.index > 0:
            self.groups[edit.index - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text_changed(self) -> None:
        for edit in self.groups:
            edit.mark(wrong=edit.is_wrong)
        self.changed.emit()


class CodeShown(_Cells):
    """The seven groups, large, each with its number. One text for a screen reader."""

    def __init__(self, groups: tuple[str, ...], *, look: Look) -> None:
        cells = [_large(number, group) for number, group in enumerate(groups, start=1)]
        super().__init__(cells, look=look, gap=16)
        self.setAccessibleName(", ".join(groups))


def _large(number: int, group: str) -> QWidget:
    cell = QWidget()
    layout = Stack(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(Small(str(number)))
    letters = Label(group, role="code")
    letters.setWordWrap(False)
    layout.addWidget(letters)
    return cell


def _numbered(edit: GroupEdit, *, look: Look) -> QWidget:
    cell = QWidget()
    layout = Stack(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look.gap(2))
    label = Small(str(edit.index + 1))
    label.setBuddy(edit)
    layout.addWidget(label)
    layout.addWidget(edit)
    return cell
