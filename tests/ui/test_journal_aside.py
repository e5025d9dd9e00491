"""Earlier entries that come back to the journal when they are asked for."""

from functools import partial

from pytestqt.qtbot import QtBot

from ketaguide.store import preferences
from ketaguide.ui.errands import ShowEntries
from tests.helpers.journals import Journal, said
from tests.helpers.vaults import a_session
from tests.ui.test_journal_views import _KEY, at, journal, press_key, shown, tab_to, to_view, write

__all__ = ["journal"]


def test_before_a_session_shows_what_came_before(journal: Journal, qtbot: QtBot) -> None:
    session = journal.ask(partial(a_session, in_days=-3))
    write(journal, "Fear, and packing.", days_ago=4, title="The evening")
    write(journal, days_ago=2, session_id=session.id)
    page = shown(journal, qtbot)
    page.show_entries(ShowEntries(session_id=session.id))
    page.focus_first()
    page._head.search.line.setFocus()
    tab_to("before_session")
    press_key(_KEY.Key_Space)
    assert "Before the session of 20 November" in said(page)
    tab_to("before_0")
    assert at().accessibleName().startswith("The evening")


def test_on_this_day_comes_and_goes_with_its_choice(journal: Journal, qtbot: QtBot) -> None:
    write(journal, "Rain.", days_ago=365)
    page = shown(journal, qtbot)
    assert "On this day" not in said(page)
    to_view(page, "calendar")
    tab_to("on_this_day_wanted")
    press_key(_KEY.Key_Space)
    assert "On this day" in said(page)
    tab_to("on_this_day_close")
    press_key(_KEY.Key_Space)
    assert "On this day" not in said(page)
    assert journal.ask(lambda db: preferences.get(db, preferences.ON_THIS_DAY, True)) is False
