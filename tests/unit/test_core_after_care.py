"""What the guides after a session say and make: letters, steps, calls, and what comes next."""

from collections.abc import Mapping
from typing import Any

import pytest

from ketaguide.content.acting import Link
from ketaguide.content.guide import Guide
from ketaguide.content.prompts import Info
from ketaguide.engine.makes import make
from ketaguide.engine.run import Outcome
from tests.helpers.after import ALL, DRAWN, NAMES, links, run, seen, shown, walk

ASKED_DIRECTLY = ("one-week", "one-month", "little-happened")


class TestLetter:
    def test_one_to_someone_who_hurt_can_be_kept_for_therapy(self) -> None:
        answers = {"path": "write", "whom": "hurt", "hurt-way": "therapist"}
        assert not {"before", "write", "after"} & set(seen("letter", answers))
        assert "close-therapist" in shown("letter", answers)
        assert "close-unwritten" not in shown("letter", answers)

    def test_what_was_shredded_stands_nowhere(self) -> None:
        answers = {"path": "write", "letter": {"text": "Dear quiet you.", "end": "shred"}}
        _, here = walk("letter", answers)
        assert "quiet" not in make(here.guide, here.state).entry_body

    def test_it_comes_back_to_the_room_before_it_ends(self) -> None:
        steps = seen("letter", {"path": "write"})
        assert steps.index("write") < steps.index("after") < steps.index("come-back")

    def test_it_is_never_chosen_for_sharing_ahead(self) -> None:
        assert ALL["letter"].private
        assert ALL["after-hard-session"].private


class TestFairVoice:
    def test_a_sentence_that_sounds_false_is_made_smaller(self) -> None:
        answers = {"path": "hard", "fair-sentence": "I tried.", "sits": "not-yet"}
        assert "smaller-body" in shown("fair-voice", answers)
        assert "worse-care" not in shown("fair-voice", answers)

    def test_one_that_makes_it_worse_is_left_alone(self) -> None:
        answers = {"path": "hard", "fair-sentence": "I tried.", "sits": "worse"}
        assert "worse-care" in shown("fair-voice", answers)
        assert "smaller-body" not in shown("fair-voice", answers)
        assert "hard-again" in seen("fair-voice", answers)


class TestSteps:
    SEEN: Mapping[str, Any] = {"path": "one", "insight": "I can ask.", "asks": "ring Ana"}

    def made(self, name: str, answers: Mapping[str, Any]) -> Any:
        _, here = walk(name, answers)
        return make(here.guide, here.state)

    def test_an_insight_becomes_a_step(self) -> None:
        step = {"action": "ring Ana", "cue": "after coffee", "value": "closeness"}
        answers = {**self.SEEN, "step": "small", "first-step": {**step, "date": "2026-11-24"}}
        made = self.made("insight-to-action", answers)
        assert (made.insight, made.asks) == ("I can ask.", "ring Ana")
        assert (made.commitment.action, made.commitment.cue) == ("ring Ana", "after coffee")
        assert (made.commitment.value, made.commitment.date) == ("closeness", "2026-11-24")

    @pytest.mark.parametrize("answer", ["rest", "talk"])
    def test_no_step_makes_none_and_ends_as_well(self, answer: str) -> None:
        answers = {**self.SEEN, "step": answer, "first-step": {"action": "ring Ana"}}
        assert self.made("insight-to-action", answers).commitment is None
        assert "close-no-step" in shown("insight-to-action", answers)

    @pytest.mark.parametrize("name", ["one-week", "one-month", "between-sessions"])
    def test_a_step_is_made_only_where_it_is_changed(self, name: str) -> None:
        answers: dict[str, Any] = {"path": "something", "next-step": {"action": "walk"}}
        assert self.made(name, {**answers, "step-next": "change"}).commitment.action == "walk"
        for kept in ("keep", "drop", "rest"):
            assert self.made(name, {**answers, "step-next": kept}).commitment is None

    @pytest.mark.parametrize("answers", [{"undo": "no"}, {"undo": "unsure"}, {"about": ["leave"]}])
    def test_what_cannot_be_undone_waits_but_danger_does_not(
        self, answers: Mapping[str, Any]
    ) -> None:
        assert "wait" in seen("insight-to-action", {**self.SEEN, **answers})
        assert "danger" in shown("insight-to-action", {**self.SEEN, **answers})["wait-care"]

    def test_what_can_be_undone_does_not_wait(self) -> None:
        assert "wait" not in seen("insight-to-action", {**self.SEEN, "undo": "yes"})

    def test_what_may_be_long_ago_is_neither_confirmed_nor_doubted(self) -> None:
        words = shown("insight-to-action", {**self.SEEN, "about": ["past"]})["past-care"]
        assert "You do not have to decide" in words
        assert "good either way" in words

    def test_a_medicine_is_never_changed_because_of_it(self) -> None:
        words = shown("insight-to-action", {**self.SEEN, "about": ["medicine"]})["medicine-care"]
        assert "do not stop or change a medicine" in words


