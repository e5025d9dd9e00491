"""A name and a number to ring, large enough to read from a distance."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Label, Strong


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
            number = Label(phone, look=look, role=role)
            number.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            number.setObjectName("phone_number")
            number.setAccessibleName(f"{title}: {phone}" if title else phone)
            column.addWidget(number)
        self.setAccessibleName(" ".join(filter(None, (title, phone))))
