"""One widget for each kind of prompt: what is answered is told, what was answered is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.content.felt import Feelings
from ketaguide.content.lists import Checklist, Choice, Option, Sign, Signs
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import KINDS, DatePrompt, GatePrompt, Info, Scale, TextPrompt
from ketaguide.engine.gate import Gate
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.prompts.base import PromptWidget
from ketaguide.ui.prompts.registry import WIDGETS
from ketaguide.ui.prompts.starters import joined
from ketaguide.ui.room import Room
from tests.helpers.guides import child as named
from tests.helpers.prompting import on_screen, told
from tests.helpers.rooms import core_catalogue, make_room

OPTIONS = (Option(id="one", label="One"), Option(id="two", label="Two"))
SIGNS = (Sign(id="fever", label="Fever"), Sign(id="cough", label="A cough"))
TEXT = TextPrompt(id="p", label="Words", starters=("I noticed...", "warm"))
CHOICE = Choice(id="p", label="Which", options=OPTIONS)
SEVERAL = Choice(id="p", label="Which", options=OPTIONS, several=True)
SCALE = Scale(id="p", label="How", min=0, max=10, low="none", high="a lot")
LIST = Checklist(id="p", label="Things", items=OPTIONS)
DAY = DatePrompt(id="p", label="On this day", days_ahead=1)
FELT = Feelings(id="p", label="Feelings", families=core_catalogue().words("feelings"))
SIGNED = Signs(id="p", label="Today", leads="stop", items=SIGNS)
GATE = GatePrompt(id="p", reads=("a",))
ALL: tuple[tuple[Prompt, Value | None], ...] = (
    (Info(id="p", body="Two\n\nparagraphs"), None),
    (TEXT, "Already there"),
    (CHOICE, "two"),
    (SEVERAL, ["one", "two"]),
    (SCALE, 0),
    (LIST, {"ticked": ["two"], "own": [{"label": "mine", "ticked": False}]}),
    (DAY, "2026-12-24"),
    (FELT, {"raw": 3}),
    (SIGNED, {"fever": "yes"}),
    (GATE, None),
)


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


Maker = Callable[..., PromptWidget]


@pytest.fixture
def make(room: Room, qtbot: QtBot) -> Maker:
    def build(prompt: Prompt, value: Value | None = None) -> PromptWidget:
        return on_screen(
            qtbot,
            room,
            prompt,
            value,
            size=(900, 700),
            lifelines=Lifelines(clinic_phone="210 000"),
            gate=lambda _prompt: Gate(outcome="pause", unanswered=("Fever",)),
        )

    return build


def test_every_kind_of_prompt_has_a_widget() -> None:
    assert set(WIDGETS) == set(KINDS.values())


@pytest.mark.parametrize(("prompt", "value"), ALL, ids=lambda one: getattr(one, "kind", ""))
def test_showing_an_answer_tells_nothing(make: Maker, prompt: Prompt, value: Value | None) -> None:
    widget = make(prompt)
    heard = told(widget)
    widget.show_value(value)
    widget.show_value(None)
    assert heard == []


@pytest.mark.parametrize(("prompt", "value"), ALL, ids=lambda one: getattr(one, "kind", ""))
def test_everything_that_takes_the_keyboard_has_a_name(
    make: Maker, prompt: Prompt, value: Value | None
) -> None:
    shown = make(prompt, value)
    for widget in shown.findChildren(QWidget):
        private = widget.objectName().startswith("qt_")
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not private:
            assert widget.accessibleName(), widget


def test_writing_is_told_as_typed_and_nothing_is_none(make: Maker) -> None:
    widget = make(TEXT)
    heard = told(widget)
    edit = named(widget, "text_p")
    assert isinstance(edit, QPlainTextEdit)
    QTest.keyClicks(edit, " a")
    edit.clear()
    assert heard == [" ", " a", None]


def test_a_starter_goes_to_the_cursor_and_writing_goes_on(make: Maker) -> None:
    widget = make(TEXT)
    heard = told(widget)
    named(widget, "starter_p_0").click()
    assert QApplication.focusWidget() is named(widget, "text_p")
    QTest.keyClicks(named(widget, "text_p"), "rain")
    assert heard[-1] == "I noticed rain"


@pytest.mark.parametrize(
    ("before", "starter", "inserted"),
    [
        ("", "I noticed...", "I noticed "),
        ("", "warm", "warm"),
        ("warm", "tight", ", tight"),
        ("warm, ", "tight", "tight"),
        ("One line.", "It felt like...", "\nIt felt like "),
        ("  ", "Maybe...", "Maybe "),
        ("a", "Good morning.", "\nGood morning."),
    ],
)
def test_starters_never_run_into_other_words(before: str, starter: str, inserted: str) -> None:
    assert joined(before, starter) == inserted


def test_a_single_choice_can_be_taken_back(make: Maker) -> None:
    widget = make(CHOICE, "one")
    heard = told(widget)
    named(widget, "choice_two").click()
    named(widget, "clear_p").click()
    assert heard == ["two", None]
    assert not named(widget, "choice_two").isChecked()


def test_several_choices(make: Maker) -> None:
    widget = make(SEVERAL)
    heard = told(widget)
    named(widget, "choice_two").click()
    named(widget, "choice_one").click()
    named(widget, "choice_two").click()
    assert heard == [["two"], ["one", "two"], ["one"]]


def test_a_scale_is_unanswered_until_touched_and_zero_is_an_answer(make: Maker) -> None:
    widget = make(SCALE)
    heard = told(widget)
    track = named(widget, "scale_p")
    assert "Not answered" in track.accessibleDescription()
    QTest.keyClick(track, Qt.Key.Key_0)
    named(widget, "clear_p").click()
    assert heard == [0, None]
    assert "Not answered" in track.accessibleDescription()


def test_own_lines_count_before_they_are_added(make: Maker) -> None:
    widget = make(LIST)
    heard = told(widget)
    QTest.keyClicks(named(widget, "own_line"), "ab")
    assert heard[-1] == {"ticked": [], "own": [{"label": "ab", "ticked": True}]}
    QTest.keyClick(named(widget, "own_line"), Qt.Key.Key_Return)
    assert heard[-1] == {"ticked": [], "own": [{"label": "ab", "ticked": True}]}


def test_near_days_have_names_and_others_a_calendar(make: Maker) -> None:
    widget = make(DAY)
    heard = told(widget)
    assert named(widget, "choice_2026-11-24").accessibleName().startswith("Tomorrow")
    named(widget, "choice_2026-11-24").click()
    assert not named(widget, "date_p").isVisible()
    named(widget, "choice_other").click()
    edit = named(widget, "date_p")
    assert isinstance(edit, QDateEdit)
    assert edit.isVisible()
    edit.setDate(QDate(2026, 12, 3))
    named(widget, "choice_none").click()
    assert heard == ["2026-11-24", "2026-11-24", "2026-12-03", None]


def test_none_of_these_is_no_to_each_and_can_be_taken_back(make: Maker) -> None:
    widget = make(SIGNED)
    heard = told(widget)
    named(widget, "none_p").click()
    named(widget, "clear_p").click()
    assert heard == [{"fever": "no", "cough": "no"}, None]


def test_one_line_answered_leaves_the_other_open(make: Maker) -> None:
    widget = make(SIGNED)
    heard = told(widget)
    named(named(widget, "sign_fever"), "sign_unsure").click()
    assert heard == [{"fever": "unsure"}]


@pytest.mark.parametrize("mark", ["yes", "unsure"])
def test_what_is_true_or_unsure_stays_when_the_rest_is_answered(make: Maker, mark: str) -> None:
    widget = make(SIGNED)
    heard = told(widget)
    rest = named(widget, "none_p")
    assert rest.accessibleName() == "None of these is true"
    named(named(widget, "sign_fever"), f"sign_{mark}").click()
    assert rest.accessibleName() == "The others are not true"
    rest.click()
    rest.click()
    assert heard[-1] == {"fever": mark, "cough": "no"}
    named(named(widget, "sign_fever"), "sign_no").click()
    assert rest.accessibleName() == "None of these is true"


def test_an_answer_given_earlier_stays_too(make: Maker) -> None:
    widget = make(SIGNED, {"cough": "yes"})
    heard = told(widget)
    assert named(widget, "none_p").accessibleName() == "The others are not true"
    named(widget, "none_p").click()
    assert heard == [{"cough": "yes", "fever": "no"}]
    widget.show_value(None)
    assert named(widget, "none_p").accessibleName() == "None of these is true"


@pytest.mark.parametrize(
    ("prompt", "value", "name"),
    [
        (CHOICE, "two", "choice_two"),
        (SEVERAL, ["two"], "choice_two"),
        (SIGNED, {"fever": "yes"}, "sign_yes"),
        (SIGNED, None, "sign_no"),
        (DAY, "2026-11-25", "choice_2026-11-25"),
    ],
)
def test_the_keyboard_starts_at_the_answer(
    make: Maker, prompt: Prompt, value: Value | None, name: str
) -> None:
    widget = make(prompt, value)
    first = widget.first()
    assert first is not None
    assert first.objectName() == name


def test_a_problem_stands_beside_the_prompt(make: Maker) -> None:
    widget = make(SIGNED)
    widget.show_problem("Each line needs an answer.")
    assert "Each line needs an answer." in named(widget, "answer_p").accessibleDescription()
