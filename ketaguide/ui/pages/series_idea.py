"""What a series is: its name, how its sessions follow one another, and when the first one is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.content import series as patterns
from ketaguide.ui.look import Look
from ketaguide.ui.pages import series_words
from ketaguide.ui.pages.session_when import SessionWhen
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Small, Strong, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.pickers import Select

# Every day for two weeks, then by the week: what clinics plan by.
# Source: our own choice; a day in between is set in the list of days.
_BETWEEN = (*range(1, 15), 21, 28, 35, 42, patterns.MOST_BETWEEN)


class SeriesIdea(Card):
    """Speaks in plain texts. A series that is changed keeps its pattern: its days are set."""

    changed = Signal()

    def __init__(self, *, look: Look, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(look=look, padding=20, parent=parent)
        self.setObjectName("series_idea")
        self.setAccessibleName(tr("The series"))
        self._is_filling = False
        self._texts: Mapping[str, str] = {}
        self._is_new = is_new
        self.title = LineEdit(look=look)
        self.title.setObjectName("series_title")
        self._pattern = Choices(
            series_words.pattern_choices(), look=look, name=tr("How they follow one another")
        )
        self._pattern.setObjectName("series_pattern")
        self._count = Select(look=look)
        self._count.setObjectName("series_count")
        self._between = Select(look=look)
        self._between.setObjectName("series_between")
        self.when = SessionWhen(look=look)
        self._own = Columns(look=look, at=340, gap=12)
        self._fill_own(look)
        self.body.setSpacing(look.gap(12))
        self.body.addWidget(Title(tr("The series"), look=look))
        hint = tr("If you like. It is only for you.")
        self.body.addWidget(Field(tr("A name for it"), self.title, look=look, hint=hint))
        if is_new:
            self._ask(look)
        self.title.textChanged.connect(self._on_touched)
        self._pattern.changed.connect(self._on_touched)
        self._count.activated.connect(self._on_touched)
        self._between.activated.connect(self._on_touched)
        self.when.changed.connect(self._on_touched)

    def values(self) -> dict[str, str]:
        """The texts it was given, with what is typed here."""
        own = {"title": self.title.text()}
        if self._is_new:
            own |= {
                "pattern": str(self._pattern.value() or patterns.OWN),
                "count": self._count.value(),
                "between": self._between.value(),
                **self.when.values(),
            }
        return {**self._texts, **own}

    def set_values(self, texts: Mapping[str, str]) -> None:
        """Show them without announcing it."""
        self._is_filling = True
        self._texts = dict(texts)
        self.title.setText(texts["title"])
        self._pattern.set_value(texts["pattern"])
        self._count.set_value(texts["count"])
        self._between.set_value(texts["between"])
        self.when.set_values(texts)
        self._is_filling = False
        self._follow()

    def say_when(self, now: datetime) -> None:
        self.when.say(now)

    def _fill_own(self, look: Look) -> None:
        for count in range(1, patterns.MOST_SESSIONS + 1):
            self._count.add(str(count), series_words.count_words(count))
        for days in _BETWEEN:
            self._between.add(str(days), series_words.between_words(days))
        self._own.add(Field(tr("How many"), self._count, look=look))
        self._own.add(Field(tr("From one to the next"), self._between, look=look))

    def _ask(self, look: Look) -> None:
        self.body.addWidget(Strong(tr("How they follow one another"), look=look))
        self.body.addWidget(self._pattern)
        self.body.addWidget(self._own)
        self.body.addSpacing(look.gap(4))
        self.body.addWidget(Strong(tr("The first session"), look=look))
        self.body.addWidget(self.when)
        self.body.addWidget(
            Small(tr("Each day stands in the list, and each one can be changed."), look=look)
        )

    def _follow(self) -> None:
        self._own.setVisible(self._is_new and self._pattern.value() == patterns.OWN)

    def _on_touched(self) -> None:
        if not self._is_filling:
            self._follow()
            self.changed.emit()
