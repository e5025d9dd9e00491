"""What every page shares: a scroll area, a place for messages, and knowing when to look again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.errors import DiskFull, KetaGuideError, StorageProblem
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.marks import TELLS_OF_DISK, has_above
from ketaguide.ui.widgets.notice import Notice
from ketaguide.ui.widgets.page_scroll import PageScroll

if TYPE_CHECKING:
    from ketaguide.ui.errands import Errand  # not for the first paint

# As wide as the widest page's own content.
_NOTICE_WIDTH = 1040


class Page(QWidget):
    """One screen. A subclass fills ``self.body`` once and puts records into it in ``reload``."""

    go_wanted = Signal(object)  # an Errand: where this page would like to go

    # Record names ("Entry", "Run") whose change makes a visible page load itself anew.
    watches: ClassVar[frozenset[str]] = frozenset()

    # Before a vault is open: without the picture and the footer beside it.
    fills_window: ClassVar[bool] = False

    # Without the sidebar beside it, which would be bright beside a dark page.
    stands_alone: ClassVar[bool] = False

    # Where Alt+Left leads from here, and this page's own button for it; None is where one was.
    leads_back: ClassVar[Errand | None] = None

    def __init__(self, room: Room, *, name: str, parent: QWidget | None = None) -> None:
        """Args:
        name: the objectName; also how tests and the gallery find the page.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.room = room
        self.sheet = PageScroll(look=room.look, parent=self)
        self.body = self.sheet.body
        self.notice = Notice(look=room.look, parent=self)
        self.notice.clear()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        gap = room.look.gap
        message = QHBoxLayout()
        message.setContentsMargins(gap(24), gap(12), gap(24), 0)
        self.notice.setMaximumWidth(room.look.px(_NOTICE_WIDTH))
        message.addStretch(1)
        message.addWidget(self.notice, 1000)
        message.addStretch(1)
        self._outer.addLayout(message)
        self._outer.addWidget(self.sheet, 1)
        self._stale = True
        self._is_loaded = False
        self._begins = False
        room.desk.changed.connect(self._on_changed)

    @property
    def holds(self) -> bool:
        """Whether what is under way here must end before anyone goes to another page."""
        return False

    def reload(self) -> None:
        """Ask the desk for what this page shows. Pages that show no records leave it empty."""

    def reopened(self) -> Errand | None:
        """What opens this page as it is now, where that is not what opened it."""
        return None

    def refused(self, problem: KetaGuideError) -> None:
        """Say an expected error here, where the person is.

        Of words that wait for the disk the banner over all pages tells already.
        """
        waits = not self.room.unsaved.is_empty
        if isinstance(problem, DiskFull) and not waits:
            self.room.unsaved.ran_out.emit()
        is_told = waits and isinstance(problem, DiskFull | StorageProblem)
        if not (is_told and has_above(self, TELLS_OF_DISK)):
            self.notice.show_error(problem)

    def focus_first(self) -> None:
        """Put the keyboard where a person begins on this page."""
        self.sheet.focusNextChild()

    def begin(self) -> None:
        """Someone has come to this page: the keyboard starts where its work starts.

        At once, and again where what is shown now is still the answer from before.
        """
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begins = not self._is_loaded
        if self._is_loaded:
            QTimer.singleShot(0, self, self._show_focus)

    def begin_when_loaded(self) -> None:
        """The next answer from the vault brings another beginning."""
        self._is_loaded = False
        self._begins = True

    def loaded(self) -> None:
        """Called by pages whose first button waits for the vault, once it is there."""
        self._is_loaded = True
        begins, self._begins = self._begins, False
        if begins and self.isVisible():
            self.focus_first()
            # Its place is known once the layouts have taken everything in.
            QTimer.singleShot(0, self, self._on_begun_at)

    def _on_begun_at(self) -> None:
        """From the top: taking the focus scrolled by places from before the layouts were done."""
        self.sheet.verticalScrollBar().setValue(0)
        self._show_focus()

    def _show_focus(self) -> None:
        self.sheet.bring_into_view(QApplication.focusWidget())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would hide from Tab whatever stands before it."""
        super().focusInEvent(event)
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else wants scrolls, also from the rows above and below the sheet."""
        if not self.sheet.scroll_by(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Whoever has gone on by Tab meanwhile is not brought back."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._begins = False
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own names
        """Qt follows Tab inside the sheet, but not from a pinned row into a half hidden line."""
        moved = super().focusNextPrevChild(next)
        self.sheet.bring_into_view(QApplication.focusWidget())
        return moved

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def _on_changed(self, names: frozenset[str]) -> None:
        if not names & self.watches:
            return
        self._is_loaded = False
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def keep_above(self, widget: QWidget) -> None:
        """Pin a row (Find) over the scrolled part."""
        row = QHBoxLayout()
        look = self.room.look
        row.setContentsMargins(look.gap(24), 0, look.gap(24), 0)
        row.addStretch(1)
        row.addWidget(widget, 1000)
        row.addStretch(1)
        self._outer.insertLayout(self._outer.indexOf(self.sheet), row)

    def keep_below(self, widget: QWidget) -> None:
        """Pin a row (Back, Continue) under the scrolled part, always visible."""
        self._outer.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
