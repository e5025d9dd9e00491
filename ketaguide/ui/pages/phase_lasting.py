"""Ways from the days after to what lasts: what was kept, small steps, sessions in a row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import Errand, OpenInsights, OpenSeries, OpenSteps
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Title
from ketaguide.ui.widgets.tiles import LineButton


class LastingCard(Card):
    """Shows nothing of what is there: only where it is."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, padding=24, parent=parent)
        self.setObjectName("lasting_card")
        title = tr("What lasts")
        self.setAccessibleName(title)
        self.body.setSpacing(look.gap(4))
        self.body.addWidget(Title(title, look=look))
        self._add("open_insights", tr("Insights, and how they go on"), "quote", OpenInsights())
        self._add("open_steps", tr("Small steps"), "sprout", OpenSteps())
        self._add("open_series", tr("Sessions in a row"), "route", OpenSeries())

    def _add(self, name: str, words: str, icon: str, errand: Errand) -> None:
        line = LineButton(words, look=self._look, icon=icon)
        line.setObjectName(name)
        line.clicked.connect(partial(self.go_wanted.emit, errand))
        self.body.addWidget(line)
