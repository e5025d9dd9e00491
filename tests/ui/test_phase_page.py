"""The pages of the three phases: what is offered, for which session, and what can be read."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.content.guide import Phase
from ketaguide.content.prompts import TextPrompt
from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, home, start_run
from ketaguide.store import entries, runs, sessions
from ketaguide.ui.errands import OpenEntry, OpenGuide, PlanSession
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, rowan, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, a_session


def page_of(phase: Phase, room: Room, qtbot: QtBot) -> PhasePage:
    page = PhasePage(room, phase=phase)
    qtbot.addWidget(page)
    show(page)
    return page


def press(page: PhasePage, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


@pytest.mark.parametrize("phase", ["preparation", "session-day", "integration"])
def test_without_a_session_it_says_so_and_offers_to_plan(
    phase: Phase, qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(tmp_path) as room:
        page = page_of(phase, room, qtbot)
        where = wishes(page)
        assert "No session planned yet" in said(page)
        press(page, "plan_session")
        assert where == [PlanSession()]


def test_a_guide_begins_for_the_session_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = page_of("preparation", room, qtbot)
        where = wishes(page)
        session_id = ask(room, sessions.every)[0].id
        press(page, "begin_preparing")
        press(page, "part_intention")
        assert where == [
            OpenGuide("preparing", session_id),
            OpenGuide("preparing", session_id, "intention"),
        ]
        assert "about 35 minutes" in said(page)


def test_a_guide_that_was_begun_is_continued(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        session = a_session(db)
        guide = core_catalogue().guide("preparing")
        start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)

    with opened(tmp_path, fill=fill) as room:
        assert "Continue" in said(page_of("preparation", room, qtbot))


def test_one_that_was_stopped_waits_without_pressing(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        session = a_session(db, in_days=-1)
        guide = core_catalogue().guide("day-after")
        state = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
        runs.change(db, state.run_id, status="stopped")

    with opened(tmp_path, fill=fill) as room:
        page = page_of("integration", room, qtbot)
        assert "You stopped here" in said(page)
        assert "Go on" in said(page)


def test_what_comes_later_is_meant_for_its_day(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(a_session, in_days=3)) as room:
        page = page_of("integration", room, qtbot)
        assert "Meant for Friday 27 November" in said(page)
        assert "Begin early" in said(page)


def test_finished_guides_can_be_read_and_done_again(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        page = page_of("integration", room, qtbot)
        where = wishes(page)
        assert "Go through it again" in said(page)
        press(page, "read_day-after")
        entry = where[0]
        assert isinstance(entry, OpenEntry)
        assert ask(room, partial(entries.get, entry_id=entry.entry_id)).kind == "day-after"


def test_earlier_sessions_are_one_press_away(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        page = page_of("session-day", room, qtbot)
        first = said(page)
        assert "The session of 26 November" in first
        press(page, "earlier_session")
        assert "The session of 11 November" in said(page)
        press(page, "later_session")
        assert said(page) == first


def test_integration_is_about_the_session_that_has_been(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        assert "The session of 11 November" in said(page_of("integration", room, qtbot))


def test_session_day_shows_the_clinics_number_and_its_own_rules(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def fill(db: Db) -> None:
        session = a_session(db, place="Upstairs")
        sessions.change(
            db, session.id, route="lozenge", clinic_phone="020 7946 0190", rule_food="None from six"
        )

    with opened(tmp_path, fill=fill) as room:
        words = said(page_of("session-day", room, qtbot))
        for wanted in ("Upstairs", "Lozenge at home", "020 7946 0190", "None from six"):
            assert wanted in words
        assert "own rules, as you noted them" in words
        assert "None from six" not in said(page_of("preparation", room, qtbot))


def test_a_changed_plan_shows_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = page_of("session-day", room, qtbot)
        session_id = ask(room, sessions.every)[0].id
        room.desk.ask(
            partial(sessions.change, session_id=session_id, place="The other house"), owner=page
        )
        settle()
        assert "The other house" in said(page)


def test_ways_in_stand_in_groups_below_the_path(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(a_session, in_days=-3)) as room:
        page = page_of("integration", room, qtbot)
        words = said(page)
        titles = ["Feelings and release", "Looking back", "Taking care", "For two people"]
        assert [one for one in titles if one in words] == titles
        where = wishes(page)
        session_id = ask(room, sessions.every)[0].id
        press(page, "begin_letter")
        press(page, "begin_integration-conversation")
        assert where == [
            OpenGuide("letter", session_id),
            OpenGuide("integration-conversation", session_id),
        ]
        stones = ask(room, partial(home.glance, now=NOW, catalogue=core_catalogue())).stones
        assert not {"letter", "integration-conversation"} & {one.guide_id for one in stones}


def test_what_was_done_several_times_is_one_line_and_can_be_begun_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def fill(db: Db) -> None:
        a_session(db, in_days=-3)
        for days in (9, 5, 2):
            session_id = sessions.every(db)[0].id if days == 2 else None
            _finish(db, "fair-voice", session_id=session_id, days_ago=days)

    with opened(tmp_path, fill=fill) as room:
        page = page_of("integration", room, qtbot)
        assert "3 times, last on 21 November" in said(page)
        where = wishes(page)
        assert part(page, QAbstractButton, "begin_fair-voice").text() == "Begin again"
        press(page, "read_fair-voice")
        (entry,) = where
        assert isinstance(entry, OpenEntry)
        (newest,) = ask(room, partial(entries.recent, limit=1))
        assert entry.entry_id == newest.id


def _finish(db: Db, guide_id: str, *, session_id: str | None, days_ago: int) -> None:
    at = NOW - timedelta(days=days_ago)
    guide = core_catalogue().guide(guide_id)
    state = start_run.begin(db, guide=guide, session_id=session_id, now=at, zone=ZONE)
    run = GuideRun(guide, state)
    run.answer("path", "little")
    for _, prompt in guide.prompts():
        if isinstance(prompt, TextPrompt):
            run.answer(prompt.id, "a line")
    finish_run.finish(db, guide=guide, state=run.state, now=at, zone=ZONE)


@pytest.mark.parametrize(
    ("in_days", "begun", "leads"),
    [
        (1.4, False, "preparing-short"),
        (1.6, False, "preparing"),
        (1.4, True, "preparing"),
    ],
)
def test_with_little_time_left_the_short_way_leads(
    qtbot: QtBot, tmp_path: Path, in_days: float, begun: bool, leads: str
) -> None:
    def fill(db: Db) -> None:
        session = a_session(db, in_days=in_days)
        if begun:
            guide = core_catalogue().guide("preparing")
            start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)

    with opened(tmp_path, fill=fill) as room:
        page = page_of("preparation", room, qtbot)
        page.focus_first()
        assert part(page, QAbstractButton, f"begin_{leads}").hasFocus()
        assert len(page.findChildren(QAbstractButton, "begin_preparing-short")) == 1


@pytest.mark.parametrize(("hours", "is_there"), [(-1, False), (1, True), (23, True), (25, False)])
def test_in_the_first_day_the_session_day_leads_to_first_words(
    qtbot: QtBot, tmp_path: Path, hours: float, is_there: bool
) -> None:
    with opened(tmp_path, fill=partial(a_session, in_days=-hours / 24)) as room:
        page = page_of("session-day", room, qtbot)
        where = wishes(page)
        found = page.findChild(QAbstractButton, "begin_first-words")
        assert (found is not None) is is_there
        if found is not None:
            found.click()
            assert where == [OpenGuide("first-words", ask(room, sessions.every)[0].id)]


def test_a_page_left_open_for_a_day_is_about_the_session_since(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def fill(db: Db) -> None:
        a_session(db, in_days=-5)
        a_session(db, in_days=1)

    with opened(tmp_path, fill=fill) as room:
        page = page_of("integration", room, qtbot)
        assert "The session of 18 November" in said(page)
        page.hide()
        room.clock.pass_time(timedelta(days=2))  # type: ignore[attr-defined]  # a clock of tests
        show(page)
        assert "The session of 24 November" in said(page)
