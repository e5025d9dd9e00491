"""The pieces of the first days: offered from a day after, in any order, and folded away later."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, phase, start_run
from ketaguide.store import sessions
from ketaguide.ui.errands import OpenGuide
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, a_session

PIECES = [g for g in core_catalogue().guides("integration") if g.shelf == phase.PIECES]


def test_there_are_eight_over_four_days_from_a_day_after() -> None:
    offsets = sorted(g.opens.offset() for g in PIECES if g.opens)
    assert len(offsets) == 8
    assert offsets[0] >= timedelta(hours=24)
    assert offsets[-1] <= timedelta(days=5)
    assert all(g.minutes <= 20 for g in PIECES)
    assert all(g.makes.entry for g in PIECES), "what is written is found in the journal"


def _finish(db: Db, *, piece: str) -> None:
    guide, session = core_catalogue().guide(piece), a_session(db, in_days=-2)
    state = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
    run = GuideRun(guide, state)
    run.answer("held-text", "The bench.")
    finish_run.finish(db, guide=guide, state=run.state, now=NOW, zone=ZONE)


def test_each_says_how_it_stands_and_any_can_be_taken(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(_finish, piece="first-days-held")) as room:
        page = PhasePage(room, phase="integration")
        qtbot.addWidget(page)
        show(page)
        words, where = said(page), wishes(page)
        assert "Nothing is claimed" in words
        assert "What holds you · done" in words
        assert "Good to the body · about 8 minutes" in words
        assert "What may stay · from " in words, "its time has not come"
        part(page, QAbstractButton, "begin_first-days-keep").click()
        session = ask(room, sessions.every)[0]
        assert where == [OpenGuide("first-days-keep", session.id)]


@pytest.mark.parametrize("in_days", [-20, None])
def test_later_and_without_a_session_they_are_one_press_away(
    qtbot: QtBot, tmp_path: Path, in_days: float | None
) -> None:
    fill = partial(a_session, in_days=in_days) if in_days is not None else None
    with opened(tmp_path, fill=fill) as room:
        page = PhasePage(room, phase="integration")
        qtbot.addWidget(page)
        show(page)
        first = part(page, QAbstractButton, "begin_first-days-held")
        assert not first.isVisible()
        page.activateWindow()
        part(page, QAbstractButton, "pieces_show").click()
        settle()
        assert first.isVisible()
        assert first.hasFocus()
