"""Sessions in a row: planned together, side by side, two compared."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ketaguide.ui.errands import GoTo, OpenSeries, PlanSeries, PlanSession
from ketaguide.ui.pages.series_columns import SideBySide
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from tests.helpers.in_a_row import only_series, spring, spring_over
from tests.helpers.scene_makers import answer, at, coming
from tests.helpers.stage import Scene, both, press, write

_OWN_DAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def series_scenes() -> tuple[Scene, ...]:
    there = at(OpenSeries(), first=spring)
    own = both(press("choice_own"), write("series_title", "Winter"))
    return (
        Scene("series-plan", at(PlanSeries()), "empty"),
        Scene("series-plan-own", at(PlanSeries()), "empty", both(own, press("series_change_2"))),
        Scene("series-plan-after-another", at(PlanSeries()), "demo", now=_OWN_DAY),
        Scene("series-change", _change, "empty", press("series_week_later")),
        Scene("series", there, "empty"),
        Scene("series-moved", there, "empty", _sideways),
        Scene("series-list", there, "empty", press("series_list")),
        Scene("series-compare", there, "empty", press("series_compare")),
        Scene("series-over", at(OpenSeries(), first=spring_over), "empty"),
        Scene("series-none", at(OpenSeries()), "demo"),
        Scene("series-session-day", at(GoTo("session-day"), first=spring), "empty"),
        Scene("series-session-plan", _session, "empty"),
    )


def _change(room: Room) -> QWidget:
    answer(room, spring)
    return at(PlanSeries(answer(room, only_series)))(room)


def _session(room: Room) -> QWidget:
    answer(room, spring)
    return at(PlanSession(coming(room)))(room)


def _sideways(window: MainWindow) -> None:
    """Where sessions stand below one another there is nothing to move."""
    for board in window.findChildren(SideBySide):
        board.setFocus()
        QTest.keyClick(board, Qt.Key.Key_End)
