"""The pages of the three phases: what is offered, for which session, and what can be read."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.content.guide import Phase
from ketaguide.flows import start_run
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
