"""Home's path as far as it fits: the stones around the next one, and a way to all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.path import LEAST_STONE, Path
from ketaguide.ui.widgets.stone import StoneView

# Source: our own; fewer in a row is no path any more, and then a list of some is calmer.
_LEAST_ROW = 4
_LIST = 5
# Of the stones shown, about a third lie behind the next one.
_BEHIND = 3


class HomePath(Card):
    """``stone_wanted`` carries a stone's id."""

    stone_wanted = Signal(str)

    def __init__(
        self, *, look: Look, wide: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        """Args:
        wide: how wide it is beside a scroll bar, also while it is hidden. The bar comes and goes
            with the height of the stones, and must not change how many there are.
        """
        super().__init__(look=look, padding=22, parent=parent)
        self._look = look
        self._given = wide
        self._views: tuple[StoneView, ...] = ()
        self._shown: tuple[StoneView, ...] = ()
        self._is_whole = False
        self.path = Path(look=look)
        self.path.setObjectName("path")
        self._more = Button("", look=look, kind="link")
        self._more.setObjectName("path_more")
        self._more.hide()
        self.body.addWidget(self.path)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.path.stone_wanted.connect(self.stone_wanted)
        self._more.clicked.connect(self._on_more_clicked)

    def set_stones(self, views: Sequence[StoneView]) -> None:
        """All of the path, in order."""
        self._views = tuple(views)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_whole or self._wanted() != self._shown:
            # To show or hide a part activates every layout above, and one of them is at work now.
            QTimer.singleShot(0, self, self._settle)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_more"):
            self._fit()

    def _settle(self) -> None:
        """In its place at once, so that nothing is painted on its way there."""
        self._fit()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _fit(self) -> None:
        shown = self._wanted()
        if shown != self._shown:
            self._shown = shown
            self.path.set_stones(shown)
        is_part = len(shown) < len(self._views)
        self._more.setVisible(is_part or (self._is_whole and self._can_be_short()))
        self._more.set_words(
            tr("See the whole path") if is_part else tr("Show only the steps around now")
        )

    def _wanted(self) -> tuple[StoneView, ...]:
        return self._views if self._is_whole else window(self._views, self._room())

    def _can_be_short(self) -> bool:
        return len(window(self._views, self._room())) < len(self._views)

    def _room(self) -> int:
        """How many stones stand side by side here; as a list, how many are enough."""
        margins = self.body.contentsMargins()
        wide = self._given() - margins.left() - margins.right()
        row = wide // self._look.px(LEAST_STONE)
        return row if row >= _LEAST_ROW else _LIST

    def _on_more_clicked(self) -> None:
        self._is_whole = not self._is_whole
        self._fit()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)


def window(views: tuple[StoneView, ...], room: int) -> tuple[StoneView, ...]:
    """The stones to show: all of them, or as many as fit around the next one."""
    if len(views) <= room:
        return views
    here = next((i for i, one in enumerate(views) if one.state == "next"), None)
    if here is None:
        done = [i for i, one in enumerate(views) if one.state == "done"]
        here = done[-1] if done else 0
    first = min(max(here - room // _BEHIND, 0), len(views) - room)
    return views[first : first + room]
