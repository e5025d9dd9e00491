"""Home in the hours of a session, and where it stands on the path."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.engine.path import Stone
from ketaguide.flows.home import HomeGlance
from ketaguide.store import sessions
from ketaguide.store.preferences import Preferences
from ketaguide.store.sessions import Session
from ketaguide.ui.errands import OpenDay, OpenGuide, PlanSession
from ketaguide.ui.pages.home_next import NextCard
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.home_view import next_view, stone_errand
from ketaguide.vault.db import Db
from tests.helpers.opened import opened, part, said, show
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE


def test_while_the_session_lasts_its_first_words_stand_ready() -> None:
    begun = NOW - timedelta(hours=1)
    session = Stone(
        id="session", title="The session", phase="session-day", state="next", when=begun
    )
    words = Stone(
        id="first-words",
        guide_id="first-words",
        title="First words",
        phase="integration",
        when=begun,
    )
    plan = Session(starts_at=begun, zone=ZONE)
    glance = HomeGlance(
        session=plan, runs=(), stones=(session, words), recent=(), preferences=Preferences()
    )
    view = next_view(glance, now=NOW, zone=ZONE)
    assert view.other is not None
    assert view.other.errand == OpenGuide("first-words", plan.id)
    assert view.main is not None
    assert view.main.errand == OpenDay(plan.id)


@pytest.mark.parametrize(
    ("hours", "opens"), [(-30, False), (-16, True), (1, True), (7, True), (30, False)]
)
def test_the_stone_of_the_session_opens_the_day_on_the_day(hours: int, *, opens: bool) -> None:
    starts_at = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)
    session = Stone(
        id="session", title="The session", phase="session-day", state="next", when=starts_at
    )
    plan = Session(starts_at=starts_at, zone=ZONE)
    glance = HomeGlance(
        session=plan, runs=(), stones=(session,), recent=(), preferences=Preferences()
    )
    now = starts_at + timedelta(hours=hours)
    wanted = OpenDay(plan.id) if opens else PlanSession(plan.id)
    assert stone_errand(session, glance, now=now) == wanted


def test_a_session_late_in_the_evening_stands_on_its_own_day(qtbot: QtBot, tmp_path: Path) -> None:
    def late(db: Db) -> None:
        starts_at = (NOW + timedelta(days=3)).replace(hour=22, minute=30)
        sessions.add(db, starts_at=starts_at, zone="UTC")

    with opened(tmp_path, fill=late) as room:
        page = HomePage(room)
        qtbot.addWidget(page)
        show(page)
        shown = part(page, QAbstractButton, "stone_session").accessibleName()
        day = (NOW + timedelta(days=3)).day
        assert str(day) in shown
        assert str(day + 1) not in shown


@pytest.mark.parametrize(
    ("hours", "title"),
    [(-0.5, "Set and setting"), (0.5, "First words"), (2.5, "First words"), (20, "First words")],
)
def test_once_begun_home_offers_first_words_and_no_preparing(
    qtbot: QtBot, tmp_path: Path, hours: float, title: str
) -> None:
    def begun(db: Db) -> None:
        sessions.add(db, starts_at=NOW - timedelta(hours=hours), zone=ZONE)

    with opened(tmp_path, fill=begun) as room:
        page = HomePage(room)
        qtbot.addWidget(page)
        show(page)
        card = part(page, NextCard, "next_card")
        assert title in said(card)


def test_the_first_words_of_an_evening_session_are_of_that_evening(
    qtbot: QtBot, tmp_path: Path
) -> None:
    starts_at = (NOW + timedelta(days=3)).replace(hour=19, minute=0)

    with opened(tmp_path, fill=partial(sessions.add, starts_at=starts_at, zone="UTC")) as room:
        page = HomePage(room)
        qtbot.addWidget(page)
        show(page)
        if (more := part(page, QAbstractButton, "path_more")).isVisible():
            more.click()
            settle()
        shown = part(page, QAbstractButton, "stone_first-words").accessibleName()
        assert str(starts_at.day) in shown
        assert str(starts_at.day + 1) not in shown