class TestAskedDirectly:
    @pytest.mark.parametrize("name", ASKED_DIRECTLY)
    @pytest.mark.parametrize("path", ["little", "hard", "lower", "something", "faded"])
    def test_everyone_who_goes_on_is_asked(self, name: str, path: str) -> None:
        choice = ALL[name].prompt("path")
        if path in choice.names():  # type: ignore[union-attr]
            assert "dark" in seen(name, {"path": path})

    @pytest.mark.parametrize("name", ASKED_DIRECTLY)
    def test_who_may_act_on_it_is_asked_nothing_more(self, name: str) -> None:
        outcome, here = walk(name, {"path": "little", "thoughts": "near"})
        assert outcome is Outcome.STOP
        assert here.step.id == "dark"

    @pytest.mark.parametrize("name", ASKED_DIRECTLY)
    @pytest.mark.parametrize("answer", ["new", "unsure"])
    def test_new_or_unsure_means_a_call_today(self, name: str, answer: str) -> None:
        answers = {"path": "little", "thoughts": answer}
        words = shown(name, answers)["thoughts-care"]
        assert "Ring your clinic today" in words
        assert "emergency number now" in words
        assert {"safety", "plan"} <= links(name, answers)

    @pytest.mark.parametrize("name", ASKED_DIRECTLY)
    def test_known_thoughts_are_thanked_for_and_not_alarmed_at(self, name: str) -> None:
        answers = {"path": "little", "thoughts": "known"}
        assert seen(name, answers)[seen(name, answers).index("dark") + 1] == "dark-answer"
        assert "known-care" in shown(name, answers)
        assert "thoughts-care" not in shown(name, answers)

    @pytest.mark.parametrize("name", ASKED_DIRECTLY)
    def test_who_would_rather_not_say_is_told_whom_to_say_it_to(self, name: str) -> None:
        words = shown(name, {"path": "little", "thoughts": "pass"})
        assert "one of your people" in words["pass-care"]
        assert not {"known-care", "thoughts-care"} & set(words)

    def test_a_week_without_sleep_is_a_call(self) -> None:
        words = shown("one-week", {"path": "something", "sleep": "racing"})
        assert words["racing-care"].startswith("Ring your clinic now")
        assert seen("one-week", {"path": "something", "sleep": "racing"})[-1] == "racing"
        assert "safety" in links("one-week", {"path": "something", "sleep": "hardly"})

    def test_the_last_thing_to_try_is_told_today(self) -> None:
        words = shown("little-happened", {"path": "little", "how-list": ["last-hope"]})
        assert "tell them today" in words["last-hope-care"]

    def test_lower_than_before_is_a_call_whatever_day_it_is(self) -> None:
        words = shown("little-happened", {"path": "lower"})
        assert "ring your clinic today" in words["lower-care"]


