"""A vertical layout that keeps its parts together."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QVBoxLayout


class Stack(QVBoxLayout):
    """Parts keep their own height at the top; spare room stays empty below them.

    ``QVBoxLayout`` shares spare room out between labels, which tears a heading from its text.
    With a stretch inside it behaves as usual.
    """

    def setGeometry(self, rect: QRect) -> None:
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            wanted = self.sizeHint().height()
            if self.hasHeightForWidth():
                wanted = self.heightForWidth(rect.width())
            if 0 < wanted < rect.height():
                rect = QRect(rect.x(), rect.y(), rect.width(), wanted)
        super().setGeometry(rect)
