"""The first hours, the sitter page, and the page for when a carer did wrong."""

import re
from typing import Any

import pytest

from ketaguide.content.lists import Choice
from ketaguide.engine.makes import make
from ketaguide.engine.state import RunState
from tests.helpers.core_runs import GUIDES, lines_of, links, run_of, seen, shown


class TestFirstWords:
    @pytest.mark.parametrize("answers", [{"effects": "still-strong"}, {"effects": "not-sure"}, {}])
    def test_unless_they_ease_it_is_rest(self, answers: dict[str, Any]) -> None:
        run = run_of("first-words", answers=answers, since="first-hours")
        assert seen(run) == ["easing", "rest"]

    def test_past_the_clinic_s_time_the_call_comes_first(self) -> None:
        run = run_of("first-words", answers={"effects": "still-strong"}, clinic_time="past")
        assert shown(run, "rest")[0] == "past-time"
        for other in ("none", "ahead"):
            run = run_of("first-words", answers={"effects": "still-strong"}, clinic_time=other)
            assert "past-time" not in shown(run, "rest")

    def test_where_nobody_knows_the_clinic_s_time_it_is_still_said(self) -> None:
        run = run_of("first-words", answers={"effects": "not-sure"}, clinic_time="none")
        assert shown(run, "rest")[0] == "rest-if-past"

    @pytest.mark.parametrize("effects", ["easing", "gone"])
    def test_when_they_ease_it_is_taps_only(self, effects: str) -> None:
        run = run_of("first-words", answers={"effects": effects}, since="first-hours")
        assert "rest" not in seen(run)
        asked = [p for step in run.steps for p in step.prompts if p.asks]
        writing = [p.id for p in asked if p.kind == "text"]
        assert writing == ["line"]
        assert not any(p.required for p in asked)

    def test_alone_is_answered_with_people(self) -> None:
        run = run_of("first-words", answers={"effects": "easing", "someone": "alone"})
        assert shown(run, "with") == ["someone", "alone-body", "alone-people"]

    @pytest.mark.parametrize("since", ["first-week", "first-month", "longer"])
    def test_later_than_the_first_day_it_leads_on(self, since: str) -> None:
        assert seen(run_of("first-words", since=since)) == ["later"]
        assert links("first-words", "later") == [("guide", "day-after")]


class TestSitterPage:
    def test_it_says_when_to_call_before_and_without_softness(self) -> None:
        lines = lines_of("sitter")
        assert lines["call-now"]["title"] == "Call {number} now"
        assert lines["call-clinic"]["no-answer"] == "No answer? Call {number}."
        assert {"wake", "breath", "chest", "seizure", "stroke", "too-much", "harm"} <= set(
            lines["call-now"]
        )

    def test_the_position_is_told_step_by_step(self) -> None:
        side = [name for name in lines_of("sitter")["side"] if name != "title"]
        assert side == ["when", "kneel", "cheek", "knee", "roll", "open", "watch"]

    @pytest.mark.parametrize("name", ["sitter", "first-words"])
    def test_no_number_of_help_is_fixed(self, name: str) -> None:
        for group in lines_of(name).values():
            assert not re.search(r"\d{3}", " ".join(group.values()))

    def test_only_known_places_are_left_for_the_program_to_fill(self) -> None:
        for name in ("sitter", "first-words"):
            text = " ".join(t for group in lines_of(name).values() for t in group.values())
            assert set(re.findall(r"\{(\w+)\}", text)) <= {"number", "clinic", "phone"}


class TestSomethingFeltWrong:
    @pytest.mark.parametrize("now", ["danger", "hurt", "self"])
    def test_danger_leads_to_help_and_nothing_else(self, now: str) -> None:
        run = run_of("something-felt-wrong", answers={"now": now})
        assert seen(run) == ["arrive", "first-help"]
        assert run.guide.steps[1].lead.count("Call") + run.guide.steps[1].lead.count("call") == 1
        assert links("something-felt-wrong", "first-help") == [("people", ""), ("safety", "")]

    def test_while_effects_last_one_line_is_enough(self) -> None:
        run = run_of("something-felt-wrong", answers={"now": "effects"})
        assert seen(run) == ["arrive", "while-effects"]

    def test_whom_to_turn_to_stands_before_any_writing(self) -> None:
        steps = seen(run_of("something-felt-wrong", answers={"now": "look"}))
        assert steps.index("outside") < steps.index("what-happened")

    def test_nobody_has_to_write_to_be_told_who_helps(self) -> None:
        steps = seen(run_of("something-felt-wrong", answers={"now": "whom"}))
        assert "outside" in steps
        assert not {"what-happened", "hard"} & set(steps)

    def test_it_is_private_and_its_entry_says_nothing(self) -> None:
        guide = GUIDES["something-felt-wrong"]
        assert guide.private
        answers = {"now": "look", "happened": "something"}
        made = make(guide, RunState(run_id="r", guide_id=guide.id, answers=answers))
        assert made.entry_title == "A private note"

    def test_five_kinds_of_help_from_outside_are_named(self) -> None:
        whom = GUIDES["something-felt-wrong"].prompt("whom")
        assert isinstance(whom, Choice)
        assert {"trusted", "gp", "licence", "line", "police"} <= set(whom.names())
        assert whom.several
        assert not whom.required

    def test_it_can_be_found_from_the_passport(self) -> None:
        assert ("guide", "something-felt-wrong") in links("consent-passport", "complain")
