"""Where a session stands in its series, to press; or the offer to plan several together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenSeries
from ketaguide.ui.look import Look
from ketaguide.ui.pages import series_words
from ketaguide.ui.widgets.button import Button

if TYPE_CHECKING:
    from ketaguide.flows.series import Place


Offer = Literal["", "plan", "gather"]


class SeriesLink(Button):
    """Hidden while the session is in no series, unless it has something to offer instead."""

    go_wanted = Signal(object)  # an Errand
    plan_wanted = Signal()

    def __init__(self, *, look: Look, offers: Offer = "", parent: QWidget | None = None) -> None:
        """Args:
        offers: ``plan`` several of them, or to ``gather`` those that are there.
        """
        words = {
            "": "",
            "plan": tr("Plan several together"),
            "gather": tr("See sessions side by side"),
        }
        super().__init__(words[offers], look=look, kind="link", parent=parent)
        self.setObjectName("session_series")
        self._offers = offers
        self._place: Place | None = None
        if offers != "plan":
            self.hide()
        self.clicked.connect(self._on_clicked)

    def show_place(self, place: Place | None) -> None:
        self._place = place
        if place is not None:
            self.set_words(series_words.place_words(place))
        self.setVisible(bool(self._offers) or place is not None)

    def _on_clicked(self) -> None:
        if self._place is not None:
            self.go_wanted.emit(OpenSeries(self._place.series_id))
        elif self._offers == "gather":
            self.go_wanted.emit(OpenSeries())
        else:
            self.plan_wanted.emit()