class TestAfterAHardSession:
    def test_help_comes_on_the_first_page(self) -> None:
        here = run("after-hard-session", {}, "first-hours")
        assert here.step.id == "where"
        assert "emergency number now" in shown("after-hard-session", {})["first-care"]
        assert {p.to for p in here.prompts if isinstance(p, Link)} >= {"safety", "people"}

    def test_far_away_goes_to_the_room_first_and_stops_if_that_is_not_enough(self) -> None:
        outcome, here = walk("after-hard-session", {"right-now": "numb"})
        assert outcome is Outcome.FINISHED
        outcome, here = walk("after-hard-session", {"right-now": "numb", "now": "numb"})
        assert outcome is Outcome.STOP
        assert here.step.id == "state-again"

    def test_close_to_hurting_oneself_does_not_wait_for_the_room(self) -> None:
        outcome, here = walk("after-hard-session", {"right-now": "hurt-myself"})
        assert outcome is Outcome.STOP
        assert here.step.id == "state"

    @pytest.mark.parametrize("answers", [{}, {"path": "help"}, {"path": "someone"}])
    def test_no_story_is_asked_for(self, answers: Mapping[str, str]) -> None:
        steps = seen("after-hard-session", answers)
        assert "line" not in steps
        assert {"helps", "signs", "contacts", "put-away"} <= set(steps)

    def test_when_to_call_comes_in_order_of_urgency(self) -> None:
        ids = list(shown("after-hard-session", {"path": "help"}))
        order = ["signs-now", "signs-hour", "signs-today", "signs-visit"]
        assert [name for name in ids if name in order] == order

    def test_what_a_person_did_has_its_own_page(self) -> None:
        ways = links("after-hard-session", {"path": "someone"})
        assert "something-felt-wrong" in ways


class TestBetweenSessions:
    @pytest.mark.parametrize("item", ["bladder", "dark", "pull", "far", "pregnant"])
    def test_some_news_is_for_today(self, item: str) -> None:
        words = shown("between-sessions", {"news-list": {"ticked": [item], "own": []}})
        assert "ring your clinic today" in words["news-today"]

    def test_other_news_is_for_before_the_day(self) -> None:
        words = shown("between-sessions", {"news-list": {"ticked": ["medicine"], "own": []}})
        assert "news-today" not in words
        assert "do not stop or skip a medicine" in words["news-before"]

    @pytest.mark.parametrize("answer", ["unsure", "later", "no"])
    def test_not_wanting_another_is_met_with_a_way(self, answer: str) -> None:
        ways = links("between-sessions", {"want-next": answer})
        assert "ending-or-changing" in ways

    @pytest.mark.parametrize("answer", ["no", "none-planned"])
    def test_nothing_is_prepared_for_a_session_nobody_wants(self, answer: str) -> None:
        steps = seen("between-sessions", {"path": "something", "want-next": answer})
        assert not {"otherwise", "next-intention"} & set(steps)

    def test_the_last_intention_is_not_overwritten(self) -> None:
        assert not ALL["between-sessions"].makes.intention


def test_a_drawing_that_stirs_comes_back_to_the_room() -> None:
    calm = seen("draw-it", {"path": "now", "drawing": DRAWN, "how": "glad"})
    stirred = seen("draw-it", {"path": "now", "drawing": DRAWN, "how": "stirs"})
    assert "come-back" not in calm
    assert {"hard", "come-back"} <= set(stirred)


def test_nothing_drawn_is_no_failure() -> None:
    assert "close-empty" in shown("draw-it", {"path": "little"})


def guide_words(guide: Guide) -> str:
    texts = [step.lead for step in guide.steps]
    texts += [p.body for _, p in guide.prompts() if isinstance(p, Info)]
    return " ".join(texts).lower()


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_told_what_it_means(name: str) -> None:
    words = guide_words(ALL[name])
    for phrase in ("this means", "it means that", "is a sign that", "symbol", "your inner child"):
        assert phrase not in words
