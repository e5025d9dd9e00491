"""The journal narrowed, by month and by name, with the keyboard alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.store import entries, sessions
from ketaguide.ui.errands import OpenEntry, OpenSeries, PlanSession, ShowEntries
from ketaguide.ui.pages.journal_page import JournalPage
from ketaguide.ui.widgets.month_grid import DayButton
from ketaguide.ui.widgets.search_field import PAUSE_MS
from tests.helpers import scenes_journal
from tests.helpers.journals import Journal, said
from tests.helpers.vaults import NOW, a_session, an_entry

_KEY = Qt.Key


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def write(journal: Journal, body: str = "A few words.", **fields: Any) -> str:
    """An entry; its id."""
    return str(journal.ask(lambda db: an_entry(db, body, **fields)).id)


def shown(journal: Journal, qtbot: QtBot) -> JournalPage:
    page = JournalPage(journal.room)
    page.go_wanted.connect(journal.wanted.append)
    journal.show(page, qtbot)
    return page


def at() -> QWidget:
    """Where the keyboard is."""
    here = QApplication.focusWidget()
    assert here is not None
    return here


def press_key(key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(at(), key)


def tab_to(name: str) -> None:
    """Go there by Tab, as a person without a mouse does."""
    for _ in range(60):
        if at().objectName() == name:
            return
        QTest.keyClick(at(), _KEY.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def to_view(page: JournalPage, name: str) -> None:
    """By arrows from the timeline."""
    page._head.views.stop().setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        if page._view == name:
            return
        press_key(_KEY.Key_Right)
    raise AssertionError(name)


def day(page: JournalPage, number: int) -> DayButton:
    found = page.findChild(DayButton, f"day_{number}")
    assert isinstance(found, DayButton)
    return found


def test_the_calendar_by_keyboard_alone(journal: Journal, qtbot: QtBot) -> None:
    entry = write(journal, "Far back.", days_ago=45, title="Far")
    journal.ask(partial(a_session, in_days=-45))
    page = shown(journal, qtbot)
    page.focus_first()
    to_view(page, "calendar")
    tab_to("day_23")
    assert "today" in at().accessibleName()
    assert "nothing written" in at().accessibleName()
    press_key(_KEY.Key_PageUp)
    assert "October 2026" in said(page)
    assert at().objectName() == "day_23"
    press_key(_KEY.Key_Up, 2)
    assert at().objectName() == "day_9"
    assert at().accessibleName() == "Friday 9 October, one entry, session"
    press_key(_KEY.Key_Return)
    assert "Friday 9 October" in said(page)
    tab_to("day_session_0")
    press_key(_KEY.Key_Space)
    tab_to("day_entry_0")
    press_key(_KEY.Key_Space)
    assert [type(one) for one in journal.wanted] == [PlanSession, OpenEntry]
    assert journal.wanted[1] == OpenEntry(entry)


def test_an_arrow_leads_over_the_end_of_a_month(journal: Journal, qtbot: QtBot) -> None:
    write(journal)
    page = shown(journal, qtbot)
    to_view(page, "calendar")
    tab_to("day_23")
    press_key(_KEY.Key_Down, 2)
    assert "December 2026" in said(page)
    assert at() is day(page, 7)
    press_key(_KEY.Key_Home)
    press_key(_KEY.Key_Left)
    assert at() is day(page, 6)


def test_the_calendar_shows_as_a_list(journal: Journal, qtbot: QtBot) -> None:
    for days in (1, 1.1, 5):
        write(journal, days_ago=days)
    page = shown(journal, qtbot)
    to_view(page, "calendar")
    tab_to("calendar_as_list")
    press_key(_KEY.Key_Space)
    tab_to("listed_22")
    assert at().accessibleName().endswith("two entries")
    press_key(_KEY.Key_Space)
    assert "Sunday 22 November" in said(page)


def test_deleted_from_the_calendar_and_taken_back(journal: Journal, qtbot: QtBot) -> None:
    write(journal, days_ago=1)
    write(journal, days_ago=1.1)
    page = shown(journal, qtbot)
    to_view(page, "calendar")
    day(page, 22).click()
    day(page, 22).setFocus()
    tab_to("day_entry_0")
    press_key(_KEY.Key_Delete)
    assert "one entry" in day(page, 22).accessibleName()
    QTest.keyClick(at(), _KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "two entries" in day(page, 22).accessibleName()


def test_a_deletion_is_taken_back_from_the_list_of_tags(journal: Journal, qtbot: QtBot) -> None:
    tag = entries.tags_text(["river"])
    write(journal, days_ago=1, tags=tag)
    write(journal, days_ago=2, tags=tag)
    page = shown(journal, qtbot)
    page.focus_first()
    press_key(_KEY.Key_Delete)
    to_view(page, "tag")
    tab_to("tag_0")
    assert at().accessibleName() == "river · one entry"
    QTest.keyClick(at(), _KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert at().accessibleName() == "river · two entries"


@pytest.mark.parametrize(
    ("view", "words"), [("tag", "sleep"), ("feeling", "quiet"), ("session_id", "Session, ")]
)
def test_a_name_leads_to_its_entries(journal: Journal, qtbot: QtBot, view: str, words: str) -> None:
    journal.ask(scenes_journal.fill)
    page = shown(journal, qtbot)
    every = page._model.count
    to_view(page, view)
    tab_to(f"{view}_0")
    while words not in at().accessibleName().casefold() and words not in at().accessibleName():
        QTest.keyClick(at(), _KEY.Key_Tab)
    press_key(_KEY.Key_Return if view == "tag" else _KEY.Key_Space)
    assert page.entries.hasFocus()
    assert 0 < page._model.count < every
    tab = page.findChild(QWidget, f"chosen_{view}")
    assert tab is not None
    tab.setFocus()
    press_key(_KEY.Key_Space)
    assert page._model.count == every


def test_filters_join_each_other_and_the_search(journal: Journal, qtbot: QtBot) -> None:
    tag = entries.tags_text(["river"])
    write(journal, "A heron.", days_ago=1, tags=tag)
    write(journal, "A heron.", days_ago=2, tags=tag, pinned=True)
    write(journal, "A heron.", days_ago=3, pinned=True)
    write(journal, "No bird.", days_ago=60, tags=tag, pinned=True)
    page = shown(journal, qtbot)
    page.focus_first()
    page._head.narrow.setFocus()
    press_key(_KEY.Key_Space)
    tab_to("narrow_tag")
    press_key(_KEY.Key_Down)
    assert page._model.count == 3
    tab_to("narrow_pinned")
    press_key(_KEY.Key_Space)
    assert page._model.count == 2
    assert "2 entries fit" in said(page)
    page.focus_search()
    QTest.keyClicks(at(), "heron")
    QTest.qWait(PAUSE_MS + 60)
    assert page._model.count == 1
    line = page._model.line(0)
    assert line is not None
    assert "Pinned" in line.spoken
    assert "Tags: river" in line.spoken
    page.findChild(QWidget, "narrow_show_all").click()  # type: ignore[union-attr]
    assert page._model.count == 3


def test_a_span_of_time_narrows(journal: Journal, qtbot: QtBot) -> None:
    for days in (0.5, 6.4, 7.2, 40):
        write(journal, days_ago=days)
    page = shown(journal, qtbot)
    page._head.narrow.click()
    select: Any = page.findChild(QWidget, "narrow_span")
    for wanted, count in (("week", 2), ("month", 3), ("year", 4)):
        select.setCurrentIndex(select.findData(wanted))
        select.activated.emit(select.currentIndex())
        assert (page._model.count, select.value()) == (count, wanted)


def test_best_match_first_only_while_searching(journal: Journal, qtbot: QtBot) -> None:
    write(journal, "A long walk, and at its end one heron in the reeds.", days_ago=1)
    best = write(journal, "Heron.", title="Heron", days_ago=9)
    page = shown(journal, qtbot)
    assert not page._head.order.isVisible()
    page.focus_search()
    QTest.keyClicks(at(), "heron")
    QTest.qWait(PAUSE_MS + 60)
    page._head.order.stop().setFocus(Qt.FocusReason.TabFocusReason)
    press_key(_KEY.Key_Right)
    row = page._model.row(0)
    assert row is not None
    assert row.id == best


def test_nothing_fits_has_a_way_back(journal: Journal, qtbot: QtBot) -> None:
    write(journal)
    page = shown(journal, qtbot)
    page.show_entries(ShowEntries(tag="never used"))
    assert "No entry fits all of this." in said(page)
    page._nothing.clear.click()
    assert page.entries.isVisible()


def test_a_band_opens_the_plan_or_the_series(journal: Journal, qtbot: QtBot) -> None:
    one, other = (journal.ask(partial(a_session, in_days=days)) for days in (-1, -2))
    journal.ask(lambda db: sessions.change(db, other.id, series_id="row", series_position=1))
    write(journal, days_ago=3)
    page = shown(journal, qtbot)
    page.focus_first()
    assert page._model.data(page._model.index(0, 0)) == "Session, 22 November. Opens its plan"
    press_key(_KEY.Key_Home)
    press_key(_KEY.Key_Return)
    press_key(_KEY.Key_Delete)
    press_key(_KEY.Key_Down)
    press_key(_KEY.Key_Return)
    assert journal.wanted == [PlanSession(one.id), OpenSeries("row")]


def test_a_day_is_named_once(journal: Journal, qtbot: QtBot) -> None:
    for days in (1, 1.1, 2):
        write(journal, days_ago=days)
    page = shown(journal, qtbot)
    assert [page._model.names_day(row) for row in range(3)] == [True, False, True]
    page._head.search.line.setText("few")
    QTest.qWait(PAUSE_MS + 60)
    page._head.order.set_value("best")
    page._on_order_wanted("best")
    assert all(page._model.names_day(row) for row in range(3))


def test_the_view_is_kept_while_the_page_is_away(journal: Journal, qtbot: QtBot) -> None:
    write(journal)
    page = shown(journal, qtbot)
    to_view(page, "feeling")
    page.hide()
    journal.ask(
        lambda db: entries.add(db, body="x", written_at=NOW, zone="UTC", feelings='{"own":3}')
    )
    page.show()
    assert page._view == "feeling"
    tab_to("feeling_0")
    assert at().accessibleName() == "own · one entry"


def test_a_card_is_whole_where_a_session_stood_before(journal: Journal, qtbot: QtBot) -> None:
    write(journal, "The lake.")
    journal.ask(partial(a_session, in_days=3))
    page = shown(journal, qtbot)
    rows = page.entries
    band, card = rows.rowHeight(0), rows.rowHeight(1)
    page.focus_search()
    QTest.keyClicks(at(), "lake")
    qtbot.waitUntil(lambda: rows.model().rowCount() == 1, timeout=20 * PAUSE_MS)
    assert rows.rowHeight(0) == card > band, "words would stand outside their card"
