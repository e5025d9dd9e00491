"""The places of the program, always at the same side."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.nav import Brand, Form, NavButton, Place, helpers, lifelines, places
from ketaguide.ui.widgets.place_scroll import PlaceScroll

# Window widths at 100 % text. Below the first the words are small, below the second icons are
# alone: 1,280 px at 200 % keeps its words and leaves the page as much as before.
# Source: our own, from the pictures of every page at 1366 x 768 and 200 %.
FULL_FROM = 900
WORDS_FROM = 640


class Sidebar(QWidget):
    """Places and help above, then what is there for need: Ground me, Safety, Lock.

    ``place_wanted`` carries a page's id, or ground, safety, help, lock. In a window that is narrow
    for the text size it shows small words, then only icons. In a low one the upper part scrolls;
    the lower never does.
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
        self._list, self._foot, self._end = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._fill()
        self._scroll = PlaceScroll(self._list)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._brand)
        self._outer.addWidget(self._scroll, 1)
        self._outer.addLayout(self._foot)
        self._outer.addLayout(self._end)
        for lock in (self._lock, self._lock_small):
            lock.clicked.connect(self._on_lock_clicked)
            self._end.addWidget(lock)
        self._end.setAlignment(self._lock_small, Qt.AlignmentFlag.AlignHCenter)
        self._form: Form = "full"
        self.set_form("full")

    def set_current(self, place: str) -> None:
        self._current = place
        for name, button in self._buttons.items():
            button.setChecked(name == place)
            if name == place and self._scroll.isAncestorOf(button):
                self._scroll.show_line(button)

    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focus_current(self) -> None:
        """Put the keyboard on the place that is on screen, or on the first."""
        buttons = list(self._buttons.values())
        current = next((button for button in buttons if button.isChecked()), buttons[0])
        current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, window_width: int) -> None:
        """Take the form that leaves the page enough of a window of this width."""
        look = self._look
        if window_width >= look.px(FULL_FROM):
            self.set_form("full")
        else:
            self.set_form("small" if window_width >= look.px(WORDS_FROM) else "icons")

    def set_form(self, form: Form) -> None:
        look = self._look
        self._form = form
        self._brand.set_form(form)
        for button in self._buttons.values():
            button.set_form(form)
        self._lock.setVisible(form != "icons")
        self._lock_small.setVisible(form == "icons")
        self._list.setSpacing(look.gap(5))
        self._foot.setSpacing(look.gap(5))
        side, ends = look.gap(16 if form == "full" else 8), look.gap(16)
        self._outer.setContentsMargins(side, ends, side + look.hair, ends)
        self._outer.setSpacing(ends if form == "full" else look.gap(10))
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

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
        for column in (self._list, self._foot):
            column.setContentsMargins(0, 0, 0, 0)
        for place in places():
            self._list.addWidget(self._nav(place))
        self._list.addStretch(1)
        for place in helpers():
            self._list.addWidget(self._nav(place))
        for place in lifelines():
            self._foot.addWidget(self._nav(place))

    def _fit_height(self) -> None:
        """Where height is short the program's name goes first; then the upper places scroll."""
        look, outer = self._look, self._outer
        lock = self._lock_small if self._form == "icons" else self._lock
        around = outer.contentsMargins().top() + outer.contentsMargins().bottom()
        below = self._foot.sizeHint().height() + lock.sizeHint().height()
        room = self.height() - around - below - 2 * outer.spacing()
        wanted = self._scroll.wanted
        self._brand.setVisible(wanted + self._brand.sizeHint().height() + outer.spacing() <= room)
        scrolls = wanted > room
        self._scroll.set_scrolls(scrolls=scrolls)
        bar = self._scroll.verticalScrollBar().sizeHint().width() if scrolls else 0
        # What does not scroll stays in line with what does.
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for column in (self._foot, self._end):
            column.setContentsMargins(bar if is_mirrored else 0, 0, 0 if is_mirrored else bar, 0)
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        least = look.px(191) if self._form == "full" else 0
        sides = outer.contentsMargins().left() + outer.contentsMargins().right()
        self.setFixedWidth(max(widest + bar, least) + sides)

    def _nav(self, place: Place) -> NavButton:
        button = NavButton(place, look=self._look)
        button.clicked.connect(self._on_nav_clicked)
        self._buttons[place.id] = button
        return button

    def _on_lock_clicked(self) -> None:
        self.place_wanted.emit("lock")

    def _on_nav_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            # The window says which place is on screen; a press alone does not.
            self.set_current(self._current)
            self.place_wanted.emit(button.place.id)
