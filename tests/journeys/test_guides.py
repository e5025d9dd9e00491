"""Every guide on screen, by keyboard, to its end; and the core ones along their main branches.

What someone writes on the way is in the record afterwards, and in no file in clear.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.store import commitments, entries, insights, intentions, letters, runs, sessions
from ketaguide.store.sessions import Route
from ketaguide.vault.db import Db
from tests.helpers.canary import in_files, new_canary
from tests.helpers.core_runs import GUIDES
from tests.helpers.guides import WRITTEN, House, house, open_guide
from tests.helpers.walking import Walker

# ``written``; ``halted`` by the stop rule, ``grounded`` before it; ``left`` where something else
# comes first.
Ends = Literal["written", "halted", "grounded", "left"]

# Hours since the session began; the house's own is a day ahead.
THE_EVENING_BEFORE, THE_MORNING, AN_HOUR, DAYS = -20, -2, 1, 96
USUAL: Mapping[str, int] = {
    "preparation": THE_EVENING_BEFORE,
    "session-day": THE_MORNING,
    "integration": DAYS,
}
UNTIL_SESSION = 24
# Marks beside "none of these".
NO: Mapping[str, str] = {}
FEVER: Mapping[str, str] = {"fever": "yes"}
ANXIOUS: Mapping[str, str] = {"anxious": "yes"}


@dataclass(frozen=True, kw_only=True)
class Way:
    """One branch of a guide.

    Attributes:
        chosen: the answers that make it this one.
        last: the step on which it comes to an end.
        over, past: steps on the way there, and steps that this way has nothing to do with.
        hours: since the session began.
    """

    guide: str
    chosen: Mapping[str, Any]
    last: str
    over: tuple[str, ...]
    past: tuple[str, ...]
    hours: int
    route: Route
    adult: str
    ends: Ends

    def __str__(self) -> str:
        said = "-".join(map(str, self.chosen.values()))
        return f"{self.guide}-{said}-{self.route}-{self.last}".replace(" ", "")


def way(
    guide: str,
    last: str = "close",
    *,
    over: tuple[str, ...] = (),
    past: tuple[str, ...] = (),
    hours: int | None = None,
    route: Route = "iv",
    adult: str = "Ana",
    ends: Ends = "written",
    **chosen: Any,
) -> Way:
    """``_`` in names of answers stands for ``-``."""
    return Way(
        guide=guide,
        chosen={name.replace("_", "-"): value for name, value in chosen.items()},
        last=last,
        over=over,
        past=past,
        hours=USUAL[GUIDES[guide].phase] if hours is None else hours,
        route=route,
        adult=adult,
        ends=ends,
    )


# One way through each guide with everything answered.
WHOLE: Mapping[str, Way] = {
    name: way(name) for name in GUIDES if name not in ("first-words", "something-felt-wrong")
} | {
    "first-words": way("first-words", hours=5, effects="easing"),
    "something-felt-wrong": way("something-felt-wrong", now="look"),
}

_THREAD = ("thread", "little", "wish")
BRANCHES = (
    way("preparing", way="value", over=("values", "how-given")),
    way("preparing", way="no-goal", touch_choice="none", route="lozenge", past=("values",)),
    way("consent-passport", touch=["none"], over=("stop", "agree"), past=("narrow-only",)),
    way("consent-passport", "narrow-only", hours=AN_HOUR, ends="left"),
    way("day-before", today="ill", over=("tell-today", "rules")),
    way("day-before", today="nervous", route="lozenge", adult="", past=("tell-today",)),
    way("set-and-setting", "gate", now={"chest": "yes"}, past=("signs-body", "room"), ends="left"),
    way("set-and-setting", "gate", now=NO, body=FEVER, day=NO, mind=NO, tell=NO, ends="left"),
    way("set-and-setting", now=NO, body=NO, day=NO, mind=NO, tell=ANXIOUS, over=("by-route",)),
    way("set-and-setting", "before-home", route="lozenge", adult="", ends="left"),
    way("first-words", "rest", hours=AN_HOUR, effects="still-strong", ends="left"),
    way("first-words", hours=5, effects="gone", someone="alone", past=("rest",)),
    way("first-words", "later", ends="left"),
    way("day-after", path="little", over=("little",), past=("still-here",)),
    way("day-after", path="not-today", past=("hard", "feelings")),
    way("day-after", "hard", path="something", right_now="floaty", ends="halted"),
    way("day-after", "hard", path="something", hardness=8, ends="grounded"),
    way(
        "feelings-and-release", "turns", path="something", next="stay", turns=(5, 8), ends="halted"
    ),
    way("feelings-and-release", path="little", little_how="flat", past=("turns",)),
    way("feelings-and-release", path="something", next="leave-be", past=("turns",)),
    way("feelings-and-release", "too-soon", hours=AN_HOUR, ends="left"),
    way("letter", path="write", whom="lost", letter="seal", over=("write", "after")),
    way("letter", path="write", whom="lost", letter="shred", over=("write", "after")),
    way("letter", path="little", past=("write",)),
    way("letter", "too-soon", hours=5, ends="left"),
    way("insight-to-action", path="one", insight="", undo="no", over=("wait",)),
    way("insight-to-action", path="little", over=("little",), past=("insight",)),
    way("one-week", path="little", over=("little",), past=("hard-week",)),
    way("one-week", path="hard", over=("hard-week",), past=("little",)),
    way("one-week", path="not-today", past=("days",)),
    way("between-sessions", path="little", want_next="yes", over=("little", "otherwise")),
    way("between-sessions", path="hard", news_list=["dark"], over=("hard-last", "news-when")),
    way("between-sessions", "too-soon", hours=AN_HOUR, ends="left"),
    way("after-hard-session", "state-again", right_now="numb", now="numb", ends="halted"),
    way("after-hard-session", right_now="shaken", now="shaken", path="someone", over=("someone",)),
    way("after-hard-session", right_now="here", path="little", over=("little",), past=("line",)),
    way("little-happened", path="faded", over=("team",)),
    way("little-happened", path="lower", thoughts="new", over=("dark-answer",)),
    way("integration-conversation", day="little", thoughts="no", past=("thread",)),
    way(
        "integration-conversation",
        day="something",
        thoughts="no",
        where_to="back",
        past=_THREAD[:2],
    ),
    way("integration-conversation", day="wrong-now", over=("hard-drop", "hard-stay"), past=_THREAD),
    way("integration-conversation", day="something", thoughts="intent", over=("hard-now",)),
    way("something-felt-wrong", "first-help", now="danger", past=("what-happened",), ends="left"),
    way("body-check", "blood", bladder_what=["blood"], past=("sleep",), ends="left"),
)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def walked(home: House, qtbot: QtBot, one: Way, *, brief: bool) -> Walker:
    """The guide, opened when and where the way says, and walked until it lets go."""
    assert isinstance(home.room.clock, FixedClock)
    home.vault.ask(
        lambda db: sessions.change(db, home.session_id, route=one.route, with_whom=one.adult)
    )
    home.room.clock.pass_time(timedelta(hours=UNTIL_SESSION + one.hours))
    reader = open_guide(home, one.guide)
    qtbot.addWidget(reader.page)
    walker = Walker(reader, new_canary(), chosen=one.chosen, brief=brief)
    walker.walk()
    return walker


def state_of(home: House, guide_id: str) -> str:
    """``open``, ``stopped`` or ``finished``."""

    def ask(db: Db) -> str:
        here = runs.open_for(db, guide_id=guide_id, session_id=home.session_id)
        return here.status if here is not None else runs.finished(db, guide_id=guide_id)[0].status

    return home.vault.ask(ask)[0]


def record(home: House) -> str:
    """All that finished runs have left, in one text."""

    def ask(db: Db) -> str:
        bodies = [entries.get(db, row.id).body for row in entries.page(db)]
        made = (intentions.recent(db), insights.recent(db), commitments.recent(db))
        rows = [row.model_dump() for several in made for row in several]
        return "\n".join(
            (*bodies, *(one.body for one in letters.every(db)), json.dumps(rows, default=str))
        )

    return home.vault.ask(ask)[0]


def drafted(home: House, guide_id: str) -> str:
    """What an open run holds."""

    def ask(db: Db) -> str:
        run = runs.open_for(db, guide_id=guide_id, session_id=home.session_id)
        assert run is not None
        return runs.state(db, run=run).to_json()

    return home.vault.ask(ask)[0]


@pytest.mark.parametrize("one", WHOLE.values(), ids=lambda one: one.guide)
def test_the_whole_guide_is_written_down(
    home: House, qtbot: QtBot, tmp_path: Path, one: Way
) -> None:
    walker = walked(home, qtbot, one, brief=False)
    assert walker.seen[-1] == "close"
    assert walker.reader.wishes == [WRITTEN]
    assert state_of(home, one.guide) == "finished"
    kept = record(home)
    assert walker.typed
    assert [words for words in walker.typed if words not in kept] == []
    assert in_files(tmp_path, [walker.word]) == []


@pytest.mark.parametrize("one", BRANCHES, ids=str)
def test_a_branch_comes_to_its_own_end(home: House, qtbot: QtBot, tmp_path: Path, one: Way) -> None:
    walker = walked(home, qtbot, one, brief=True)
    assert walker.seen[-1] == one.last
    assert set(one.over) <= set(walker.seen)
    assert not set(one.past) & set(walker.seen)
    expected = {"written": "finished", "halted": "stopped"}
    assert state_of(home, one.guide) == expected.get(one.ends, "open")
    assert (walker.reader.wishes == [WRITTEN]) is (one.ends == "written")
    assert walker.reader.sees("enough_for_today") is (one.ends == "halted")
    assert walker.reader.sees("ground_first") is (one.ends == "grounded")
    where = record(home) if one.ends == "written" else drafted(home, one.guide)
    assert [words for words in walker.typed if words not in where] == []
    assert in_files(tmp_path, [walker.word]) == []


def test_a_walk_that_forgets_a_prompt_would_be_seen(home: House, qtbot: QtBot) -> None:
    """What was not typed is not in the record either."""
    walker = walked(home, qtbot, way("draw-it"), brief=False)
    assert len(walker.typed) == 2
    assert f"words {walker.word}9" not in record(home)
