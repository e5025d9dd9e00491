"""The core pack loads, leads where it says, and looks after the person who answers."""

import re
from typing import Any

import pytest

from ketaguide.base.paths import resources
from ketaguide.content.catalogue import Catalogue, load_catalogue
from ketaguide.content.felt import Feelings
from ketaguide.content.guide import Guide
from ketaguide.content.lines import Groups
from ketaguide.content.lists import Choice, Signs
from ketaguide.content.prompts import GatePrompt, Scale, TextPrompt
from ketaguide.content.shape import Misfit, read_table
from tests.helpers import reading
from tests.helpers.core_pack import CORE, parsed
from tests.helpers.core_runs import GUIDES

FIRST = ("preparing", "set-and-setting", "day-after")
EVERY = tuple(GUIDES)
# Where a guide begins or ends, someone is brought to the place they are in.
ROOM = re.compile(r"(?i)\b(?:feet|floor|room|chair|look (?:once )?(?:a?round|up)|holds you)\b")
OUTCOMES = ("now", "stop", "pause", "go-on")
SENSES = ("see", "touch", "hear", "smell", "taste")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resources() / "packs")


def found(prompts: Guide, prompt_id: str, kind: type) -> Any:
    prompt = prompts.prompt(prompt_id)
    assert isinstance(prompt, kind), prompt_id
    return prompt


class TestLoads:
    def test_no_problem_in_any_pack(self, catalogue: Catalogue) -> None:
        assert not getattr(catalogue, "problems", ())
        assert {guide.id for guide in catalogue.guides()} >= set(EVERY)

    def test_one_guide_for_each_phase(self, catalogue: Catalogue) -> None:
        phases = [catalogue.guide(name).phase for name in FIRST]
        assert phases == ["preparation", "session-day", "integration"]

    def test_preparing_has_the_four_parts(self, catalogue: Catalogue) -> None:
        guide = catalogue.guide("preparing")
        parts = [part.id for part in guide.parts]
        assert parts == ["knowing", "intention", "body-and-mind", "people"]
        assert list(dict.fromkeys(step.part for step in guide.steps)) == parts
        assert guide.makes.intention == "intention"

    def test_every_icon_is_there(self, catalogue: Catalogue) -> None:
        guides = catalogue.guides()
        icons = {g.icon for g in guides} | {part.icon for g in guides for part in g.parts}
        assert not {i for i in icons if not (resources() / "icons" / f"{i}.svg").is_file()}

    def test_feelings_are_about_sixty_in_eight_families(self, catalogue: Catalogue) -> None:
        families = catalogue.words("feelings")
        words = [word for family in families for word in family.words]
        assert len(families) == 8
        assert 55 <= len(words) <= 65
        assert len({word.id for word in words}) == len({word.label for word in words}) == len(words)
        assert all({word.level for word in family.words} == {1, 2, 3} for family in families)


class TestCare:
    @pytest.mark.parametrize("name", EVERY)
    def test_it_ends_where_one_can_stop(self, catalogue: Catalogue, name: str) -> None:
        last = catalogue.guide(name).steps[-1]
        assert last.id == "close"
        assert not any(prompt.asks for prompt in last.prompts)

    @pytest.mark.parametrize("name", EVERY)
    def test_it_brings_someone_to_where_they_are(self, name: str) -> None:
        steps = parsed(CORE / "guides" / f"{name}.toml")["steps"]
        begins = next(step for step in steps if not step.get("ends"))
        said = [text for _, text in reading.strings([begins, steps[-1]], keys=reading.PROSE)]
        assert ROOM.search(" ".join(said))

    @pytest.mark.parametrize("name", FIRST)
    def test_the_first_three_begin_with_feet_and_room(self, name: str) -> None:
        steps = parsed(CORE / "guides" / f"{name}.toml")["steps"]
        first = next(step for step in steps if not step.get("ends"))
        words = " ".join(text for _, text in reading.strings(first, keys=reading.PROSE)).lower()
        assert "feet" in words
        assert "floor" in words

    @pytest.mark.parametrize("name", EVERY)
    def test_almost_nothing_is_required(self, catalogue: Catalogue, name: str) -> None:
        required = {p.id for _, p in catalogue.guide(name).prompts() if p.required}
        assert required <= {"path"}


