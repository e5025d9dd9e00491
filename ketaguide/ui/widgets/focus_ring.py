"""One ring per window around whatever has the keyboard, drawn only for people who use it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint

# A property, a QColor, of whatever has colours of its own.
RING_COLOUR = "ring_color"
_STEPS = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_F6,
    }
)
_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.EnabledChange,
    }
)


class FocusRing(QWidget):
    """Lies over the window, lets the mouse through, follows the focused widget.

    Keyboard or mouse is told from the last key or press that the window or the focused widget
    saw, as ``:focus-visible`` does. A text field shows its own border (property ``own_ring``).
    """

    def __init__(self, window: QWidget, *, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)
        self._follow_handle()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
            self._on_focus_changed(None, app.focusWidget())

    @property
    def target(self) -> QWidget | None:
        """What the ring is around now; None while it does not show."""
        return self._target if self.isVisible() else None

    @property
    def by_keyboard(self) -> bool:
        """Whether the person moves about by keys now, and not by mouse."""
        return self._by_keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window and kind == QEvent.Type.Show:
            self._follow_handle()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            if isinstance(event, QKeyEvent) and _is_step(event):
                self._by_keyboard = True
                self._place()
        elif kind == QEvent.Type.MouseButtonPress:
            self._by_keyboard = False
            self.hide()
        elif kind in _MOVES:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look = self._look
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=self._radius() + look.gap(6),
            fill=None,
            line=self._colour(),
            width=3 if look.is_contrast else 2.5,
        )
        painter.end()

    def _colour(self) -> QColor:
        """The look's, or that of a page with a look of its own."""
        own = (one.property(RING_COLOUR) for one in self._followed if isValid(one))
        found = next((colour for colour in own if isinstance(colour, QColor)), None)
        return found or self._look.color("focus")

    def _follow_handle(self) -> None:
        """Keys reach the window's handle first; there is none before it is shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for followed in self._followed:
            if isValid(followed):
                followed.removeEventFilter(self)
        self._followed = []
        self._target = None
        if new is not None and new.window() is self._window:
            self._target = new
            new.installEventFilter(self)
            self._followed = [new]
        self._place()

    def _follow_ancestors(self, target: QWidget) -> None:
        """Move with whatever the target lies in.

        Only once the ring shows: the first walk up through Qt's own widgets costs Python 20 ms,
        which the first paint is spared.
        """
        if len(self._followed) > 1:
            return
        widget = target.parentWidget()
        while widget is not None and widget is not self._window:
            widget.installEventFilter(self)
            self._followed.append(widget)
            widget = widget.parentWidget()

    def _place(self) -> None:
        target = self._target
        if target is None or not self._by_keyboard or not _wants_ring(target):
            self.hide()
            return
        self._follow_ancestors(target)
        area = _seen(target, self._window)
        if area.isEmpty():
            self.hide()
            return
        gap = self._look.gap(6)
        self.setGeometry(area.adjusted(-gap, -gap, gap, gap) & self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def _radius(self) -> float:
        own = self._target.property("ring_radius") if self._target is not None else None
        return float(own) if own is not None else float(self._look.radius())


def is_marked(widget: QWidget) -> bool:
    """Whether a widget that paints its own ring (``own_ring``) is to show it now."""
    if not widget.hasFocus():
        return False
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    ring = widget.window().findChild(FocusRing, options=direct)
    return not isinstance(ring, FocusRing) or ring.by_keyboard


def _is_step(event: QKeyEvent) -> bool:
    modified = event.modifiers() & (
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    )
    return Qt.Key(event.key()) in _STEPS or bool(modified)


def _wants_ring(target: QWidget) -> bool:
    plain = isinstance(target, QScrollArea) or target.isWindow()
    return target.isVisible() and not plain and not target.property("own_ring")


def _seen(target: QWidget, window: QWidget) -> QRect:
    """The part of ``target`` that no scroll area hides, in the window's coordinates."""
    area = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
    above = target.parentWidget()
    while above is not None and above is not window:
        holder = above.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is above:
            area &= QRect(above.mapTo(window, QPoint(0, 0)), above.size())
        above = holder
    return area
