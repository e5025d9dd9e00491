"""The one window: the gate or the workspace, layers over it, and a cover over everything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from ketaguide.base.errors import SettingsError
from ketaguide.base.text import tr
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.labels import Body, Heading

if TYPE_CHECKING:
    from ketaguide.ui.widgets.focus_ring import FocusRing

# Before the window is shown nobody tells how thick its frame will be.
# Source: title bars of GNOME, KDE, Windows and macOS are 28 to 37 high (own measurement).
_FRAME = QSize(16, 40)
_COVER_SIDE = 48


class MainWindow(QWidget):
    """A front (gate or workspace), and at most one layer over it (Ground me, safety, help).

    The title is always the program's name: titles are kept by task bars and screen recorders.
    """

    close_wanted = Signal()
    painted = Signal()  # once, when the first picture stands: whatever could wait may begin

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._front: QWidget | None = None
        self._layer: QWidget | None = None
        self._may_close = False
        self._is_sealed = False
        self._is_front_covered = False
        self._focus_before: QWidget | None = None
        self.setObjectName("main_window")
        self.setWindowTitle("KetaGuide")
        self.setAccessibleName("KetaGuide")
        self.setMinimumSize(480, 420)
        self.resize(self._wanted_size())
        self._first_size = self.size()
        if room.settings.flag("window_maximized"):
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._cover: _Cover | None = None
        self._ring: FocusRing | None = None
        self._is_painted = False

    @property
    def layer(self) -> QWidget | None:
        """What lies over the front now, if anything."""
        return self._layer

    def show_front(self, front: QWidget) -> None:
        """Replace the gate by the workspace or the other way round; the old one is deleted."""
        old, self._front = self._front, front
        if self._stack.indexOf(front) < 0:
            self._stack.addWidget(front)
        self._show_top()
        if old is not None:
            self.let_go(old)

    def keep_ready(self, front: QWidget) -> None:
        """Take in the next front, hidden: laid out, styled and painted once where nobody sees it.

        Only the first showing takes that long.
        """
        self._stack.addWidget(front)
        front.resize(self.size())
        front.grab()

    def let_go(self, front: QWidget) -> None:
        """Delete what was in front, or was to be."""
        self._stack.removeWidget(front)
        front.hide()
        front.deleteLater()

    def lay_over(self, layer: QWidget) -> None:
        """Show a page over the front; what lies below stays as it is."""
        if self._layer is None:
            self._focus_before = QApplication.focusWidget()
        else:
            self._drop_layer()
        self._layer = layer
        self._stack.addWidget(layer)
        self._show_top()
        layer.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """Take the layer away and give the focus back to where it was."""
        if self._layer is None:
            return
        self._drop_layer()
        self._show_top()
        if self._is_front_covered:
            self._cover_made().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        before, self._focus_before = self._focus_before, None
        if before is not None and self.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_cover(self) -> None:
        """Hide everything behind a quiet picture, or take the cover away again."""
        if self._cover is not None and self._stack.currentWidget() is self._cover:
            self._is_front_covered = False
            self._show_top()
        else:
            self.cover()

    def cover(self) -> None:
        """Show the cover now, before anything else happens."""
        cover = self._cover_made()
        self._stack.setCurrentWidget(cover)
        cover.setFocus(Qt.FocusReason.OtherFocusReason)
        self.repaint()

    def cover_front(self) -> None:
        """Whoever lifts the layer after a while alone with it finds the cover, not the words."""
        if self._layer is None:
            self.cover()
        else:
            self._is_front_covered = True

    def seal(self) -> None:
        """Cover for good: whoever leaves the vault sees nothing of it again, by no key."""
        self._is_sealed = True
        self.cover()

    def unseal(self) -> None:
        """The person showed who they are: what lies under the cover is theirs again."""
        self._is_sealed = self._is_front_covered = False
        self._cover_made().say("", "")
        self._show_top()

    def say_on_cover(self, heading: str, line: str) -> None:
        """Say on the cover why it stands there, in words that hold nothing personal."""
        self._cover_made().say(heading, line)

    def put_on_cover(self, part: QWidget) -> None:
        """Something to do, below the words on the cover."""
        self._cover_made().put(part)
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def let_close(self) -> None:
        """The next close is real: everything is stored."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing means: store drafts, lock, quit. The application does that, then closes."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ring is not None:
            self._ring.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._on_first_painted)

    def keep_size(self) -> None:
        """Remember size and maximising for the next start; never the position or the screen."""
        if self.isFullScreen():
            return
        found: dict[str, int | bool] = {"window_maximized": self.isMaximized()}
        # What only this screen made smaller is not what the person wants on a larger one.
        if not self.isMaximized() and self.size() != self._first_size:
            found |= {"window_width": self.width(), "window_height": self.height()}
        settings = self._room.settings
        with suppress(SettingsError):
            for name, value in found.items():
                if settings.number(name) != value:
                    settings.change(name, value)

    def _wanted_size(self) -> QSize:
        """As it was left, but never larger than the free part of the screen."""
        settings = self._room.settings
        left = QSize(settings.number("window_width"), settings.number("window_height"))
        return left.boundedTo(self.screen().availableSize() - _FRAME)

    def _fit_frame(self) -> None:
        """The frame is known by now; where it is thicker than thought, the window gives way."""
        if self.size() == self._first_size and not self.isMaximized():
            frame = self.frameGeometry().size() - self.size()
            fits = self.size().boundedTo(self.screen().availableSize() - frame)
            if fits != self.size():
                self.resize(fits)
                self._first_size = fits

    def _on_first_painted(self) -> None:
        from ketaguide.ui.widgets.focus_ring import FocusRing

        self._fit_frame()
        self._ring = FocusRing(self, look=self._room.look)
        self.painted.emit()

    def _cover_made(self) -> _Cover:
        if self._cover is None:
            self._cover = _Cover()
            self._stack.addWidget(self._cover)
        return self._cover

    def _show_top(self) -> None:
        top = self._layer or (self._cover_made() if self._is_front_covered else self._front)
        if top is not None and not self._is_sealed:
            self._stack.setCurrentWidget(top)

    def _drop_layer(self) -> None:
        layer, self._layer = self._layer, None
        if layer is not None:
            self._stack.removeWidget(layer)
            layer.hide()
            self._room.unsaved.retire(layer)


class _Cover(QWidget):
    """A quiet picture with nothing of the person on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAccessibleName(tr("Screen covered"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._heading = Heading()
        self._line = Body()
        self._part: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_COVER_SIDE, 0, _COVER_SIDE, 0)
        layout.addStretch()
        for label in (self._heading, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch()
        self._column = layout
        self.say("", "")

    def say(self, heading: str, line: str) -> None:
        """Args:
        heading, line: empty for what a cover says by itself; what was put on it goes then.
        """
        self._heading.setText(heading or tr("A quiet screen"))
        self._line.setText(line or tr("Press F12 to go on. Ctrl+L locks."))
        part, self._part = self._part, None
        if part is not None:
            part.hide()
            part.deleteLater()

    def put(self, part: QWidget) -> None:
        self._part = part
        self._column.insertWidget(3, part, 0, Qt.AlignmentFlag.AlignHCenter)