class TestGateContent:
    def test_signs_come_by_urgency_and_all_are_read(self, catalogue: Catalogue) -> None:
        guide = catalogue.guide("set-and-setting")
        signs = [prompt for _, prompt in guide.prompts() if isinstance(prompt, Signs)]
        assert [prompt.leads for prompt in signs] == ["now", "stop", "stop", "stop", "pause"]
        gate = found(guide, "outcome", GatePrompt)
        assert gate.reads == (*(prompt.id for prompt in signs), "sleep", "worry")

    def test_the_gate_comes_before_the_lists(self, catalogue: Catalogue) -> None:
        steps = [step.id for step in catalogue.guide("set-and-setting").steps]
        assert steps[0] == "before-home"
        assert steps.index("signs-now") <= 3
        assert steps.index("gate") < steps.index("weather") < steps.index("room")

    def test_after_an_emergency_sign_no_further_question_is_asked(
        self, catalogue: Catalogue
    ) -> None:
        guide = catalogue.guide("set-and-setting")
        answers = {"now": {"chest": "yes"}, "outcome": "now"}
        after = guide.steps[[step.id for step in guide.steps].index("signs-now") + 1 :]
        left = [step.id for step in after if not step.show_if or step.show_if.holds(answers)]
        assert left == ["gate"]

    @pytest.mark.parametrize(("outcome", "shown_after"), [("stop", 0), ("pause", 6), ("go-on", 6)])
    def test_the_lists_are_closed_when_a_call_comes_first(
        self, catalogue: Catalogue, outcome: str, shown_after: int
    ) -> None:
        steps = catalogue.guide("set-and-setting").steps
        after = steps[[step.id for step in steps].index("gate") + 1 :]
        answers = {"outcome": outcome}
        left = [step for step in after if not step.show_if or step.show_if.holds(answers)]
        assert len(left) == shown_after

    def test_strong_worry_is_told_to_the_team(self, catalogue: Catalogue) -> None:
        worry = found(catalogue.guide("set-and-setting"), "worry", Scale)
        assert worry.pause_at == 8

    @pytest.mark.parametrize("outcome", OUTCOMES)
    def test_each_outcome_has_its_lines(self, catalogue: Catalogue, outcome: str) -> None:
        lines = catalogue.lines("gate")[outcome]
        assert {"title", "body", "close"} <= set(lines)
        if outcome in ("stop", "pause"):
            assert "{reasons}" in lines["script"]

    def test_an_emergency_is_said_first_and_without_softness(self, catalogue: Catalogue) -> None:
        lines = catalogue.lines("gate")
        assert lines["now"]["title"] == "Call {number} now"
        assert "Your team makes the final check" in lines["go-on"]["body"]
        assert "does not mean losing your care" in lines["stop"]["care"]
        assert "before you set off" in lines["stop"]["title"]


class TestDayAfter:
    def test_hardness_stops_at_seven_and_so_do_three_states(self, catalogue: Catalogue) -> None:
        guide = catalogue.guide("day-after")
        assert found(guide, "hardness", Scale).stop_at == 7
        assert set(found(guide, "right-now", Choice).stops) >= {"numb", "floaty", "losing-time"}

    def test_little_happened_is_an_equal_way(self, catalogue: Catalogue) -> None:
        guide = catalogue.guide("day-after")
        ways = found(guide, "path", Choice).names()
        assert ways == ("something", "little", "not-today")
        assert found(guide, "little-how", Choice).several
        assert isinstance(found(guide, "little-words", TextPrompt), TextPrompt)

    @pytest.mark.parametrize(
        ("answers", "screens"),
        [
            ({"path": "something", "insight": "x", "hardness": 5}, 12),
            ({"path": "something"}, 10),
            ({"path": "little", "insight": "x", "hardness": 5}, 12),
            ({"path": "little"}, 10),
            ({"path": "not-today"}, 3),
        ],
    )
    def test_each_way_is_of_like_length(
        self, catalogue: Catalogue, answers: dict[str, Any], screens: int
    ) -> None:
        steps = catalogue.guide("day-after").steps
        assert sum(not s.show_if or s.show_if.holds(answers) for s in steps) == screens

    def test_it_makes_all_that_it_promises(self, catalogue: Catalogue) -> None:
        guide = catalogue.guide("day-after")
        makes = guide.makes
        assert makes.entry is not None
        assert makes.commitment is not None
        assert (makes.insight, makes.asks, makes.feelings) == ("insight", "asks", "feelings")
        found(guide, makes.feelings, Feelings)
        assert makes.commitment.unless is not None
        assert makes.commitment.unless.holds({"step": "rest"})
        assert makes.commitment.unless.holds({})
        assert not makes.commitment.unless.holds({"step": "small"})

    def test_it_opens_twelve_hours_after(self, catalogue: Catalogue) -> None:
        opens = catalogue.guide("day-after").opens
        assert opens is not None
        assert opens.offset().total_seconds() == 12 * 3600


class TestGroundMe:
    def test_feet_and_room_come_before_breath(self, catalogue: Catalogue) -> None:
        groups = list(catalogue.lines("grounding"))
        order = ["open", "feet", *SENSES, "breath", "people", "close"]
        assert groups[: len(order)] == order

    def test_the_breath_has_no_hold(self, catalogue: Catalogue) -> None:
        lines = catalogue.lines("grounding")["breath"]
        assert not re.search(r"\b(hold|pause|count)\b", " ".join(lines.values()))

    def test_numbers_of_help_are_never_fixed(self, catalogue: Catalogue) -> None:
        for name in ("grounding", "gate"):
            for group in catalogue.lines(name).values():
                assert not re.search(r"\d{3}", " ".join(group.values()))


class TestLines:
    def test_a_fault_names_its_place(self) -> None:
        rows = {"groups": [{"id": "a", "title": "A", "lines": [{"id": "b"}]}]}
        with pytest.raises(Misfit, match=r"groups\[0\]\.lines\[0\]\.text is missing"):
            read_table(Groups, rows, place="")

    def test_a_line_said_twice_is_refused(self) -> None:
        line = {"id": "b", "text": "B"}
        rows = {"groups": [{"id": "a", "title": "A", "lines": [line, line]}]}
        with pytest.raises(Misfit, match="used twice"):
            read_table(Groups, rows, place="")

    def test_a_group_named_twice_is_refused(self) -> None:
        group = {"id": "a", "title": "A", "lines": [{"id": "b", "text": "B"}]}
        with pytest.raises(Misfit, match="used twice"):
            read_table(Groups, {"groups": [group, group]}, place="")
