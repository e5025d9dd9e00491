"""What stands around the pages before a vault is open: a picture, the name, and where help is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.pages.gate_page import COLUMN, SIDE
from ketaguide.ui.pages.page import Page
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Title
from ketaguide.ui.widgets.landscape import Landscape
from ketaguide.ui.widgets.marks import IconLine, IconMark

# From this width on (at 100 % text) the picture and the column stand side by side.
_TWO_COLUMNS = 980
# The picture's share of the window, of 100.
_PICTURE = 52


class GateFrame(QWidget):
    """Pages go into ``pages``; the footer stays in sight whatever they hold."""

    layer_wanted = Signal(str)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.picture = Landscape(look=look)
        self.pages = QStackedWidget()
        self._brand = QHBoxLayout()
        self._footer = QVBoxLayout()
        self._fill_brand()
        self._fill_footer()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._brand)
        column.addWidget(self.pages, 1)
        self._edge = QFrame()
        self._edge.setFrameShape(QFrame.Shape.NoFrame)
        self._edge.setAutoFillBackground(True)
        self._edge.hide()
        column.addWidget(self._edge)
        column.addLayout(self._footer)
        self._framed = QWidget()
        row = QHBoxLayout(self._framed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.picture, _PICTURE)
        row.addLayout(column, 100 - _PICTURE)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self._framed)
        # After the picture's own answer to the same signal.
        look.changed.connect(self._space)

    def show_page(self, page: Page) -> None:
        """Put a page into the column; a line marks the footer while the page scrolls under it.

        A page that fills the window stands alone.
        """
        if page.fills_window:
            self._whole.setCurrentIndex(self._whole.addWidget(page))
            return
        self._whole.setCurrentWidget(self._framed)
        page.sheet.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self._on_range_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._space()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_footer"):
            self._space()

    def _space(self) -> None:
        """The name and the footer stand above and below the column of the page."""
        look = self._look
        beside = self.width() >= look.px(_TWO_COLUMNS) and not look.is_contrast
        self.picture.setVisible(beside)
        width = self.width() * (100 - _PICTURE) // 100 if beside else self.width()
        least = min(look.gap(SIDE), max(look.gap(12), width // 24))
        side = max(least, (width - look.px(COLUMN)) // 2)
        low = self.height() < look.px(560)
        above = look.gap(12 if low else 32)
        self._brand.setContentsMargins(side, above, side, look.gap(8))
        self._brand.setSpacing(look.gap(8))
        self._footer.setContentsMargins(side, look.gap(8), side, look.gap(10 if low else 20))
        self._footer.setSpacing(look.gap(2))
        self._edge.setFixedHeight(look.hair)
        colours = self._edge.palette()
        colours.setColor(QPalette.ColorRole.Window, look.color("line"))
        self._edge.setPalette(colours)

    def _on_range_changed(self) -> None:
        # A page that was just left still speaks, so the one on screen is asked.
        page = self.pages.currentWidget()
        scrolls = isinstance(page, Page) and page.sheet.verticalScrollBar().maximum() > 0
        self._edge.setVisible(scrolls)

    def _fill_brand(self) -> None:
        self._brand.addWidget(IconMark("sprout", look=self._look, color="primary", size=22))
        self._brand.addWidget(Title("KetaGuide"), 1)

    def _fill_footer(self) -> None:
        look = self._look
        kept = tr("Encrypted on this computer. Nothing is sent anywhere.")
        self._footer.addWidget(IconLine("shield-check", kept, look=look, color="primary"))
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        flow.addWidget(IconLine("life-buoy", tr("Need support now?"), look=look))
        for layer, words in (
            ("safety", tr("Open the safety page (F9)")),
            ("ground", tr("Ground me (F8)")),
            ("sitter", tr("A page for the person with you")),
        ):
            link = Button(words, look=look, kind="link")
            link.setObjectName(f"to_{layer}")
            link.setProperty("layer", layer)
            link.clicked.connect(self._on_link_clicked)
            flow.addWidget(link)
        self._footer.addWidget(row)

    def _on_link_clicked(self) -> None:
        link = self.sender()
        if isinstance(link, Button):
            self.layer_wanted.emit(str(link.property("layer")))
