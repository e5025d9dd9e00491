"""Where a session stands in its series, to press; or the offer to plan several together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenSeries
from ketaguide.ui.look import Look
from ketaguide.ui.pages import series_words
from ketaguide.ui.widgets.button import Button

if TYPE_CHECKING:
    from ketaguide.flows.series import Place


class SeriesLink(Button):
    """Hidden while the session is in no series, unless it ``offers`` to plan one."""

    go_wanted = Signal(object)  # an Errand
    plan_wanted = Signal()

    def __init__(self, *, look: Look, offers: bool = False, parent: QWidget | None = None) -> None:
        words = tr("Plan several together") if offers else ""
        super().__init__(words, look=look, kind="link", parent=parent)
        self.setObjectName("session_series")
        self._offers = offers
        self._place: Place | None = None
        if not offers:
            self.hide()
        self.clicked.connect(self._on_clicked)

    def show_place(self, place: Place | None) -> None:
        self._place = place
        if place is not None:
            self.set_words(series_words.place_words(place))
        self.setVisible(self._offers or place is not None)

    def _on_clicked(self) -> None:
        if self._place is not None:
            self.go_wanted.emit(OpenSeries(self._place.series_id))
        else:
            self.plan_wanted.emit()
