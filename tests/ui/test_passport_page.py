"""The passport on screen: one press takes a yes back, and during a session none can be given."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ketaguide.flows import narrowing, passport
from ketaguide.paper import passport_sheet
from ketaguide.store import sessions
from ketaguide.ui.errands import OpenGuide, OpenPassport
from ketaguide.ui.pages import passport_words
from ketaguide.ui.pages.guide_page import GuidePage
from ketaguide.ui.pages.passport_page import PassportPage
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.room import Room
from ketaguide.ui.workspace import Workspace
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.scenes_apart import PASSPORT, finished
from tests.helpers.vaults import ZONE

HOUR = timedelta(hours=1)


@pytest.fixture
def made(tmp_path: Path, qapp: QApplication) -> Iterator[Callable[..., Room]]:
    """Rooms with a session and a passport."""
    rooms: list[Any] = []

    def room(*, hours: float = 24, written: bool = True) -> Room:
        """``hours``: until the session begins; negative once it has."""
        stand = opened(tmp_path / str(len(rooms)), now=NOW)
        entered = stand.__enter__()
        rooms.append(stand)
        if written:
            ask(entered, partial(_fill, hours=24))
        ask(entered, partial(_move, hours=hours))
        return entered

    yield room
    for one in rooms:
        one.__exit__(None, None, None)


def _fill(db: Db, *, hours: float) -> None:
    sessions.add(db, starts_at=NOW + hours * HOUR, zone=ZONE)
    finished(passport.GUIDE_ID, PASSPORT)(db)


def _move(db: Db, *, hours: float) -> None:
    found = sessions.every(db)
    if found:
        sessions.change(db, found[0].id, starts_at=NOW + hours * HOUR)
    else:
        sessions.add(db, starts_at=NOW + hours * HOUR, zone=ZONE)


@pytest.fixture
def held() -> Iterator[list[QWidget]]:
    """Pages on screen, until Qt has let go of them."""
    pages: list[QWidget] = []
    yield pages
    for page in pages:
        page.hide()
        page.deleteLater()
    settle()


def _page(room: Room, held: list[QWidget]) -> PassportPage:
    page = PassportPage(room)
    held.append(page)
    show(page, size=(900, 1400))
    return page


def _press(page: QWidget, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def test_one_press_takes_a_yes_back_and_says_when(
    made: Callable[..., Room], held: list[QWidget]
) -> None:
    room = made(hours=-1)
    page = _page(room, held)
    assert "my hand may be held" in said(page)
    _press(page, "take_back")
    assert "No longer: my hand may be held" in said(page)
    assert "Taken back on Monday 23 November" in said(page)
    found = ask(room, partial(passport.current, session_id=""))
    assert found is not None
    assert "touch:hand" not in [one.id for one in found.holding()]


def test_while_a_session_lasts_nothing_new_can_be_agreed(
    made: Callable[..., Room], held: list[QWidget]
) -> None:
    page = _page(made(hours=-1), held)
    assert "Today this can only get smaller" in said(page)
    assert not part(page, QAbstractButton, "passport_write").isVisible()


def test_before_a_session_it_can_be_changed(made: Callable[..., Room], held: list[QWidget]) -> None:
    page = _page(made(hours=24), held)
    assert "Today this can only get smaller" not in said(page)
    wanted = wishes(page)
    _press(page, "passport_write")
    _press(page, "passport_wrong")
    assert wanted == [OpenGuide("consent-passport"), OpenGuide("something-felt-wrong")]


def test_everything_is_taken_back_in_one_press(
    made: Callable[..., Room], held: list[QWidget]
) -> None:
    room = made(hours=-2)
    page = _page(room, held)
    every = [b for b in page.findChildren(QAbstractButton) if b.text() == "Take everything back"]
    every[0].click()
    settle()
    found = ask(room, partial(passport.current, session_id=""))
    assert found is not None
    assert found.holding() == ()
    assert "No touch" not in said(page), "what was taken back is named, not forgotten"
    assert not page.findChildren(QAbstractButton, "take_back")


def test_without_a_passport_nothing_was_said_yes_to(
    made: Callable[..., Room], held: list[QWidget]
) -> None:
    page = _page(made(hours=-1, written=False), held)
    assert "nothing was said yes to" in said(page)
    for name in ("passport_write", "passport_print"):
        assert not part(page, QAbstractButton, name).isVisible()


@pytest.mark.parametrize("phase", ["preparation", "session-day"])
def test_it_stands_beside_the_session(
    made: Callable[..., Room], held: list[QWidget], phase: Any
) -> None:
    room = made(hours=20)
    page = PhasePage(room, phase=phase)
    held.append(page)
    show(page)
    assert "Stop word: enough" in said(page)
    assert "Touch: my hand may be held; a hand on my shoulder" in said(page)
    wanted = wishes(page)
    _press(page, "open_passport")
    (session,) = ask(room, sessions.every)
    assert wanted == [OpenPassport(session.id)]


@pytest.mark.parametrize(("hours", "page"), [(5, GuidePage), (-1, PassportPage)])
def test_opening_the_guide_leads_here_while_a_session_lasts(
    made: Callable[..., Room], held: list[QWidget], hours: float, page: type[QWidget]
) -> None:
    room = made(hours=hours)
    workspace = Workspace(room)
    held.append(workspace)
    show(workspace, size=(1280, 840))
    workspace.do(OpenGuide("consent-passport"))
    settle()
    assert type(workspace.page) is page


def test_on_paper_stands_what_holds_and_nothing_that_was_taken_back(
    made: Callable[..., Room],
) -> None:
    room = made(hours=-1)
    ask(
        room,
        partial(narrowing.take_back, yes_id="touch:hand", session_id="", now=NOW, zone=ZONE),
    )
    found = ask(room, partial(passport.current, session_id=""))
    assert found is not None
    sheet = passport_words.sheet(found, now=NOW)
    lines = dict(sheet.lines)
    assert sheet.stops == ("Stop word: enough", "Stop sign: I raise one hand.")
    assert lines["Touch"] == "a hand on my shoulder\nmy blanket or pillow may be moved"
    assert "Ana and Dr Lind" in sheet.dated
    assert passport_sheet.pdf(sheet).startswith(b"%PDF")


def test_a_long_passport_goes_on_over_further_pages(qapp: QApplication) -> None:
    words = "\n".join(f"line {number} of what I ask for" for number in range(160))
    long = passport_sheet.PassportSheet(
        title="Passport", dated="Written today.", about="About", lines=(("One", words),) * 2
    )
    assert passport_sheet.pdf(long).count(b"/Type /Page\n") >= 5


def _fill_empty(db: Db) -> None:
    finished(passport.GUIDE_ID, {})(db)


def test_one_left_empty_is_a_dated_no_and_not_asked_for_again(
    made: Callable[..., Room], held: list[QWidget]
) -> None:
    room = made(written=False)
    ask(room, _fill_empty)
    page = PhasePage(room, phase="session-day")
    held.append(page)
    show(page)
    assert part(page, QAbstractButton, "open_passport").text() == "Open it"
    assert "No touch" in said(page)
    words = said(_page(room, held))
    assert "Every field was left empty: nothing is allowed." in words
    assert "Written on " in words


@pytest.mark.parametrize(("hours", "offered"), [(24, True), (-23, False), (-25, False)])
def test_after_the_session_its_card_asks_for_nothing(
    made: Callable[..., Room], held: list[QWidget], hours: float, offered: bool
) -> None:
    page = PhasePage(made(hours=hours, written=False), phase="session-day")
    held.append(page)
    show(page)
    assert part(page, QAbstractButton, "open_passport").isVisible() is offered
    assert "so nothing was said yes to" in said(page) or offered
