"""The guides after a session wait, stop, and let someone leave out whatever they like."""

from collections.abc import Mapping
from typing import Any

import pytest

from ketaguide.content.acting import Link, Recall
from ketaguide.content.lists import Choice
from ketaguide.content.prompts import Info, Scale
from ketaguide.engine.makes import make
from ketaguide.engine.run import Outcome
from tests.helpers.after import ALL, CARE, DRAWN, NAMES, WAITING, links, run, seen, shown, walk


def path_options() -> list[tuple[str, str]]:
    found = []
    for name in NAMES:
        path = ALL[name].prompt("path")
        assert isinstance(path, Choice)
        found += [(name, option) for option in path.names()]
    return found


class TestWhen:
    @pytest.mark.parametrize("name", WAITING)
    def test_nothing_is_asked_in_the_first_hours(self, name: str) -> None:
        assert seen(name, {}, "first-hours") == ["too-soon"]
        assert not any(p.asks for p in run(name, {}, "first-hours").prompts)

    @pytest.mark.parametrize("name", WAITING)
    def test_a_draft_of_another_day_is_kept_and_not_shown(self, name: str) -> None:
        here = run(name, {"path": "something", "letter": {"text": "Dear you."}}, "first-hours")
        assert [step.id for step in here.steps] == ["too-soon"]
        assert here.state.answers["letter"] == {"text": "Dear you."}

    @pytest.mark.parametrize("since", ["first-hours", "first-day"])
    def test_a_letter_waits_for_a_whole_day(self, since: str) -> None:
        assert seen("letter", {"path": "write"}, since) == ["too-soon"]

    @pytest.mark.parametrize("since", ["none", "first-week", "first-month", "longer"])
    def test_then_it_can_be_written(self, since: str) -> None:
        assert "write" in seen("letter", {"path": "write"}, since)

    def test_in_the_first_day_a_feeling_is_named_and_no_more(self) -> None:
        answers = {"path": "something", "next": "stay"}
        first = seen("feelings-and-release", answers, "first-day")
        assert {"name", "place-it", "hard", "first-day", "put-away"} <= set(first)
        assert not {"way-on", "before-turns", "turns"} & set(first)
        later = seen("feelings-and-release", answers)
        assert {"way-on", "before-turns", "turns"} <= set(later)
        assert "first-day" not in later

    @pytest.mark.parametrize("name", CARE)
    @pytest.mark.parametrize("since", ["none", "first-hours", "first-day"])
    def test_care_never_waits(self, name: str, since: str) -> None:
        assert "close" in seen(name, {}, since)

    def test_a_week_and_a_month_come_on_the_path(self) -> None:
        for name, days in (("one-week", 7), ("one-month", 30)):
            opens = ALL[name].opens
            assert opens is not None
            assert opens.offset().days == days
            assert ALL[name].place == "path"
        assert {ALL[name].place for name in (*WAITING, *CARE)} == {"door"}


class TestEveryAnswerIsAFullOne:
    @pytest.mark.parametrize(("name", "option"), path_options())
    def test_each_way_ends_with_something_kind_to_read(self, name: str, option: str) -> None:
        outcome, here = walk(name, {"path": option})
        assert outcome is Outcome.FINISHED
        assert here.step.id == "close"
        assert here.step.lead
        assert any(isinstance(prompt, Info) for prompt in here.prompts)

    @pytest.mark.parametrize("name", NAMES)
    def test_little_and_not_today_are_among_the_answers(self, name: str) -> None:
        path = ALL[name].prompt("path")
        assert isinstance(path, Choice)
        assert {"little", "not-today"} <= set(path.names())
        assert not path.stops

    @pytest.mark.parametrize("name", NAMES)
    def test_not_today_asks_nothing_further(self, name: str) -> None:
        here = run(name, {"path": "not-today"})
        steps = [step.id for step in here.steps]
        fork = next(s.id for s in here.guide.steps if any(p.id == "path" for p in s.prompts))
        assert steps[steps.index(fork) + 1 :] == ["close"]

    @pytest.mark.parametrize("name", NAMES)
    def test_only_the_way_itself_is_asked_for(self, name: str) -> None:
        assert {p.id for _, p in ALL[name].prompts() if p.required} == {"path"}

    @pytest.mark.parametrize("name", NAMES)
    def test_all_can_be_left_out(self, name: str) -> None:
        outcome, here = walk(name, {})
        assert outcome is Outcome.FINISHED
        assert not make(here.guide, here.state).entry_title

    def test_little_leads_to_a_page_of_its_own(self) -> None:
        for name in ("day-after", "one-week", "one-month", "between-sessions", "insight-to-action"):
            ways = links(name, {"path": "little"})
            assert "little-happened" in ways, name

    @pytest.mark.parametrize("name", NAMES)
    def test_links_and_recalls_lead_somewhere(self, name: str) -> None:
        for _, prompt in ALL[name].prompts():
            if isinstance(prompt, Link | Recall) and prompt.guide:
                assert prompt.guide in ALL
            if isinstance(prompt, Recall) and prompt.prompt:
                assert ALL[prompt.guide].prompt(prompt.prompt)

    @pytest.mark.parametrize("name", NAMES)
    def test_minutes_fit_the_screens(self, name: str) -> None:
        assert 0.7 <= ALL[name].minutes / len(ALL[name].steps) <= 2.5


