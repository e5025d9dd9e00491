"""Narrowing the journal: folded away until wanted; what was chosen stands as chips."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.store.narrowing import EVERYTHING, Filter
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import phase_words
from ketaguide.ui.models.filter_words import Naming, chosen, with_part, without
from ketaguide.ui.models.wall_time import moment_at
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.pickers import DateEdit, Select
from ketaguide.ui.widgets.stack import Stack

PHASES = ("preparation", "session-day", "integration")
# Source: our own choice: spans that people name; any other is chosen by its dates.
SPANS = (("week", 7), ("month", 30), ("year", 365))
_OWN = "own"
_LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)


class ChosenChips(QWidget):
    """What the journal is narrowed to: each chip takes its part away, the last all of them."""

    remove_wanted = Signal(str)  # a part, as ``filter_words.chosen`` names it
    all_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row: ChipRow | None = None
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_parts(self, parts: tuple[tuple[str, str], ...]) -> None:
        """The keyboard stays in the row while there is one."""
        had_focus = self._row is not None and self._row.isAncestorOf(self.focusWidget() or self)
        old, self._row = self._row, None
        if parts:
            self._row = row = ChipRow(tr("Narrowed to"), look=self._look)
            for part, words in parts:
                chip = Button(words, look=self._look, icon="x")
                chip.setObjectName(f"chosen_{part}")
                chip.setAccessibleName(tr("Take away: {chosen}", chosen=words))
                chip.clicked.connect(partial(self.remove_wanted.emit, part))
                row.add(chip)
            every = Button(tr("Show all"), look=self._look, kind="quiet")
            every.setObjectName("narrow_show_all")
            every.clicked.connect(self.all_wanted)
            row.add(every)
            self._column.addWidget(row)
            row.show()
            if had_focus:
                row.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setVisible(bool(parts))


class NarrowPanel(QWidget):
    """Everything the journal can be narrowed by, side by side as far as there is room."""

    changed = Signal(object)  # a Filter, without words to search for

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrow_panel")
        self._look = look
        self._naming: Naming | None = None
        self._filter = EVERYTHING
        self._selects: dict[str, Select] = {}
        flow = Flow(gap=look.gap(10))
        for part, name in (
            ("session_id", tr("Session")),
            ("tag", tr("Tag")),
            ("feeling", tr("Feeling")),
            ("phase", tr("Phase")),
            ("span", tr("When it was written")),
        ):
            select = self._selects[part] = Select(look=look, name=name)
            select.setObjectName(f"narrow_{part}")
            select.setMaximumWidth(look.px(300))
            select.activated.connect(partial(self._on_selected, part))
            flow.addWidget(select)
        self._switches = {"pinned": tr("Pinned"), "has_pictures": tr("With pictures")}
        self._chips: dict[str, Chip] = {}
        for part, words in self._switches.items():
            chip = self._chips[part] = Chip(words, look=look)
            chip.setObjectName(f"narrow_{part}")
            chip.clicked.connect(partial(self._on_switched, part))
            flow.addWidget(chip)
        self._dates = _Dates(look=look)
        self._dates.hide()
        self._dates.changed.connect(self._on_dates)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(10))
        column.addLayout(flow)
        column.addWidget(self._dates)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self._selects["session_id"]

    def show_filter(self, wanted: Filter, naming: Naming) -> None:
        """Offer what there is now, and show what is chosen."""
        self._naming, self._filter = naming, replace(wanted, text="")
        names = naming.names
        sessions = [(one.session_id, naming.session(one.session_id)) for one in names.occasions]
        self._offer("session_id", tr("Any session"), sessions, wanted.session_id)
        self._offer("tag", tr("Any tag"), [(tag, tag) for tag, _ in names.tags], wanted.tag)
        felt = [(label, naming.feeling(label)) for label, _ in names.feelings]
        self._offer("feeling", tr("Any feeling"), felt, wanted.feeling)
        phases = [(phase, phase_words(phase)) for phase in PHASES]
        self._offer("phase", tr("Any phase"), phases, wanted.phase)
        spans = [
            ("week", tr("The last 7 days")),
            ("month", tr("The last 30 days")),
            ("year", tr("The last 12 months")),
            (_OWN, tr("Choose dates")),
        ]
        self._offer("span", tr("Any time"), spans, self._span(naming))
        for part, chip in self._chips.items():
            chip.setChecked(bool(getattr(wanted, part)))
        self._dates.setVisible(self._selects["span"].value() == _OWN)

    def _offer(self, part: str, none: str, items: list[tuple[str, str]], chosen_id: str) -> None:
        select = self._selects[part]
        offered = [("", none), *items]
        if chosen_id and all(chosen_id != one for one, _ in offered):
            offered.append((chosen_id, chosen_id))
        shown = [(str(select.itemData(n)), select.itemText(n)) for n in range(select.count())]
        if shown != offered:
            select.clear()
            for one, words in offered:
                select.add(one, words)
        select.setCurrentIndex(max(0, select.findData(chosen_id)))

    def _span(self, naming: Naming) -> str:
        if self._filter.since is None and self._filter.until is None:
            return ""
        for name, days in SPANS:
            if self._filter.until is None and self._filter.since == _since(naming, days):
                return name
        return _OWN

    def _on_selected(self, part: str, _index: int) -> None:
        value = self._selects[part].value()
        if part != "span":
            self._tell(with_part(self._filter, part, value))
        elif value == _OWN:
            self._dates.setVisible(True)
            self._dates.begin(self._naming)
        elif self._naming is not None:
            self._dates.hide()
            days = dict(SPANS).get(value)
            since = _since(self._naming, days) if days else None
            self._tell(replace(self._filter, since=since, until=None))

    def _on_switched(self, part: str) -> None:
        self._tell(with_part(self._filter, part, self._chips[part].isChecked()))

    def _on_dates(self, first: date, last: date) -> None:
        if self._naming is not None:
            since = _start(first, self._naming.zone)
            until = _start(last + timedelta(days=1), self._naming.zone)
            self._tell(replace(self._filter, since=since, until=until))

    def _tell(self, wanted: Filter) -> None:
        self._filter = wanted
        self.changed.emit(wanted)


class Narrowing(QWidget):
    """The chips of what is chosen, and the panel to choose from while it is unfolded."""

    changed = Signal(object)  # a Filter, without words to search for

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._filter = EVERYTHING
        self._chips = ChosenChips(look=look)
        self._panel: NarrowPanel | None = None
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(10))
        self._column.addWidget(self._chips)
        self._chips.remove_wanted.connect(self._on_remove)
        self._chips.all_wanted.connect(self._on_all)
        self.hide()

    @property
    def is_folded(self) -> bool:
        return self._panel is None or self._panel.isHidden()

    @property
    def has_anything(self) -> bool:
        """Whether there is something to see here."""
        return not self.is_folded or not self._chips.isHidden()

    def fold(self, is_folded: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Unfolded, the keyboard goes to the first choice once ``show_filter`` has filled it."""
        if self._panel is None and not is_folded:
            self._panel = NarrowPanel(look=self._look)
            self._panel.changed.connect(self._on_changed)
            self._column.insertWidget(0, self._panel)
        if self._panel is not None:
            self._panel.setVisible(not is_folded)
        self._show()

    def show_filter(self, wanted: Filter, naming: Naming) -> None:
        """What is chosen now, and what can be."""
        self._filter = wanted
        self._chips.show_parts(chosen(wanted, naming))
        if self._panel is not None:
            self._panel.show_filter(wanted, naming)
        self._show()

    def _show(self) -> None:
        self.setVisible(self.has_anything)

    def _on_remove(self, part: str) -> None:
        self._on_changed(without(self._filter, part))

    def _on_all(self) -> None:
        self._on_changed(EVERYTHING)

    def _on_changed(self, wanted: Filter) -> None:
        self._filter = wanted
        self.changed.emit(wanted)


