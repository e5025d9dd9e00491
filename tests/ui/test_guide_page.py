"""Every guide by keyboard alone, on each of its paths, to what it leaves in the record."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ketaguide.store import commitments, entries, insights, intentions
from tests.helpers.guides import (
    WRITTEN,
    House,
    Reader,
    house,
    onward,
    open_guide,
    run_of,
    words_on,
)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def after(home: House, qtbot: QtBot) -> Reader:
    reader = open_guide(home, "day-after")
    qtbot.addWidget(reader.page)
    return reader


def test_something_is_here_all_the_way(after: Reader, home: House) -> None:
    after.press("choice_awake")
    onward(after)
    after.press("choice_something")
    onward(after)
    after.press("starter_fragments_0")
    QTest.keyClicks(after.focus, "a kitchen")
    onward(after)
    after.press("feeling_moved")
    onward(after)
    after.press("swap_where-in-body")
    after.press("listed_chest")
    after.type("text_where-words", "warm")
    onward(after)
    after.go("scale_hardness")
    after.key(Qt.Key.Key_5)
    after.press("choice_stirred")
    onward(after)
    after.type("text_insight", "I can ask.")
    onward(after)
    after.type("text_asks", "ring Ana")
    onward(after)
    after.go("scale_hardness-now")
    after.key(Qt.Key.Key_3)
    onward(after)
    after.press("choice_small")
    after.type("text_action", "ring Ana")
    after.type("text_cue", "When I have had my coffee")
    after.press("choice_2026-11-24")
    onward(after)
    after.type("text_open", "the sea")
    onward(after)
    assert after.find("guide_onward").accessibleName() == "Finish"
    onward(after)
    assert after.wishes == [WRITTEN]
    entry = home.vault.ask(partial(entries.recent, limit=1))[0][0]
    body = home.vault.ask(partial(entries.get, entry_id=entry.id))[0].body
    assert "I noticed a kitchen" in body
    assert "the sea" in body
    insight = home.vault.ask(insights.recent)[0][0]
    assert (insight.text, insight.asks) == ("I can ask.", "ring Ana")
    step = home.vault.ask(commitments.still_open)[0][0]
    assert (step.action, step.cue) == ("ring Ana", "When I have had my coffee")


def test_little_happened_is_as_long_a_way_and_ends_the_same(after: Reader, home: House) -> None:
    onward(after)
    after.press("choice_little")
    onward(after)
    after.press("choice_bored")
    after.type("text_little-words", "mostly waiting")
    onward(after)
    while after.find("guide_onward").accessibleName() != "Finish":
        onward(after)
    onward(after)
    assert after.wishes == [WRITTEN]
    entry = home.vault.ask(partial(entries.recent, limit=1))[0][0]
    assert "mostly waiting" in home.vault.ask(partial(entries.get, entry_id=entry.id))[0].body


def test_not_today_is_short(after: Reader) -> None:
    onward(after)
    after.press("choice_not-today")
    onward(after)
    assert "Then not today." in words_on(after)
    onward(after)
    assert after.wishes == [WRITTEN]


def test_preparing_by_skipping_and_one_line(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "preparing", part_id="intention")
    qtbot.addWidget(reader.page)
    assert run_of(reader).step_id == "ordinary-life"
    reader.press("guide_skip")
    reader.press("choice_stem")
    onward(reader)
    reader.type("text_intention", "to be less alone")
    for _ in range(30):
        if reader.find("guide_onward").accessibleName() == "Finish":
            break
        reader.press("guide_skip")
    onward(reader)
    assert reader.wishes == [WRITTEN]
    made = home.vault.ask(partial(intentions.for_session, session_id=home.session_id))[0]
    assert [one.text for one in made] == ["to be less alone"]


def test_every_step_of_preparing_can_be_walked(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "preparing")
    qtbot.addWidget(reader.page)
    seen = []
    while reader.find("guide_onward").accessibleName() != "Finish":
        seen.append(run_of(reader).step_id)
        onward(reader)
    assert len(seen) >= 15
    assert len(set(seen)) == len(seen)
