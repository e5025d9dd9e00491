"""Pages that come and go lead back to the page they were opened from."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ketaguide.store import entries, insights
from ketaguide.store.entries import Entry
from ketaguide.ui.errands import (
    Errand,
    GoTo,
    NewEntry,
    OpenDay,
    OpenEntry,
    OpenInsights,
    OpenLetters,
    OpenSeries,
    OpenSteps,
    OpenThread,
    OpenVersions,
    PlanSeries,
    PlanSession,
    WriteStep,
)
from ketaguide.ui.workspace import Workspace
from tests.helpers.guides import House, Reader, house, words_on
from tests.helpers.in_a_row import only_series, spring
from tests.helpers.pictures import settle
from tests.helpers.vaults import an_entry

BODY = "We cut carrots.\n\nIt was easier with something to cut."


@pytest.fixture
def home(tmp_path: Path, qapp: QApplication) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


@pytest.fixture
def reader(home: House) -> Iterator[Reader]:
    workspace = Workspace(home.room)
    reader = Reader(workspace)
    reader.show()
    yield reader
    workspace.hide()
    workspace.deleteLater()
    settle()


def _do(reader: Reader, *errands: Errand) -> str:
    """Where one is then."""
    for errand in errands:
        _workspace(reader).do(errand)
        settle()
    return _workspace(reader).page.objectName()


def _back(reader: Reader) -> str:
    _workspace(reader).by_key("back")
    settle()
    return _workspace(reader).page.objectName()


def _read(field: QWidget) -> str:
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def _workspace(reader: Reader) -> Workspace:
    assert isinstance(reader.page, Workspace)
    return reader.page


def _entry(home: House) -> Entry:
    entry, _ = home.vault.ask(partial(an_entry, body=BODY))
    return entry


def test_from_the_earlier_wordings_back_to_the_entry(home: House, reader: Reader) -> None:
    entry = _entry(home)
    assert _do(reader, GoTo("journal"), OpenEntry(entry.id)) == "entry_page"
    assert _do(reader, OpenVersions(entry.id)) == "versions_page"
    assert _back(reader) == "entry_page"
    assert "easier with something to cut" in words_on(reader)
    assert _back(reader) == "journal_page"


def test_from_an_entry_back_to_the_insight_that_was__read(home: House, reader: Reader) -> None:
    entry = _entry(home)
    one = home.vault.ask(partial(insights.add, text="My hands know.", entry_id=entry.id))[0]
    assert _do(reader, OpenInsights(), OpenInsights(one.id)) == "insight_page"
    assert _do(reader, OpenEntry(entry.id)) == "entry_page"
    assert _back(reader) == "insight_page"
    assert _read(reader.find("insight_words")) == "My hands know."
    assert _back(reader) == "insights_page"
    assert _back(reader) == "home_page"


def test_from_the_plan_of_a_session_back_to_its_series(home: House, reader: Reader) -> None:
    home.vault.ask(spring)
    row = home.vault.ask(only_series)[0]
    there = (GoTo("preparation"), OpenSeries(row), PlanSession(home.session_id))
    assert _do(reader, *there) == "session_page"
    reader.press("session_cancel")
    assert _workspace(reader).page.objectName() == "series_page"
    _do(reader, PlanSession(home.session_id))
    reader.press("session_remove")
    reader.press("notice_action")
    settle()
    assert _workspace(reader).page.objectName() == "series_page", "only the session is gone"
    assert _back(reader) == "preparation_page"


def test_a_step_begun_from_an_insight_leads_back_to_it(home: House, reader: Reader) -> None:
    one = home.vault.ask(partial(insights.add, text="My hands know."))[0]
    _do(reader, OpenInsights(one.id), WriteStep(insight_id=one.id))
    reader.press("step_leave")
    settle()
    assert _workspace(reader).page.objectName() == "insight_page"
    reader.press("insight_step")
    settle()
    reader.type("step_action", "Cut carrots")
    reader.press("step_leave")
    settle()
    assert _workspace(reader).page.objectName() == "insight_page"
    assert "What you typed waits as a draft." in words_on(reader)


def test_no_page_comes_with_a_window_of_its_own(home: House, reader: Reader) -> None:
    """A button shown before it has a place is a window for a moment, and takes the keyboard."""
    ways = (OpenInsights(), WriteStep(), OpenSteps(), OpenSeries(), PlanSeries(), OpenLetters())
    for errand in (*ways, NewEntry(), PlanSession(), OpenDay(home.session_id)):
        _do(reader, errand)
        assert QApplication.activeWindow() is reader.page, errand


def test_the_list_is_left_for_where_one_was_and_not_for_its_part(
    home: House, reader: Reader
) -> None:
    one = home.vault.ask(partial(insights.add, text="My hands know."))[0]
    assert _do(reader, OpenSteps(), OpenInsights(one.id)) == "insight_page"
    assert _back(reader) == "insights_page"
    assert _back(reader) == "steps_page"
    assert _back(reader) == "home_page"


def test_a_place_of_the_sidebar_ends_the_way(home: House, reader: Reader) -> None:
    entry = _entry(home)
    _do(reader, OpenInsights(), OpenEntry(entry.id), GoTo("journal"), OpenEntry(entry.id))
    assert _back(reader) == "journal_page"
    assert _back(reader) == "journal_page"


def test_a_deleted_entry_is_not_opened_again(home: House, reader: Reader) -> None:
    entry = _entry(home)
    _do(reader, OpenThread("gone"), OpenEntry(entry.id), OpenVersions(entry.id))
    assert _back(reader) == "entry_page"
    reader.press("entry_delete")
    settle()
    assert _workspace(reader).page.objectName() == "thread_page"
    assert home.vault.ask(entries.count)[0] == 0


def test_what_is_written_first_and_looked_at_then_is_the_same_entry(
    home: House, reader: Reader
) -> None:
    _do(reader, NewEntry())
    QTest.keyClicks(reader.focus, "The lake.")
    QTest.keyClick(reader.focus, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    entry_id = next(iter(home.vault.ask(entries.recent)[0])).id
    _do(reader, OpenVersions(entry_id))
    assert _back(reader) == "entry_page"
    assert "The lake." in words_on(reader)
    assert not reader.sees("entry_keep")


def test_what_one_came_back_from_is_not_told_again_later(home: House, reader: Reader) -> None:
    _do(reader, NewEntry())
    QTest.keyClicks(reader.focus, "The lake.")
    reader.press("entry_keep")
    assert "That is written down." in words_on(reader)
    _do(reader, GoTo("journal"), GoTo("home"))
    assert "That is written down." not in words_on(reader)
