"""Home leads back to a way in that was broken off, and names it only where it may."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.flows import begun, save_run, start_run
from ketaguide.flows.begun import Begun
from ketaguide.store import preferences, sessions
from ketaguide.ui.errands import OpenGuide
from ketaguide.ui.pages.home_begun import BegunLine
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, a_session, open_db


def left(guide_id: str, *, session_id: str | None = None, **state: Any) -> Callable[[Db], None]:
    """Someone begins a guide and goes."""

    def fill(db: Db) -> None:
        guide = core_catalogue().guide(guide_id)
        new = start_run.begin(db, guide=guide, session_id=session_id, now=NOW, zone=ZONE)
        save_run.save_state(db, state=dataclasses.replace(new, **state))

    return fill


def home(room: Room, qtbot: QtBot) -> HomePage:
    page = HomePage(room)
    qtbot.addWidget(page)
    show(page)
    return page


@pytest.mark.parametrize("shows_words", [False, True])
def test_a_letter_broken_off_waits_on_home(qtbot: QtBot, tmp_path: Path, shows_words: bool) -> None:
    with opened(tmp_path, fill=left("letter", visited=("arrive",))) as room:
        put = partial(preferences.put, name=preferences.HOME_SHOWS_WORDS, value=shows_words)
        ask(room, put)
        page = home(room, qtbot)
        where = wishes(page)
        line = part(page, BegunLine, "begun_line")
        assert line.isVisible()
        assert ("A letter never sent" in said(line)) is shows_words
        button = part(line, QAbstractButton, "continue_begun")
        assert ("letter" in button.accessibleName()) is shows_words
        button.click()
        assert where == [OpenGuide("letter", "")]


@pytest.mark.parametrize(
    "fill",
    [
        pytest.param(left("letter"), id="only looked at"),
        pytest.param(left("preparing", visited=("words",)), id="on the path"),
        pytest.param(left("consent-passport", answers={"recording": "none"}), id="has a card"),
        pytest.param(left("letter", visited=("arrive",), stopped="x"), id="stopped today"),
    ],
)
def test_nothing_else_is_named(qtbot: QtBot, tmp_path: Path, fill: Callable[[Db], None]) -> None:
    with opened(tmp_path, fill=fill) as room:
        assert not part(home(room, qtbot), BegunLine, "begun_line").isVisible()


def test_it_is_that_of_its_own_session_and_not_for_ever(tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        session = a_session(db, in_days=-3)
        left("letter", session_id=session.id, visited=("arrive",))(db)

        def at(days: int) -> Begun | None:
            later = NOW + timedelta(days=days)
            return begun.latest(
                db, session=sessions.coming(db, now=later), now=later, catalogue=core_catalogue()
            )

        assert at(1) == Begun("letter", "A letter never sent", session.id)
        assert at(40) is None


def test_a_stopped_one_is_named_another_day(tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        left("feelings-and-release", visited=("arrive",), stopped="x")(db)
        look = partial(begun.latest, db, session=None, catalogue=core_catalogue())
        assert look(now=NOW + timedelta(days=1)) is not None
        assert look(now=NOW) is None
