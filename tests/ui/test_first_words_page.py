"""First words with the vault open: by tapping alone to the guide's own entry."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.engine.makes import make
from ketaguide.flows import save_run
from ketaguide.store import entries, runs
from ketaguide.ui.errands import OpenGuide
from ketaguide.ui.pages.first_words_page import FirstWordsPage
from ketaguide.ui.unsaved import THROTTLE_MS
from ketaguide.ui.workspace import Workspace
from tests.helpers.guides import KEPT, WRITTEN, House, Reader, house, stored
from tests.helpers.tapping import (
    GUIDE,
    begun_hours_ago,
    open_words,
)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def page(home: House, qtbot: QtBot) -> Reader:
    return open_words(home, qtbot)


def test_by_taps_alone_to_the_same_entry(page: Reader, home: House) -> None:
    page.press("tap_easing")
    page.press("tap_here")
    page.press("tap_heavy")
    page.press("tap_soft")
    page.press("words_onward")
    page.press("tap_tender")
    page.press("words_onward")
    page.press("tap_water")
    page.press("words_onward")
    page.press("family_calm")
    page.press("tap_rested")
    page.press("words_onward")
    page.press("words_onward")
    state = stored(home, GUIDE)[1]
    expected = make(home.room.catalogue().guide(GUIDE), state)
    page.press("words_onward")
    assert page.wishes == [WRITTEN]
    entry = home.vault.ask(partial(entries.recent, limit=1))[0][0]
    body = home.vault.ask(partial(entries.get, entry_id=entry.id))[0].body
    assert (entry.title, body) == ("First words", expected.entry_body)
    for word in ("easing", "Someone is with me", "heavy", "soft", "tender", "water", "rested"):
        assert word in body
    assert expected.feelings == {"rested": 5}


def test_every_tap_is_in_the_vault_within_a_second(page: Reader, home: House, qtbot: QtBot) -> None:
    page.press("tap_gone")
    page.press("words_onward")
    page.press("tap_warm")
    qtbot.waitUntil(
        lambda: stored(home, GUIDE)[1].answers.get("body-words") == ["warm"],
        timeout=5 * THROTTLE_MS,
    )
    assert page.find("words_kept").isVisible()


def test_enough_at_any_moment_keeps_all_of_it(page: Reader, home: House) -> None:
    page.press("tap_easing")
    page.press("words_onward")
    page.press("tap_cold")
    page.press("words_enough")
    assert page.wishes == [KEPT]
    assert stored(home, GUIDE)[1].answers["body-words"] == ["cold"]


def test_what_was_tapped_shows_again_on_the_way_back(page: Reader) -> None:
    page.press("tap_easing")
    page.press("words_onward")
    page.press("tap_cold")
    page.press("words_onward")
    page.press("words_back")
    cold = page.find("tap_cold")
    assert isinstance(cold, QAbstractButton)
    assert cold.isChecked()
    page.press("tap_cold")
    assert not cold.isChecked()
    assert page.find("words_onward").accessibleName() == "Skip"


def test_everything_can_be_skipped_and_nothing_was_said(page: Reader, home: House) -> None:
    page.press("tap_easing")
    for _ in range(7):
        page.press("words_onward")
    assert page.wishes == [WRITTEN]
    entry = home.vault.ask(partial(entries.recent, limit=1))[0][0]
    body = home.vault.ask(partial(entries.get, entry_id=entry.id))[0].body
    assert "heavy" not in body


def test_no_words_is_an_answer_and_is_taken_back(page: Reader, home: House) -> None:
    page.press("tap_easing")
    for _ in range(4):
        page.press("words_onward")
    page.press("family_no-words")
    page.press("words_enough")
    assert stored(home, GUIDE)[1].answers["feelings"]["none"] is True  # type: ignore[call-overload, index]
    page.press("family_no-words")
    page.press("words_enough")
    assert "feelings" not in stored(home, GUIDE)[1].answers


def test_from_the_words_of_a_family_back_leads_to_the_families(page: Reader) -> None:
    page.press("tap_easing")
    for _ in range(4):
        page.press("words_onward")
    page.press("family_heavy")
    page.press("words_back")
    assert page.sees("family_calm")


def test_one_line_by_whoever_is_there(page: Reader, home: House) -> None:
    page.press("tap_easing")
    for _ in range(5):
        page.press("words_onward")
    page.type("words_line", "a blue door")
    page.press("words_onward")
    assert stored(home, GUIDE)[1].answers["line"] == "a blue door"


def test_a_later_day_leads_to_the_page_that_fits(home: House, qtbot: QtBot) -> None:
    session_id = begun_hours_ago(home, 50)
    reader = open_words(home, qtbot, session_id=session_id)
    reader.press("link_later-link")
    assert reader.wishes == [OpenGuide("day-after", session_id)]


def test_on_a_full_disk_it_does_not_say_kept(page: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(save_run, "save_state", full)
    page.press("tap_easing")
    page.press("words_enough")
    assert not page.sees("words_kept")
    monkeypatch.undo()


def test_the_house_opens_it_for_the_guide_and_keys_lead_through(home: House, qtbot: QtBot) -> None:
    workspace = Workspace(home.room)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 840)
    workspace.show()
    workspace.do(OpenGuide(GUIDE, home.session_id))
    page = workspace.page
    assert isinstance(page, FirstWordsPage)
    assert not workspace.sidebar.isVisible()
    workspace.by_key("forward")
    assert page.run is not None
    assert page.run.step.id == "rest"
    workspace.by_key("back")
    assert page.run.step.id == "easing"
    page.leave()
    assert home.vault.ask(lambda db: runs.open_for(db, guide_id=GUIDE, session_id=home.session_id))
    assert workspace.page.objectName() == "home_page"
