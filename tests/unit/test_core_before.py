"""Before a session and on its day: each branch leads where it has to."""

import re
from collections.abc import Mapping

import pytest

from ketaguide.content.acting import Link, Pause, Recall
from ketaguide.content.lists import Checklist, Choice
from ketaguide.engine.makes import make
from ketaguide.engine.run import Outcome
from ketaguide.engine.state import RunState
from tests.helpers.core_runs import GUIDES, all_no, links, recalls, run_of, seen, shown

ROUTES = ("iv", "im", "lozenge", "nasal")
LISTS: Mapping[str, str] = {
    "iv": "iv-list",
    "im": "im-list",
    "lozenge": "home-list",
    "nasal": "nasal-list",
}


class TestAtHome:
    @pytest.mark.parametrize(
        ("adult", "number"), [("missing", "known"), ("named", "missing"), ("missing", "missing")]
    )
    def test_a_lozenge_waits_for_an_adult_and_a_number(self, adult: str, number: str) -> None:
        run = run_of("set-and-setting", route="lozenge", adult=adult, clinic_number=number)
        assert seen(run) == ["before-home"]
        assert run.advance() is Outcome.FINISHED
        assert ("session", "") in links("set-and-setting", "before-home")
        assert ("safety", "") in links("set-and-setting", "before-home")

    def test_it_says_only_what_is_missing(self) -> None:
        run = run_of("set-and-setting", route="lozenge", adult="missing", clinic_number="known")
        assert "home-adult" in shown(run, "before-home")
        assert "home-number" not in shown(run, "before-home")

    def test_with_both_it_opens(self) -> None:
        run = run_of("set-and-setting", route="lozenge", adult="named", clinic_number="known")
        assert seen(run)[0] == "arrive"

    @pytest.mark.parametrize("route", ["iv", "im", "nasal", "other", "none"])
    def test_elsewhere_staff_are_there(self, route: str) -> None:
        run = run_of("set-and-setting", route=route, adult="missing", clinic_number="missing")
        assert seen(run)[0] == "arrive"


class TestTheDay:
    def test_nothing_but_the_night_stands_before_the_emergency_signs(self) -> None:
        run = run_of("set-and-setting", route="iv", adult="named", clinic_number="known")
        assert seen(run)[:3] == ["arrive", "today", "signs-now"]

    @pytest.mark.parametrize("route", ROUTES)
    def test_a_call_closes_the_lists_whatever_the_route(self, route: str) -> None:
        guide = GUIDES["set-and-setting"]
        answers = {**all_no(guide), "day": {**all_no(guide)["day"], "escort": "yes"}}
        run = run_of(
            "set-and-setting", answers=answers, route=route, adult="named", clinic_number="known"
        )
        assert seen(run)[-1] == "gate"

    @pytest.mark.parametrize("route", ROUTES)
    def test_each_route_has_its_own_list_and_no_other(self, route: str) -> None:
        run = run_of(
            "set-and-setting",
            answers=all_no(GUIDES["set-and-setting"]),
            route=route,
            adult="named",
            clinic_number="known",
        )
        assert shown(run, "by-route") == [LISTS[route]]
        assert seen(run)[-1] == "close"

    def test_no_list_where_the_plan_does_not_say_how(self) -> None:
        run = run_of("set-and-setting", answers=all_no(GUIDES["set-and-setting"]), route="other")
        assert "by-route" not in seen(run)
        assert {"room", "people", "close"} <= set(seen(run))

    def test_it_recalls_intention_rules_and_how_one_says_stop(self) -> None:
        assert recalls("set-and-setting") >= {
            ("intention", "", ""),
            ("rules", "", ""),
            ("answer", "consent-passport", "stop-word"),
            ("answer", "consent-passport", "stop-gesture"),
        }

    @pytest.mark.parametrize("name", ["set-and-setting", "day-before", "preparing-short"])
    def test_no_hour_and_no_figure_of_a_clinic_is_stated(self, name: str) -> None:
        for _, prompt in GUIDES[name].prompts():
            said = " ".join((prompt.label, prompt.hint, getattr(prompt, "body", "")))
            said += " ".join(one.label for one in getattr(prompt, "items", ()))
            assert not re.search(r"\d", said), prompt.id


class TestPreparing:
    def test_an_earlier_session_is_asked_about_only_if_there_was_one(self) -> None:
        assert "last-time" in seen(run_of("preparing", earlier="yes"))
        assert "last-time" not in seen(run_of("preparing", earlier="no"))
        assert {("intention", "", ""), ("insight", "", "")} <= recalls("preparing")

    @pytest.mark.parametrize("route", [*ROUTES, "other", "none"])
    def test_one_text_on_how_it_is_given(self, route: str) -> None:
        assert len(shown(run_of("preparing", route=route), "how-given")) == 1

    def test_holding_the_breath_is_only_a_choice(self) -> None:
        pauses = [
            p for guide in GUIDES.values() for _, p in guide.prompts() if isinstance(p, Pause)
        ]
        assert pauses
        assert all(p.ways[0] != "box" for p in pauses)

    def test_silence_and_open_eyes_stand_beside_music_and_shade(self) -> None:
        sound, eyes = GUIDES["preparing"].prompt("sound"), GUIDES["preparing"].prompt("eyes")
        assert isinstance(sound, Choice)
        assert isinstance(eyes, Choice)
        assert sound.names() == ("silence", "clinic-music", "own-music", "decide-there")
        assert eyes.names() == ("open", "closed", "shade", "decide-there")

    def test_the_short_way_is_a_door_and_leaves_an_intention(self) -> None:
        guide = GUIDES["preparing-short"]
        assert (guide.place, guide.shelf) == ("door", "days")
        assert 6 <= guide.minutes <= 8
        state = RunState(run_id="r", guide_id=guide.id, answers={"intention": "Room."})
        assert make(guide, state).intention == "Room."