class _Dates(QWidget):
    """The first day and the last, both included."""

    changed = Signal(object, object)

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._first, self._last = DateEdit(look=look), DateEdit(look=look)
        flow = Flow(self, gap=look.gap(12))
        for edit, name, words in (
            (self._first, "narrow_from", tr("From")),
            (self._last, "narrow_until", tr("Until")),
        ):
            edit.setObjectName(name)
            edit.setMaximumDate(QDate(9999, 12, 30))
            edit.setMinimumDate(QDate(1971, 1, 2))
            flow.addWidget(Field(words, edit, look=look))
            edit.dateChanged.connect(self._on_changed)

    def begin(self, naming: Naming | None) -> None:
        """From a month ago until today."""
        if naming is None:
            return
        for edit, day in (
            (self._first, naming.today - timedelta(days=30)),
            (self._last, naming.today),
        ):
            edit.blockSignals(True)
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.blockSignals(False)
        self._on_changed()

    def _on_changed(self) -> None:
        ends = sorted(
            date(one.year(), one.month(), one.day())
            for one in (self._first.date(), self._last.date())
        )
        self.changed.emit(*ends)


def _since(naming: Naming, days: int) -> datetime:
    return _start(naming.today - timedelta(days=days - 1), naming.zone)


def _start(day: date, zone: str) -> datetime:
    return moment_at(day, time(), zone, was=_LONG_AGO).moment
