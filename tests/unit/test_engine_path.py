"""The stones on Home: what is done, what is next, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from ketaguide.content.guide import Guide
from ketaguide.engine.path import RunFacts, Stone, facts, stones
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from tests.helpers.packs import guide_of

START = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def a_guide(guide_id: str, phase: str, opens: str = "", *, parts: bool = False) -> Guide:
    part = 'part = "{}"\n' if parts else ""
    steps = "".join(
        f'[[steps]]\nid = "{name}"\ntitle = "S"\n{part.format(name[0])}{more}'
        for name, more in {
            "a1": '[[steps.prompts]]\nid = "t"\nkind = "text"\nlabel = "T"\n',
            "a2": 'lead = "x"\nshow_if = { prompt = "t", is = "answered" }\n',
            "b1": 'lead = "x"\n',
        }.items()
    )
    listed = "".join(f'[[parts]]\nid = "{p}"\ntitle = "Part {p}"\nminutes = 4\n' for p in "ab")
    guide = guide_of(opens + "\n" + steps + (listed if parts else ""), guide_id=guide_id)
    object.__setattr__(guide, "phase", phase)
    return guide


PREPARE = a_guide("prepare", "preparation", 'opens = { before = "session", days = 7 }', parts=True)
SETTING = a_guide("setting", "session-day", 'opens = { before = "session", hours = 12 }')
AFTER = a_guide("after", "integration", 'opens = { after = "session", hours = 12 }')
GUIDES = (AFTER, PREPARE, SETTING)


def done(guide: Guide, at: datetime = START) -> RunFacts:
    return RunFacts(guide_id=guide.id, status="finished", finished_at=at)


def path(now: datetime, *runs: RunFacts, start: datetime | None = START) -> tuple[Stone, ...]:
    return stones(GUIDES, start, runs, now)


def states(row: tuple[Stone, ...]) -> list[str]:
    return [f"{stone.id} {stone.state}" for stone in row]


def chosen(row: tuple[Stone, ...]) -> list[str]:
    return [stone.id for stone in row if stone.state == "next"]


def test_the_row_in_order_with_dates() -> None:
    row = path(START - 3 * DAY)
    assert [(stone.id, stone.phase, stone.when) for stone in row] == [
        ("prepare/a", "preparation", START - 7 * DAY),
        ("prepare/b", "preparation", START - 7 * DAY),
        ("setting", "session-day", START - 12 * HOUR),
        ("session", "session-day", START),
        ("after", "integration", START + 12 * HOUR),
    ]
    assert [stone.minutes for stone in row] == [4, 4, 5, None, 5]
    assert (row[0].title, row[2].title, row[0].summary) == ("Part a", "A guide", "What it is for")


def test_with_nothing_planned_there_are_no_dates() -> None:
    row = path(START, start=None)
    assert {stone.when for stone in row} == {None}
    assert chosen(row) == ["prepare/a"]
    assert chosen(path(START, done(PREPARE), start=None)) == ["setting"]


@pytest.mark.parametrize(
    ("now", "runs", "stone"),
    [
        (START - 30 * DAY, (), "prepare/a"),
        (START - 3 * DAY, (), "prepare/a"),
        (START - 3 * DAY, (done(PREPARE),), "setting"),
        (START - 12 * HOUR, (), "setting"),
        (START - 12 * HOUR, (done(PREPARE),), "setting"),
        (START - 3 * DAY, (done(PREPARE), done(SETTING)), "session"),
        (START - HOUR, (done(SETTING),), "prepare/a"),
        (START, (done(SETTING),), "session"),
        (START + HOUR, (done(PREPARE), done(SETTING)), "session"),
        (START, (), "session"),
        (START + HOUR, (), "session"),
        (START + 4 * HOUR, (), "after"),
        (START + DAY, (done(PREPARE),), "after"),
        (START - 3 * DAY, (done(AFTER),), "prepare/a"),
    ],
)
def test_what_is_next(now: datetime, runs: tuple[RunFacts, ...], stone: str) -> None:
    assert chosen(path(now, *runs)) == [stone]


def test_what_opens_with_the_session_is_next_from_its_start() -> None:
    words = a_guide("words", "integration", "opens = { after = 'session', hours = 0 }")
    guides = [PREPARE, SETTING, words, AFTER]
    assert chosen(stones(guides, START, (), START - HOUR)) == ["setting"]
    for hours in (0, 1, 4):
        assert chosen(stones(guides, START, (), START + hours * HOUR)) == ["words"]
    assert chosen(stones(guides, START, (done(words),), START + HOUR)) == ["session"]


def test_first_words_are_next_for_a_day_and_no_longer() -> None:
    words = a_guide("words", "integration", 'opens = { after = "session" }')
    for hours, wanted in ((4, "words"), (23, "words"), (24, "after")):
        row = stones((words, *GUIDES), START, (), START + hours * HOUR)
        assert chosen(row) == [wanted]


def test_when_all_is_done_nothing_is_next() -> None:
    row = path(START + DAY, done(PREPARE), done(SETTING), done(AFTER, START + DAY))
    assert {stone.state for stone in row} == {"done"}
    assert row[-1].when == START + DAY


def test_preparation_that_was_left_is_not_pushed_after_the_session() -> None:
    assert states(path(START + DAY, done(AFTER))) == [
        "prepare/a later",
        "prepare/b later",
        "setting later",
        "session done",
        "after done",
    ]


def test_a_part_is_done_when_its_visible_steps_were_left() -> None:
    run = GuideRun(PREPARE, RunState(run_id="r", guide_id="prepare"))
    assert states(path(START - DAY, facts(PREPARE, run.state, status="open")))[:2] == [
        "prepare/a next",
        "prepare/b later",
    ]
    run.answer("t", "x")
    run.advance()
    (first, second, *_) = path(START - DAY, facts(PREPARE, run.state, status="open"))
    assert (first.state, first.begun, second.begun) == ("next", True, False)
    run.advance()
    assert states(path(START - DAY, facts(PREPARE, run.state, status="open")))[:2] == [
        "prepare/a done",
        "prepare/b next",
    ]


def test_a_hidden_step_need_not_be_visited() -> None:
    run = GuideRun(PREPARE, RunState(run_id="r", guide_id="prepare"))
    run.skip()
    assert path(START - DAY, facts(PREPARE, run.state, status="open"))[0].state == "done"


def test_a_guide_without_parts_is_done_when_its_run_is() -> None:
    begun = RunFacts(guide_id="after", status="open", visited=frozenset({"a1", "a2", "b1"}))
    assert path(START - DAY, begun)[-1].state == "open"
    stopped = RunFacts(guide_id="after", status="stopped", visited=frozenset({"a1"}))
    last = path(START + DAY, stopped)[-1]
    assert (last.state, last.begun) == ("next", True)


@pytest.mark.parametrize(
    ("before", "state"), [(13 * HOUR, "later"), (12 * HOUR, "done"), (HOUR, "done")]
)
def test_readiness_answered_too_early_is_not_done(before: timedelta, state: str) -> None:
    early = done(SETTING, START - before)
    assert f"setting {state}" in states(path(START - 2 * DAY, early))
    assert chosen(path(START - HOUR, early)) == (["setting"] if state == "later" else ["prepare/a"])


def test_a_session_that_was_moved_asks_about_its_new_day() -> None:
    runs = (done(PREPARE), done(SETTING, START - HOUR))
    moved = path(START + 6 * DAY, *runs, start=START + 7 * DAY)
    assert "setting next" in states(moved)


def test_two_runs_of_one_guide() -> None:
    again = RunFacts(guide_id="prepare", status="open", step_id="a1")
    assert states(path(START - DAY, done(PREPARE), again))[0] == "prepare/a done"
