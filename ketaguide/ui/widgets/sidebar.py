"""The places of the program, always at the same side."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.nav import Brand, NavButton, Place, helpers, places


class Sidebar(QWidget):
    """Places above, help and safety below, Lock at the foot.

    ``place_wanted`` carries a page's id, or ground, safety, help, lock. It shows icons only when
    the window is narrow for the text size.
    """

    place_wanted = Signal(str)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._look = look
        self._current = ""
        self._buttons: dict[str, NavButton] = {}
        self._brand = Brand(look=look)
        self._lock = Button(tr("Lock"), look=look, icon="lock")
        self._lock.setObjectName("nav_lock")
        self._lock_small = IconButton("lock", tr("Lock"), look=look)
        self._lock_small.setObjectName("nav_lock_small")
        self._list = QVBoxLayout()
        self._fill()
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._brand)
        self._outer.addWidget(self._scroll(), 1)
        for lock in (self._lock, self._lock_small):
            lock.clicked.connect(self._on_lock_clicked)
            self._outer.addWidget(lock)
        self._outer.setAlignment(self._lock_small, Qt.AlignmentFlag.AlignHCenter)
        self.set_narrow(narrow=False)

    def set_current(self, place: str) -> None:
        self._current = place
        for name, button in self._buttons.items():
            button.setChecked(name == place)

    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focus_current(self) -> None:
        """Put the keyboard on the place that is on screen, or on the first."""
        buttons = list(self._buttons.values())
        current = next((button for button in buttons if button.isChecked()), buttons[0])
        current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, window_width: int) -> None:
        """Show words or only icons: below about 900 px times the text size there is no room."""
        self.set_narrow(narrow=window_width < self._look.px(900))

    def set_narrow(self, *, narrow: bool) -> None:
        look = self._look
        self._brand.set_narrow(narrow=narrow)
        for button in self._buttons.values():
            button.set_narrow(narrow=narrow)
        self._lock.setVisible(not narrow)
        self._lock_small.setVisible(narrow)
        self._list.setSpacing(look.gap(5))
        side = look.gap(8 if narrow else 16)
        self._outer.setContentsMargins(side, look.gap(16), side + look.hair, look.gap(16))
        self._outer.setSpacing(look.gap(16))
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        least = 0 if narrow else look.px(191)
        self.setFixedWidth(max(widest, least) + 2 * side + look.hair)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.fit(self.window().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_outer"):
            self.fit(self.window().width())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit(self.window().width())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look = self._look
        painter.fillRect(self.rect(), look.color("side"))
        edge = QRect(self.width() - look.hair, 0, look.hair, self.height())
        painter.fillRect(paint.mirrored(edge, self), look.color("line"))
        painter.end()

    def _fill(self) -> None:
        self._list.setContentsMargins(0, 0, 0, 0)
        for place in (*places(), None, *helpers()):
            if place is None:
                self._list.addStretch(1)
            else:
                self._list.addWidget(self._nav(place))

    def _nav(self, place: Place) -> NavButton:
        button = NavButton(place, look=self._look)
        button.clicked.connect(self._on_nav_clicked)
        self._buttons[place.id] = button
        return button

    def _scroll(self) -> QScrollArea:
        """Large text on a low screen needs more height than there is."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        sheet.setLayout(self._list)
        area.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        return area

    def _on_lock_clicked(self) -> None:
        self.place_wanted.emit("lock")

    def _on_nav_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            # The window says which place is on screen; a press alone does not.
            self.set_current(self._current)
            self.place_wanted.emit(button.place.id)
