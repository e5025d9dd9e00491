"""The guides for two, for looking back and for the body lead each answer to the right next page."""

from collections.abc import Mapping
from typing import Any

import pytest

from ketaguide.base.paths import resources
from ketaguide.content.guide import Guide
from ketaguide.content.lists import Choice
from ketaguide.content.loader import load_pack
from ketaguide.engine.view import look

PACK = load_pack(resources() / "packs" / "core")
GUIDES = {guide.id: guide for guide in PACK.guides}
TOGETHER = (
    "preparation-visit",
    "integration-conversation",
    "sitting",
    "group-circle",
    "follow-up-call",
    "helper-at-home",
)
HARD = ("hard-drop", "hard-ladder", "hard-stay")


def shown(
    name: str, answers: Mapping[str, Any], facts: Mapping[str, str] | None = None
) -> list[str]:
    """The ids of the steps that these answers lead through."""
    return [step.id for step, _ in look(GUIDES[name], answers, facts or {}).steps]


class TestForTwo:
    @pytest.mark.parametrize("name", TOGETHER)
    def test_it_is_for_two_and_says_who_speaks(self, name: str) -> None:
        guide = GUIDES[name]
        assert guide.place == "together"
        assert {step.answerer for step in guide.steps} & {"facilitator", "together"}
        assert guide.steps[-1].id == "close"

    @pytest.mark.parametrize("name", TOGETHER)
    def test_no_measure_and_no_amount_is_asked(self, name: str) -> None:
        scales = {prompt.id for _, prompt in GUIDES[name].prompts() if prompt.kind == "scale"}
        assert scales <= {"now"}

    def test_a_helper_is_given_no_scale_and_no_feelings_to_ask(self) -> None:
        kinds = {prompt.kind for _, prompt in GUIDES["helper-at-home"].prompts()}
        assert not kinds & {"scale", "feelings", "titrate", "body", "letter", "signs"}


class TestIntegrationConversation:
    NAME = "integration-conversation"

    def test_something_and_little_have_the_same_time(self) -> None:
        something = shown(self.NAME, {"day": "something", "thoughts": "no"})
        little = shown(self.NAME, {"day": "little", "thoughts": "no"})
        assert "thread" in something
        assert "little" in little
        assert "25 to 38" in titles(self.NAME)["thread"]
        assert "25 to 38" in titles(self.NAME)["little"]
        assert not {*HARD} & {*something, *little}

    def test_stepping_back_leaves_the_thread_alone(self) -> None:
        steps = shown(self.NAME, {"day": "something", "thoughts": "no", "where-to": "back"})
        assert "step-back" in steps
        assert not {"thread", "memories", *HARD} & {*steps}
        assert "wish" in steps

    @pytest.mark.parametrize(
        "answers",
        [
            {"day": "wrong-now"},
            {"day": "something", "thoughts": "new"},
            {"day": "little", "thoughts": "intent"},
            {"day": "something", "thoughts": "no", "where-to": "too-much"},
        ],
    )
    def test_when_it_is_hard_the_agenda_is_dropped(self, answers: dict[str, str]) -> None:
        steps = shown(self.NAME, answers)
        assert {*HARD} <= {*steps}
        assert not {"wish", "tonight", "thread", "little"} & {*steps}
        assert steps[-2:] == ["afterwards", "close"]

    @pytest.mark.parametrize(
        "answers", [{"now": 7}, {"thoughts": "pass", "asked-again": "yes"}], ids=["seven", "yes"]
    )
    def test_no_goodbye_where_it_is_hard_at_the_end(self, answers: dict[str, Any]) -> None:
        steps = shown(self.NAME, {"day": "something", **answers})
        assert steps[steps.index("tonight") + 1 :] == [*HARD, "afterwards", "close"]

    def test_a_call_comes_right_after_a_plan_to_die(self) -> None:
        steps = shown(self.NAME, {"day": "something", "thoughts": "intent"})
        assert steps[steps.index("dying") + 1] == "hard-now"

    def test_not_saying_is_no_emergency_and_no_dead_end(self) -> None:
        steps = shown(self.NAME, {"day": "something", "thoughts": "pass", "asked-again": "no"})
        assert "pass" in steps
        assert "story" in steps
        assert not {*HARD} & {*steps}


