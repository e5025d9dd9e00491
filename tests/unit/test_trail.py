"""Which page is opened again when one is left."""

from ketaguide.ui.errands import (
    NewEntry,
    OpenEntry,
    OpenGuide,
    OpenInsights,
    OpenSeries,
    OpenSteps,
    OpenThread,
    OpenVersions,
    PlanSeries,
    PlanSession,
    WriteStep,
)
from ketaguide.ui.trail import Trail


def _come(*errands: object) -> Trail:
    trail = Trail()
    for errand in errands:
        trail.lead_to(errand)  # type: ignore[arg-type]
    return trail


def _way_back(trail: Trail) -> list[object]:
    """Pressing Back until the place in the sidebar is there."""
    way: list[object] = []
    while (before := trail.back()) is not None:
        way.append(before)
        trail.lead_to(before)
    return way


def test_back_leads_the_way_one_came() -> None:
    trail = _come(OpenThread("t"), OpenInsights("i"), OpenEntry("e"), OpenVersions("e"))
    assert _way_back(trail) == [OpenEntry("e"), OpenInsights("i"), OpenThread("t")]


def test_a_form_or_a_guide_that_is_done_is_not_opened_again() -> None:
    done = _come(OpenInsights("i"), WriteStep(insight_id="i"), OpenSteps("s", note="Kept."))
    assert _way_back(done) == [OpenInsights("i")]
    assert _way_back(_come(OpenGuide("a"), OpenEntry("e"))) == []


def test_what_was_said_on_arrival_is_not_said_again() -> None:
    trail = _come(OpenSteps(note="Kept."), OpenSteps("s"))
    assert _way_back(trail) == [OpenSteps()]


def test_the_list_takes_the_place_of_its_part() -> None:
    trail = _come(OpenEntry("e"), OpenInsights("i"))
    trail.lead_to(OpenInsights(), is_up=True)
    assert _way_back(trail) == [OpenEntry("e")]


def test_to_and_fro_is_not_walked_back_step_by_step() -> None:
    trail = _come(*[OpenInsights(), OpenEntry("e"), OpenInsights("i")] * 4)
    assert _way_back(trail) == [OpenEntry("e"), OpenInsights()]


def test_a_planned_series_is_left_once() -> None:
    trail = _come(OpenSteps(), OpenSeries(), PlanSeries(), OpenSeries("new"))
    assert _way_back(trail) == [OpenSteps()]


def test_the_plan_leads_back_to_its_guide_and_the_guide_to_the_place() -> None:
    guide = OpenGuide("a", "s")
    trail = _come(guide, PlanSession("s", back=guide))
    assert _way_back(trail) == [guide]


def test_nothing_of_what_is_gone_is_opened_again() -> None:
    guide = OpenGuide("a", "s")
    trail = _come(OpenSeries("row"), guide, PlanSession("s", back=guide))
    assert trail.back(is_gone=True) == OpenSeries("row")


def test_a_new_entry_that_was_saved_is_that_entry_from_then_on() -> None:
    trail = _come(NewEntry())
    trail.lead_to(OpenVersions("e"), again=OpenEntry("e"))
    assert _way_back(trail) == [OpenEntry("e")]


def test_a_long_way_is_forgotten_from_its_beginning() -> None:
    way = [OpenEntry(str(n)) for n in range(40)]
    back = _way_back(_come(*way))
    assert back[:3] == [OpenEntry("38"), OpenEntry("37"), OpenEntry("36")]
    assert len(back) < 10
