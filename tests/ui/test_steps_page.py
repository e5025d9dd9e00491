"""Small steps on screen: looked back at, let go, put into a calendar; nothing counts or blames."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import step_changes
from ketaguide.store import check_ins, commitments, drafts, insights
from ketaguide.ui.dialogs.files import Then
from ketaguide.ui.errands import GoBack, OpenInsights, OpenSteps, WriteStep
from ketaguide.ui.pages import steps_calendar
from ketaguide.ui.pages.step_page import StepPage
from ketaguide.ui.room import Room
from tests.helpers.gates import focused
from tests.helpers.opened import ask, opened, part, said, wishes
from tests.helpers.pictures import settle
from tests.helpers.scenes_steps import SISTER, fill_steps
from tests.helpers.small_steps import asks, later, press, status, step_id, undo, visit, write
from tests.helpers.vaults import ZONE, a_session


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=fill_steps) as room:
        yield room


@pytest.fixture
def bare(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


def test_past_steps_stand_there_like_open_ones_and_nothing_is_counted(
    room: Room, qtbot: QtBot
) -> None:
    page = visit(room, qtbot, OpenSteps())
    names = [one.accessibleName() for one in page.findChildren(QAbstractButton)]
    assert f"{SISTER}, Tomorrow, Tuesday 24 November" in names
    assert "Write to Tom., Let go · written on 23 November" in names
    assert "Draw for ten minutes., Changed · written on 23 November" in names
    words = said(page).lower()
    assert not re.search(r"overdue|streak|score|missed|failed|\d+ (of|/) \d+|!", words)


def test_no_step_is_a_full_answer_and_leaves_no_record(bare: Room, qtbot: QtBot) -> None:
    page = visit(bare, qtbot, OpenSteps())
    assert "That is fine; rest counts." in said(page)
    press(page, "step_rest")
    assert "Rest counts." in said(page)
    assert ask(bare, commitments.recent) == []
    assert ask(bare, drafts.every) == []


def test_two_days_later_it_is_asked_what_happened(room: Room, qtbot: QtBot) -> None:
    assert not asks(visit(room, qtbot, OpenSteps()))
    later(room, 2)
    page = visit(room, qtbot, OpenSteps())
    assert "Yesterday you meant to do this. Still something you want?" in said(page)
    assert focused().objectName() == "check_in_happened"
    write(page, "check_in_happened", "I rang her.")
    press(page, "check_in_keep")
    assert not asks(page)
    (kept,) = ask(room, check_ins.every)
    assert (kept.happened, kept.choice, kept.after_days) == ("I rang her.", "keep", 2)
    assert status(room, "Ring") == "open"
    undo(page)
    assert ask(room, check_ins.every) == []
    assert part(page, QPlainTextEdit, "check_in_happened").toPlainText() == "I rang her."


@pytest.mark.parametrize(
    ("button", "becomes"),
    [("check_in_drop", "dropped"), ("check_in_over", "kept"), ("check_in_skip", "open")],
)
def test_each_way_on_is_one_press_and_asks_for_no_reason(
    room: Room, qtbot: QtBot, button: str, becomes: str
) -> None:
    later(room, 2)
    page = visit(room, qtbot, OpenSteps(step_id(room, "Ring")))
    press(page, button)
    assert status(room, "Ring") == becomes
    assert not asks(page)
    undo(page)
    assert status(room, "Ring") == "open"
    assert asks(page)


def test_what_happened_is_kept_while_it_is_typed(room: Room, qtbot: QtBot) -> None:
    later(room, 2)
    page = visit(room, qtbot, OpenSteps())
    write(page, "check_in_happened", "I nearly")
    room.unsaved.flush()
    again = visit(room, qtbot, OpenSteps(step_id(room, "Ring")))
    assert part(again, QPlainTextEdit, "check_in_happened").toPlainText() == "I nearly"


def test_a_change_elsewhere_does_not_take_away_what_is_being_typed(
    room: Room, qtbot: QtBot
) -> None:
    later(room, 2)
    page = visit(room, qtbot, OpenSteps())
    write(page, "check_in_happened", "I nearly")
    put = partial(commitments.change, commitment_id=step_id(room, "Write"), status="open")
    ask(room, put)
    settle()
    assert part(page, QPlainTextEdit, "check_in_happened").toPlainText() == "I nearly"
    assert focused().objectName() == "check_in_happened"


def test_a_step_shows_its_chain_and_leads_to_where_it_came_from(room: Room, qtbot: QtBot) -> None:
    page = visit(room, qtbot, OpenSteps(step_id(room, "Ring")))
    where = wishes(page)
    words = said(page)
    for wanted in (SISTER, "I do not have to earn a quiet evening.", "closeness", "my coffee"):
        assert wanted in words
    press(page, "step_insight_link")
    press(page, "step_edit")
    press(page, "step_back")
    (seen,) = ask(room, insights.recent)
    assert where == [OpenInsights(seen.id), WriteStep(step_id(room, "Ring")), OpenSteps()]


def test_a_step_that_has_been_can_be_taken_up_again(room: Room, qtbot: QtBot) -> None:
    page = visit(room, qtbot, OpenSteps(step_id(room, "Write")))
    press(page, "step_again")
    assert status(room, "Write") == "open"
    undo(page)
    assert status(room, "Write") == "dropped"


def test_removing_can_be_taken_back(room: Room, qtbot: QtBot) -> None:
    page = visit(room, qtbot, OpenSteps(step_id(room, "Ring")))
    where = wishes(page)
    press(page, "step_remove")
    assert where == [OpenSteps()]
    assert len(ask(room, commitments.recent)) == 5
    undo(page)
    assert len(ask(room, commitments.recent)) == 6


def test_on_a_quiet_day_removing_asks_first(room: Room, qtbot: QtBot) -> None:
    ask(room, partial(a_session, in_days=-0.25))
    page = visit(room, qtbot, OpenSteps(step_id(room, "Ring")))
    press(page, "step_remove")
    assert "Remove this step now?" in said(page) or "This can wait" in said(page)
    assert len(ask(room, commitments.recent)) == 6


def test_a_step_that_is_gone_is_said_so(room: Room, qtbot: QtBot) -> None:
    gone = step_id(room, "Ring")
    ask(room, partial(step_changes.remove, commitment_id=gone))
    page = visit(room, qtbot, OpenSteps(gone))
    assert isinstance(page, StepPage)
    assert page.notice.isVisible()


def test_the_calendar_file_holds_neutral_words_only(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: QWidget, *, title: str, start: Path, suffix: str, then: Then) -> None:
        offered.extend((title, start.name, suffix))
        then(tmp_path / "days.ics")

    monkeypatch.setattr(steps_calendar, "ask_new_file", choose)
    page = visit(room, qtbot, OpenSteps())
    assert "outside the vault and is not encrypted" in said(page)
    press(page, "calendar_rings")
    press(page, "calendar_save")
    text = (tmp_path / "days.ics").read_text("utf-8")
    assert set(re.findall(r"SUMMARY:(.*?)\s*\n", text)) == {"A note for today"}
    assert "20261124" in text
    assert "VALARM" in text
    assert not re.search("sister|keta|session|boss", text + " ".join(offered), re.IGNORECASE)
    assert "The calendar file is saved." in said(page)


def test_a_place_that_cannot_be_written_is_said_beside_it(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(_parent: QWidget, *, then: Then, **_asked: object) -> None:
        then(tmp_path)  # a folder, not a file

    monkeypatch.setattr(steps_calendar, "ask_new_file", choose)
    page = visit(room, qtbot, OpenSteps())
    press(page, "calendar_save")
    assert page.notice.isVisible()
    assert "saved" not in said(page.notice)


def test_without_a_step_there_is_no_calendar_to_make(bare: Room, qtbot: QtBot) -> None:
    page = visit(bare, qtbot, OpenSteps())
    assert not part(page, QAbstractButton, "calendar_save").isVisible()


def test_older_steps_come_when_wanted_and_the_keyboard_goes_on_there(
    bare: Room, qtbot: QtBot
) -> None:
    for number in range(11):
        ask(
            bare,
            partial(commitments.add, action=f"Step {number}.", zone=ZONE, status="kept"),
        )
    page = visit(bare, qtbot, OpenSteps())
    assert page.findChild(QWidget, "step_8") is None
    press(page, "steps_older")
    assert focused().objectName() == "step_8"
    assert part(page, QWidget, "step_10").isVisible()


def test_back_leads_out_and_alt_left_from_a_step_to_all_of_them(room: Room, qtbot: QtBot) -> None:
    page = visit(room, qtbot, OpenSteps())
    where = wishes(page)
    press(page, "steps_back")
    assert where == [GoBack()]
    assert StepPage.leads_back == OpenSteps()


def test_the_keyboard_stays_with_the_list_when_it_is_made_anew(room: Room, qtbot: QtBot) -> None:
    page = visit(room, qtbot, OpenSteps())
    assert focused().objectName() == "step_write"
    before = focused()
    room.desk.changed.emit(frozenset({"Commitment"}))
    settle()
    assert page.isAncestorOf(focused())
    assert focused() is not before
    assert focused().objectName() == "step_write"
