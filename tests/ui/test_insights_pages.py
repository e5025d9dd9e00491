"""Insights: found in their order, changed, asked about again, removed and undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.flows import insights as flow
from ketaguide.flows import threads as threads_flow
from ketaguide.store import drafts, insights, sureness, threads
from ketaguide.ui.errands import OpenEntry, OpenInsights, OpenThread, WriteStep
from ketaguide.ui.pages.insight_page import InsightPage
from ketaguide.ui.pages.insights_page import InsightsPage
from ketaguide.ui.undo import Undo
from tests.helpers.journals import Journal, press, said
from tests.helpers.kept import focused, keep, order_on, part, shown
from tests.helpers.pictures import settle
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def listed(journal: Journal, qtbot: QtBot) -> InsightsPage:
    page: InsightsPage = shown(journal, InsightsPage(journal.room), qtbot)
    return page


def opened(journal: Journal, insight_id: str, qtbot: QtBot) -> InsightPage:
    page = InsightPage(journal.room, insight_id=insight_id)
    return shown(journal, page, qtbot)  # type: ignore[no-any-return]


def test_nothing_kept_is_said_calmly_and_leads_to_writing(journal: Journal, qtbot: QtBot) -> None:
    page = listed(journal, qtbot)
    assert any(
        text.startswith("Nothing is kept yet, and nothing has to be.") for text in said(page)
    )
    assert QApplication.focusWidget() is part(page, "insight_write")


def test_newest_first_by_session_and_by_thread(journal: Journal, qtbot: QtBot) -> None:
    old = journal.ask(partial(a_session, in_days=-20))
    new = journal.ask(partial(a_session, in_days=-5))
    for text, days, session in (("a", 1, old), ("b", 3, new), ("c", 6, None)):
        entry = journal.ask(partial(an_entry, session_id=session.id) if session else an_entry)
        one = keep(journal, text, days_ago=days, entry_id=entry.id)
        if text == "c":
            journal.ask(partial(threads_flow.named, title="T", zone=ZONE, insight_id=one))
    page = listed(journal, qtbot)
    assert order_on(page, "a", "b", "c") == ["a", "b", "c"]
    for place, expected in ((1, ["b", "a", "c"]), (2, ["c", "a", "b"])):
        part(page, "insights_order").setCurrentIndex(place)
        part(page, "insights_order").activated.emit(place)
        settle()
        assert order_on(page, "a", "b", "c") == expected
    assert "In no thread" in said(page)


def test_a_row_leads_to_itself_and_to_where_it_is_from(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(partial(an_entry, title="Soup"))
    one = keep(journal, "x", entry_id=entry.id)
    page = listed(journal, qtbot)
    press(page, "insight_open_0")
    press(page, "insight_from_0")
    assert journal.wanted == [OpenInsights(one), OpenEntry(entry.id)]


def test_many_are_laid_out_a_part_at_a_time(journal: Journal, qtbot: QtBot) -> None:
    for number in range(30):
        keep(journal, f"words {number}")
    page = listed(journal, qtbot)
    assert len([text for text in said(page) if text.startswith("words")]) == 25
    part(page, "insights_more").click()
    settle()
    assert len([text for text in said(page) if text.startswith("words")]) == 30


def test_one_is_written_without_an_entry_and_no_word_is_lost(
    journal: Journal, qtbot: QtBot
) -> None:
    page = listed(journal, qtbot)
    press(page, "insight_write")
    QTest.keyClicks(focused(), "Rest first")
    journal.room.unsaved.flush()
    again = listed(journal, qtbot)
    assert part(again, "insight_new_words").toPlainText() == "Rest first"
    part(again, "insight_keep").click()
    settle()
    [one] = journal.ask(insights.every)
    assert (one.text, one.entry_id) == ("Rest first", None)
    assert journal.ask(partial(drafts.get, key=flow.NEW)) is None
    assert "Rest first" in said(again)
    assert part(again, "insight_write").isVisible()


def test_throwing_away_what_was_begun_can_be_undone(journal: Journal, qtbot: QtBot) -> None:
    page = listed(journal, qtbot)
    press(page, "insight_write")
    QTest.keyClicks(focused(), "Rest first")
    part(page, "insight_leave").click()
    assert journal.ask(partial(drafts.get, key=flow.NEW)) is None
    Undo.over(page, journal.room)._on_undo_wanted()
    settle()
    again = listed(journal, qtbot)
    assert part(again, "insight_new_words").toPlainText() == "Rest first"


def test_changes_are_stored_by_themselves_but_never_to_nothing(
    journal: Journal, qtbot: QtBot
) -> None:
    one = keep(journal, "x")
    page = opened(journal, one, qtbot)
    part(page, "insight_words").selectAll()
    QTest.keyClicks(part(page, "insight_words"), "my words")
    QTest.keyClicks(part(page, "insight_asks"), "a call")
    journal.room.unsaved.flush()
    part(page, "insight_words").clear()
    journal.room.unsaved.flush()
    kept = journal.ask(partial(insights.get, insight_id=one))
    assert (kept.text, kept.asks) == ("my words", "a call")


def test_the_question_of_a_week_comes_first_and_may_be_left(journal: Journal, qtbot: QtBot) -> None:
    one = keep(journal, "x", days_ago=8)
    page = opened(journal, one, qtbot)
    assert QApplication.focusWidget() is part(page, "sure_now")
    assert "You kept this a week ago or more. How sure are you of it now?" in said(page)
    part(page, "sure_skip").click()
    settle()
    left = journal.ask(partial(sureness.for_insight, insight_id=one))
    assert [(said_.after_days, said_.value) for said_ in left] == [(0, None), (7, None)]
    assert journal.ask(partial(flow.due, now=NOW)) == ()
    assert "How sure I am of it now" in said(page)


def test_answers_make_a_sentence_and_a_line_to_walk_along(journal: Journal, qtbot: QtBot) -> None:
    one = keep(journal, "x", days_ago=8)
    when = NOW - timedelta(days=8)
    journal.ask(partial(flow.answer, insight_id=one, value=8, now=when, zone=ZONE))
    page = opened(journal, one, qtbot)
    for _ in range(3):
        QTest.keyClick(part(page, "sure_now"), Qt.Key.Key_Right)
    journal.room.unsaved.flush()
    settle()
    now = journal.ask(partial(sureness.for_insight, insight_id=one))[-1].value
    assert f"How sure I was: at first 8, after a week {now}." in said(page)
    last = part(page, "sure_point_1")
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Left)
    here = QApplication.focusWidget()
    assert isinstance(here, QAbstractButton)
    assert here.accessibleName() == "at first: 8 of 10"
    part(page, "sure_as_list").click()
    assert f"after a week: {now} of 10" in said(page)
    assert not here.isVisible()


def test_a_step_may_come_of_it(journal: Journal, qtbot: QtBot) -> None:
    one = keep(journal, "x")
    page = opened(journal, one, qtbot)
    part(page, "insight_step").click()
    assert journal.wanted == [WriteStep(insight_id=one)]


def test_removing_is_undone_with_all_that_hung_on_it(journal: Journal, qtbot: QtBot) -> None:
    one = keep(journal, "x")
    thread = journal.ask(partial(threads_flow.named, title="T", zone=ZONE, insight_id=one))
    page = opened(journal, one, qtbot)
    QTest.keyClicks(part(page, "insight_asks"), "rest")
    part(page, "insight_remove").click()
    assert journal.ask(insights.every) == []
    assert journal.wanted == [OpenInsights()]
    Undo.over(page, journal.room)._on_undo_wanted()
    assert journal.ask(partial(insights.get, insight_id=one)).asks == "rest"
    assert [kept.id for kept in journal.ask(partial(threads.insights, thread_id=thread.id))] == [
        one
    ]


def test_one_that_is_gone_says_so(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, "no-such-id", qtbot)
    assert "This insight is not here any more." in said(page)


def test_a_thread_of_a_name_that_is_there_is_that_one(journal: Journal, qtbot: QtBot) -> None:
    page = listed(journal, qtbot)
    for name in ("Water", " water "):
        QTest.keyClicks(part(page, "thread_new"), name)
        QTest.keyClick(part(page, "thread_new"), Qt.Key.Key_Return)
    [thread] = journal.ask(threads.every)
    settle()
    part(page, "thread_0").click()
    assert journal.wanted == [OpenThread(thread.id)]


def test_a_day_is_told_on_the_clock_of_where_it_was_kept(journal: Journal, qtbot: QtBot) -> None:
    journal.room = replace(journal.room, clock=FixedClock(NOW, "Pacific/Auckland"))
    journal.ask(partial(flow.keep, text="x", now=NOW, zone="America/Los_Angeles"))
    assert "23 November" in said(listed(journal, qtbot))
