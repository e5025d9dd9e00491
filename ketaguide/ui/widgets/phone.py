"""A name and a number to ring, large enough to read from a distance."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Label, Strong
from ketaguide.ui.widgets.page_scroll import is_scroll_key


class PhoneNumber(Label):
    """A stop for Tab, so that the keyboard brings it into view and can copy it."""

    def __init__(self, phone: str, *, look: Look, name: str, role: str) -> None:
        """Args:
        name: whose number it is; empty where only the number is known.
        """
        super().__init__(phone, look=look, role=role)
        self.setObjectName("phone_number")
        self.setAccessibleName(f"{name}: {phone}" if name else phone)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Selectable text of itself takes the keyboard only by a click.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A caret has nowhere to go in one line: the keys that scroll are the page's."""
        if is_scroll_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reached by Tab, all of it is selected, ready to be copied."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.setSelection(0, len(self.text()))


class PhoneLine(QWidget):
    """The number can be selected and copied. Nothing here dials: a computer seldom can."""

    def __init__(
        self,
        name: str,
        phone: str,
        *,
        look: Look,
        relation: str = "",
        role: str = "display",
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        role: size of the number: display, or huge where it is what the page is for.
        """
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(2))
        title = f"{name} · {relation}" if name and relation else name or relation
        if title:
            column.addWidget(Strong(title, look=look))
        if phone:
            column.addWidget(PhoneNumber(phone, look=look, name=title, role=role))
        self.setAccessibleName(" ".join(filter(None, (title, phone))))