class TestOthersForTwo:
    @pytest.mark.parametrize(
        ("answers", "expected"),
        [
            ({"thoughts": "intent"}, "stay-on-now"),
            ({"thoughts": "new"}, "stay-on"),
            ({"thoughts": "pass", "asked-again": "intent"}, "stay-on-now"),
            ({"thoughts": "pass", "asked-again": "yes"}, "stay-on"),
        ],
    )
    def test_a_call_is_not_ended_on_a_yes(self, answers: dict[str, str], expected: str) -> None:
        steps = shown("follow-up-call", {"reached": "yes", **answers})
        assert steps[-3:] == [expected, "afterwards", "close"]

    def test_no_answer_leads_to_what_may_be_left_as_a_message(self) -> None:
        assert shown("follow-up-call", {"reached": "no-answer"}) == [
            "arrive",
            "no-answer",
            "afterwards",
            "close",
        ]

    def test_a_helper_without_time_or_number_does_not_begin(self) -> None:
        assert shown("helper-at-home", {"can": "part"})[-1] == "someone-else"
        assert shown("helper-at-home", {"can": "yes", "number": "not-yet"})[-1] == "number-first"

    def test_nothing_is_read_past_an_emergency(self) -> None:
        assert shown("sitting", {"state": "emergency"})[-1] == "call-now"


class TestLookingBack:
    def test_one_door_is_opened_at_a_time(self) -> None:
        guide = GUIDES["six-doors"]
        door = guide.prompt("door")
        assert isinstance(door, Choice)
        assert not door.several
        doors = [name for name in door.names() if name != "none"]
        assert len(doors) == 6
        for name in doors:
            assert {*doors} & {*shown("six-doors", {"door": name})} == {name}
        assert shown("six-doors", {"door": "none"}) == ["arrive", "doors", "close"]

    @pytest.mark.parametrize("name", ["six-doors", "series-review"])
    def test_it_waits_in_the_first_hours(self, name: str) -> None:
        assert shown(name, {}, {"since": "first-hours"}) == ["too-soon"]

    def test_no_hope_leads_to_people_and_locks_nothing(self) -> None:
        steps = shown("ending-or-changing", {"how-is-it": ["no-hope"], "what-kind": "finished"})
        assert "no-hope" in steps
        assert steps[-1] == "close"
        assert {"people", "plan", "safety"} <= links("ending-or-changing", "no-hope")
        assert "goodbye" not in steps


class TestBodyCheck:
    def test_blood_and_racing_end_with_a_call(self) -> None:
        assert shown("body-check", {"bladder-what": ["night", "blood"]})[-1] == "blood"
        assert shown("body-check", {"sleep-how": "racing"})[-1] == "racing"
        assert shown("body-check", {"else-what": ["fall", "watched"]})[-1] == "watched"
        assert "calls" in links("body-check", "blood") & links("body-check", "racing")

    def test_nothing_noticed_asks_nothing_further(self) -> None:
        answers = {"bladder-what": ["none"], "sleep-how": "usual", "pull-what": ["none"]}
        steps = shown("body-check", {**answers, "else-what": ["none"]})
        assert steps == ["arrive", "bladder", "sleep", "pull", "anything-else", "note", "close"]

    @pytest.mark.parametrize(
        ("answers", "step"),
        [
            ({"bladder-what": ["often"]}, "bladder-call"),
            ({"sleep-how": "two-nights"}, "sleep-call"),
            ({"pull-what": ["counting", "outside"]}, "pull-call"),
            ({"pull-what": ["counting"]}, "pull-tell"),
            ({"else-what": ["dark"]}, "dark"),
            ({"else-what": ["fall"]}, "tell-clinic"),
        ],
    )
    def test_what_was_noticed_finds_its_page(self, answers: dict[str, Any], step: str) -> None:
        assert step in shown("body-check", answers)
        assert links("body-check", step)

    def test_it_is_private_and_adds_nothing_up(self) -> None:
        guide = GUIDES["body-check"]
        assert guide.private
        assert not [prompt for _, prompt in guide.prompts() if prompt.kind == "scale"]


def titles(name: str) -> dict[str, str]:
    return {step.id: step.title for step in GUIDES[name].steps}


def links(name: str, step_id: str) -> set[str]:
    """Where the buttons of a step lead."""
    guide: Guide = GUIDES[name]
    step = next(step for step in guide.steps if step.id == step_id)
    return {getattr(prompt, "to", "") for prompt in step.prompts if prompt.kind == "link"}
