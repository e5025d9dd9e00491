"""A recovery code, group by group: to read, and to type in."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Label, Small
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault.recovery import GROUP_LENGTH, GROUPS, check_group

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

    def mark(self, *, wrong: bool) -> None:
        if bool(self.property("invalid")) != wrong:
            self.setProperty("invalid", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied_further.emit()
            return
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
        if len(kept) > GROUP_LENGTH or (self.is_full and self.cursorPosition() == GROUP_LENGTH):
            self.overflowed.emit(kept[GROUP_LENGTH:])

    def _fit(self) -> None:
        # "W" is the widest symbol; the rest is the stylesheet's padding and border.
        widest = self.fontMetrics().horizontalAdvance("W" * GROUP_LENGTH)
        self.setMinimumWidth(widest + 34)


class CodeEntry(QWidget):
    """Seven groups to type, or one paste of the whole code."""

    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.groups = [GroupEdit(index, look=look) for index in range(GROUPS)]
        self._cells = [_numbered(edit, look=look) for edit in self.groups]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for edit in self.groups:
            edit.overflowed.connect(self._on_overflowed)
            edit.emptied_further.connect(self._on_emptied_further)
            edit.textChanged.connect(self._on_text_changed)
        self.setFocusProxy(self.groups[0])
        self._arrange()

    @property
    def text(self) -> str:
        return " ".join(edit.text() for edit in self.groups)

    @property
    def is_complete(self) -> bool:
        return all(edit.is_full for edit in self.groups)

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_grid"):
            self._arrange()

    def _arrange(self) -> None:
        self._grid.setSpacing(self._look.gap(10))
        columns = 4 if self._look.scale < 1.4 else 3
        for index, cell in enumerate(self._cells):
            self._grid.addWidget(cell, index // columns, index % columns)

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
        last.setFocus(Qt.FocusReason.OtherFocusReason)
        last.setCursorPosition(len(last.text()))

    def _on_emptied_further(self) -> None:
        edit = self.sender()
        if isinstance(edit, GroupEdit) and edit.index > 0:
            self.groups[edit.index - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text_changed(self) -> None:
        for edit in self.groups:
            edit.mark(wrong=edit.is_wrong)
        self.changed.emit()


class CodeShown(QWidget):
    """The seven groups, large, each with its number. One text for a screen reader."""

    def __init__(
        self, groups: tuple[str, ...], *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(", ".join(groups))
        flow = Flow(self, gap=look.gap(16))
        for number, group in enumerate(groups, start=1):
            cell = QWidget()
            layout = Stack(cell)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            layout.addWidget(Small(str(number)))
            letters = Label(group, role="code")
            letters.setWordWrap(False)
            layout.addWidget(letters)
            flow.addWidget(cell)


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