class TestPassport:
    PROMPTS = (
        *("touch", "touch-where", "stop-word", "stop-gesture", "urgent-touch", "who-enters"),
        *("recording", "names", "avoid", "end-plan", "complaint", "agreed-with", "agreed-on"),
    )

    def test_what_its_page_reads_is_asked(self) -> None:
        assert {p.id for _, p in GUIDES["consent-passport"].prompts()} >= set(self.PROMPTS)

    @pytest.mark.parametrize("since", ["first-hours", "first-day"])
    def test_after_a_session_begins_it_can_only_be_narrowed(self, since: str) -> None:
        run = run_of("consent-passport", since=since)
        assert seen(run) == ["narrow-only"]
        asked = [prompt for prompt in run.prompts if prompt.asks]
        assert [prompt.id for prompt in asked] == ["taken-back"]

    @pytest.mark.parametrize("since", ["none", "first-week", "longer"])
    def test_otherwise_it_is_whole(self, since: str) -> None:
        assert "narrow-only" not in seen(run_of("consent-passport", since=since))

    @pytest.mark.parametrize(
        ("touch", "asked"), [(["hand"], True), (["none"], False), (["none", "hand"], False)]
    )
    def test_no_touch_counts_more_than_what_is_chosen_beside_it(
        self, touch: list[str], asked: bool
    ) -> None:
        run = run_of("consent-passport", answers={"touch": touch})
        assert ("touch-where" in shown(run, "touch")) is asked

    def test_nothing_is_chosen_ahead(self) -> None:
        touch = GUIDES["consent-passport"].prompt("touch")
        assert isinstance(touch, Choice)
        assert touch.names()[0] == "none"
        assert touch.clean(None) is None


class TestTheDayBefore:
    @pytest.mark.parametrize("today", ["low", "ill", "no-wish"])
    def test_what_the_clinic_needs_to_know_comes_at_once(self, today: str) -> None:
        run = run_of("day-before", answers={"today": today})
        assert seen(run)[1] == "tell-today"
        assert f"tell-{today}" in shown(run, "tell-today")

    @pytest.mark.parametrize("today", ["racing", "worse"])
    def test_no_list_follows_what_cannot_wait(self, today: str) -> None:
        run = run_of("day-before", answers={"today": today})
        assert seen(run) == ["arrive", "call-first"]
        assert shown(run, "call-first")[0] == f"tell-{today}"
        assert links("day-before", "call-first") == [("people", ""), ("safety", "")]

    @pytest.mark.parametrize("today", ["as-usual", "nervous"])
    def test_an_ordinary_day_goes_on(self, today: str) -> None:
        assert "tell-today" not in seen(run_of("day-before", answers={"today": today}))

    def test_at_home_and_away_have_their_own_things_to_lay_out(self) -> None:
        assert shown(run_of("day-before", route="lozenge"), "bag") == ["bag-home"]
        assert shown(run_of("day-before", route="nasal"), "bag") == ["bag-clinic"]

    def test_a_missing_adult_at_home_is_said(self) -> None:
        alone = run_of("day-before", route="lozenge", adult="missing")
        assert "no-adult" in shown(alone, "people")
        assert "no-adult" not in shown(run_of("day-before", route="iv", adult="missing"), "people")


@pytest.mark.parametrize(
    "name",
    [
        *("preparing", "preparing-short", "consent-passport", "something-felt-wrong"),
        *("day-before", "set-and-setting", "first-words"),
    ],
)
class TestEach:
    def test_what_it_points_at_is_there(self, name: str) -> None:
        for _, prompt in GUIDES[name].prompts():
            if isinstance(prompt, Link) and prompt.guide:
                assert prompt.guide in GUIDES
            if isinstance(prompt, Recall) and prompt.guide:
                assert GUIDES[prompt.guide].prompt(prompt.prompt) is not None

    def test_it_begins_with_the_floor_and_ends_where_one_can_stop(self, name: str) -> None:
        step = next(step for step in GUIDES[name].steps if not step.ends)
        said = step.lead + " ".join(getattr(prompt, "body", "") for prompt in step.prompts)
        assert "feet" in said.lower()
        assert GUIDES[name].steps[-1].id == "close"

    def test_no_number_of_help_is_fixed(self, name: str) -> None:
        for step in GUIDES[name].steps:
            for prompt in step.prompts:
                said = " ".join((step.lead, prompt.label, prompt.hint, getattr(prompt, "body", "")))
                assert not re.search(r"\d{3}", said)

    def test_a_list_can_be_added_to_or_is_short(self, name: str) -> None:
        for _, prompt in GUIDES[name].prompts():
            if isinstance(prompt, Checklist):
                assert prompt.own or len(prompt.items) <= 5