class TestStops:
    @pytest.mark.parametrize("name", NAMES)
    def test_whatever_touches_something_hard_can_stop(self, name: str) -> None:
        scales = [p for _, p in ALL[name].prompts() if isinstance(p, Scale) and p.stop_at]
        choices = [p for _, p in ALL[name].prompts() if isinstance(p, Choice) and p.stops]
        assert scales or choices
        assert {(scale.min, scale.max, scale.stop_at) for scale in scales} <= {(0, 10, 7)}

    @pytest.mark.parametrize("name", ["feelings-and-release", "letter"])
    @pytest.mark.parametrize(
        "answers",
        [
            {"near": "afraid-alone"},
            {"moment": "not-slept"},
            {"moment": "effects"},
            {"moment": "hurt-myself"},
        ],
    )
    def test_it_does_not_begin_without_sleep_or_in_fear(
        self, name: str, answers: Mapping[str, str]
    ) -> None:
        outcome, here = walk(name, {"path": "something", **answers})
        assert outcome is Outcome.STOP
        assert here.step.id == "arrive"

    @pytest.mark.parametrize("name", ["feelings-and-release", "letter"])
    def test_alone_and_all_right_goes_on(self, name: str) -> None:
        assert walk(name, {"near": "alone", "moment": "tired-here"})[0] is Outcome.FINISHED

    @pytest.mark.parametrize(
        "turns",
        [
            {"ratings": [4, 7], "now": "here"},
            {"ratings": [3, 4, 5], "now": "here"},
            {"ratings": [2], "now": "numb"},
            {"ratings": [2], "now": "floaty"},
            {"ratings": [2], "now": "losing-time"},
        ],
    )
    def test_small_turns_stop(self, turns: Mapping[str, Any]) -> None:
        outcome, here = walk(
            "feelings-and-release", {"path": "something", "next": "stay", "turns": turns}
        )
        assert outcome is Outcome.STOP
        assert here.step.id == "turns"

    def test_quiet_turns_lead_back_to_the_room(self) -> None:
        turns = {"near": "yes", "resource": "the wall", "ratings": [4, 5, 3], "now": "here"}
        answers = {"path": "unclear", "next": "stay", "turns": turns}
        assert walk("feelings-and-release", answers)[0] is Outcome.FINISHED
        assert seen("feelings-and-release", answers)[-3:] == ["come-back", "put-away", "close"]

    @pytest.mark.parametrize(
        ("name", "answers"),
        [
            ("feelings-and-release", {"path": "something"}),
            ("letter", {"path": "write"}),
            ("fair-voice", {"path": "hard"}),
            ("draw-it", {"path": "now", "drawing": DRAWN, "how": "stirs"}),
            ("one-week", {"path": "something"}),
            ("one-month", {"path": "little"}),
            ("between-sessions", {"path": "hard"}),
            ("after-hard-session", {"path": "line"}),
            ("insight-to-action", {"path": "one", "about": ["past"]}),
        ],
    )
    def test_too_hard_grounds_once_and_then_stops(
        self, name: str, answers: Mapping[str, Any]
    ) -> None:
        outcome, here = walk(name, {**answers, "hardness": 8})
        assert outcome is Outcome.GROUND
        here.grounded_once()
        assert here.skip() is Outcome.STOP

    @pytest.mark.parametrize("name", ["one-week", "one-month", "between-sessions"])
    @pytest.mark.parametrize(
        "state", ["far", "back-then", "afraid-alone", "watched", "hurt-myself"]
    )
    def test_a_look_back_stops_where_someone_is_no_longer_here(self, name: str, state: str) -> None:
        assert walk(name, {"path": "something", "right-now": state})[0] is Outcome.STOP
        assert walk(name, {"path": "something", "right-now": "flat"})[0] is Outcome.FINISHED

    @pytest.mark.parametrize("name", ["day-after", "feelings-and-release"])
    def test_hopeless_is_met_before_anything_else_is_asked(self, name: str) -> None:
        felt = {"path": "something", "feelings": {"words": {"hopeless": 5}}}
        assert "emergency number now" in shown(name, felt)["hopeless-care"]
        assert "hopeless-care" not in shown(name, {"path": "something"})

    def test_a_letter_that_made_it_harder_stops(self) -> None:
        answers = {"path": "write", "letter": {"text": "Dear you.", "end": "keep"}}
        assert walk("letter", {**answers, "right-now": "back-then"})[0] is Outcome.STOP
        assert walk("letter", {**answers, "right-now": "stirred"})[0] is Outcome.FINISHED
