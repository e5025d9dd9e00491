"""Writing a small step: only the step itself is needed, and no step is as good."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import step_changes, steps
from ketaguide.store import check_ins, commitments, drafts, insights
from ketaguide.ui.errands import GoBack, OpenSteps, WriteStep
from ketaguide.ui.pages.step_form_page import StepFormPage
from ketaguide.ui.room import Room
from tests.helpers.gates import focused
from tests.helpers.opened import ask, opened, part, said, wishes
from tests.helpers.pictures import settle
from tests.helpers.scenes_steps import SISTER, fill_steps
from tests.helpers.small_steps import later, press, status, step_id, visit, write
from tests.helpers.vaults import ZONE


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=fill_steps) as room:
        yield room


@pytest.fixture
def bare(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


def test_a_step_needs_only_itself(bare: Room, qtbot: QtBot) -> None:
    page = visit(bare, qtbot, WriteStep())
    where = wishes(page)
    press(page, "step_keep")
    assert "A few words fit here" in said(page)
    assert where == []
    assert focused().objectName() == "step_action"
    write(page, "step_action", "Walk to the river.")
    assert "A few words fit here" not in said(page)
    press(page, "step_keep")
    (kept,) = ask(bare, commitments.recent)
    assert (kept.action, kept.due_at, kept.waits, kept.zone) == (
        "Walk to the river.",
        None,
        False,
        ZONE,
    )
    assert where == [OpenSteps(note="Your step is kept. It can be changed or let go at any time.")]
    assert ask(bare, drafts.every) == []


def test_the_whole_chain_is_kept(room: Room, qtbot: QtBot) -> None:
    (seen,) = ask(room, insights.recent)
    page = visit(room, qtbot, WriteStep(insight_id=seen.id))
    assert part(page, QWidget, "step_asks").property("text") == seen.asks
    for name, words in (
        ("step_value", "rest"),
        ("step_action", "Say no to the extra shift."),
        ("step_cue", "my phone rings"),
    ):
        write(page, name, words)
    press(page, "choice_2026-11-24")
    assert "When my phone rings, I say no to the extra shift." in said(page)
    press(page, "step_keep")
    kept = ask(room, commitments.recent)[0]
    assert (kept.insight_id, kept.asks, kept.value, kept.cue) == (
        seen.id,
        seen.asks,
        "rest",
        "my phone rings",
    )
    assert kept.due_at is not None
    assert kept.due_at.date().isoformat() == "2026-11-24"


def test_what_was_typed_waits_when_someone_goes_away(bare: Room, qtbot: QtBot) -> None:
    page = visit(bare, qtbot, WriteStep())
    where = wishes(page)
    write(page, "step_action", "Walk")
    bare.unsaved.flush()
    press(page, "step_leave")
    assert where == [GoBack("Not kept yet. What you typed waits as a draft.")]
    listed = visit(bare, qtbot, OpenSteps())
    assert "Go on with the step you began" in said(listed)
    again = visit(bare, qtbot, WriteStep())
    assert part(again, QPlainTextEdit, "step_action").toPlainText() == "Walk"
    assert "This is where you stopped." in said(again)


def test_what_cannot_be_taken_back_is_given_time_and_nothing_is_closed(
    bare: Room, qtbot: QtBot
) -> None:
    page = visit(bare, qtbot, WriteStep())
    never = "never about leaving danger, reporting harm or getting care"
    assert never not in said(page)
    press(page, "step_waits")
    assert "two weeks and two conversations: until Monday 7 December" in said(page)
    assert never in said(page)
    write(page, "step_action", "Tell my boss that I leave.")
    press(page, "step_keep")
    one = visit(bare, qtbot, OpenSteps(step_id(bare, "Tell")))
    assert "until Monday 7 December" in said(one)
    assert never in said(one)
    press(one, "step_over")
    assert status(bare, "Tell") == "kept"


def test_changing_it_writes_the_next_one_and_ends_the_old_one_together(
    room: Room, qtbot: QtBot
) -> None:
    later(room, 2)
    page = visit(room, qtbot, OpenSteps())
    where = wishes(page)
    write(page, "check_in_happened", "I did not dare.")
    press(page, "check_in_change")
    (errand,) = where
    form = visit(room, qtbot, errand)
    assert isinstance(form, StepFormPage)
    assert part(form, QPlainTextEdit, "step_action").toPlainText() == SISTER
    assert status(room, "Ring") == "open"
    part(form, QPlainTextEdit, "step_action").setPlainText("Write to my sister.")
    press(form, "step_keep")
    assert status(room, "Ring") == "changed"
    following = ask(room, commitments.recent)[0]
    assert (following.action, following.follows_id) == (
        "Write to my sister.",
        step_id(room, "Ring"),
    )
    assert [one.happened for one in ask(room, check_ins.every)] == ["I did not dare."]
    old = visit(room, qtbot, OpenSteps(step_id(room, "Ring")))
    gone = wishes(old)
    press(old, "step_after")
    assert gone == [OpenSteps(following.id)]


def test_changed_into_no_step_is_an_answer(room: Room, qtbot: QtBot) -> None:
    look = step_changes.Look(step_id(room, "Ring"), 2, "change")
    form = visit(room, qtbot, WriteStep(look=look))
    press(form, "step_rest")
    assert status(room, "Ring") == "changed"
    assert len(ask(room, commitments.recent)) == 6


def test_the_words_of_a_step_can_change_without_anything_else_changing(
    room: Room, qtbot: QtBot
) -> None:
    before = ask(room, partial(commitments.get, commitment_id=step_id(room, "Ring")))
    page = visit(room, qtbot, WriteStep(before.id))
    assert page.findChild(QWidget, "step_rest") is None
    part(page, QPlainTextEdit, "step_action").setPlainText("Ring Ana.")
    press(page, "step_keep")
    after = ask(room, partial(commitments.get, commitment_id=before.id))
    assert after.action == "Ring Ana."
    for name in ("value", "cue", "due_at", "zone", "insight_id", "waits", "status"):
        assert getattr(after, name) == getattr(before, name), name


def test_the_form_works_by_keyboard_alone(bare: Room, qtbot: QtBot) -> None:
    page = visit(bare, qtbot, WriteStep())
    page.activateWindow()
    page.focus_first()
    for words in ("wait", "rest", "Sit by the window."):
        QTest.keyClicks(focused(), words)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    settle()
    bare.unsaved.flush()
    begun = ask(bare, steps.begun)
    assert "Sit by the window." in begun.draft
    assert focused().objectName() == "step_cue"
