"""Home: what a person would notice going wrong."""

import dataclasses
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.content.lists import Signs
from ketaguide.flows import save_run, start_run
from ketaguide.store import drafts, entries, preferences, sessions
from ketaguide.ui.errands import (
    GoTo,
    MakeRecoveryCode,
    NewEntry,
    OpenEntry,
    OpenGuide,
    PlanSession,
)
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.home_words import greeting, session_line
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, rowan, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, a_session, an_entry


def home(room: Room, qtbot: QtBot) -> HomePage:
    page = HomePage(room)
    qtbot.addWidget(page)
    show(page)
    return page


def press(page: HomePage, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def test_with_nothing_planned_it_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = home(room, qtbot)
        where = wishes(page)
        assert "No session is planned yet" in said(page)
        assert "Recent entries" not in said(page)
        press(page, "next_begin")
        press(page, "next_other")
        assert where == [PlanSession(), OpenGuide("preparing", "", "knowing")]


def test_the_path_has_a_stone_for_each_part_and_the_session(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = home(room, qtbot)
        where = wishes(page)
        session_id = ask(room, sessions.every)[0].id
        press(page, "path_more")
        press(page, "stone_preparing/intention")
        press(page, "stone_session")
        press(page, "stone_day-after")
        # The day after a session that has not been: its page says what it is, nothing begins.
        assert where == [
            OpenGuide("preparing", session_id, "intention"),
            PlanSession(session_id),
            GoTo("integration"),
        ]


def test_the_next_step_comes_before_a_path_that_is_a_long_list(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = home(room, qtbot)

        def next_is_first() -> bool:
            button, path = part(page, Button, "next_begin"), part(page, QWidget, "path")
            return button.mapTo(page, QPoint()).y() < path.mapTo(page, QPoint()).y()

        for width, first in ((1056, False), (620, True), (1056, False)):
            page.resize(width, 840)
            settle()
            assert next_is_first() is first


def test_the_words_of_entries_stay_hidden_until_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        an_entry(db, "The heron stood still.", title="By the water")

    with opened(tmp_path, fill=fill) as room:
        page = home(room, qtbot)
        assert "heron" not in said(page)
        assert "By the water" not in said(page)
        assert "23 November · Note" in said(page)
        press(page, "home_words_switch")
        assert "heron" in said(page)
        assert "By the water" in said(page)
        assert ask(room, preferences.every).home_shows_words
        press(page, "home_words_switch")
        assert "heron" not in said(page)


def test_a_hidden_entry_is_not_read_out_either(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(an_entry, body="heron", title="heron")) as room:
        page = home(room, qtbot)
        names = [one.accessibleName() for one in page.findChildren(QAbstractButton)]
        assert not [name for name in names if "heron" in name]
        assert "23 November, Note" in names


def test_an_entry_opens_and_the_journal_too(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=an_entry) as room:
        page = home(room, qtbot)
        where = wishes(page)
        entry_id = ask(room, entries.recent)[0].id
        press(page, f"recent_{entry_id}")
        press(page, "open_journal")
        assert where == [OpenEntry(entry_id), GoTo("journal")]


def test_an_unfinished_note_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(drafts.put, key="entry:new", content="{}")) as room:
        page = home(room, qtbot)
        where = wishes(page)
        press(page, "continue_draft")
        assert where == [NewEntry()]


def test_not_now_holds_for_today_and_not_for_tomorrow(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = home(room, qtbot)
        press(page, "next_other")
        assert "Left for today" in said(page)
        assert not part(page, Button, "next_begin").isVisibleTo(page)
        again = home(room, qtbot)
        assert "Left for today" in said(again)
        clock = room.clock
        assert isinstance(clock, FixedClock)
        clock.pass_time(timedelta(days=1))
        tomorrow = home(room, qtbot)
        assert "Left for today" not in said(tomorrow)


def test_a_call_comes_before_the_lists(qtbot: QtBot, tmp_path: Path) -> None:
    """Whoever was asked to call is not offered the same step as if nothing had been said."""

    def fever(db: Db) -> None:
        session = a_session(db, in_days=0.2)
        guide = core_catalogue().guide("set-and-setting")
        state = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
        answers = {"body": {"fever": "yes"}}
        save_run.save_state(db, state=dataclasses.replace(state, answers=answers))

    with opened(tmp_path, fill=fever) as room:
        page = home(room, qtbot)
        assert "A call first" in said(page)
        assert "Your clinic decides." in said(page)
        where = wishes(page)
        press(page, "next_begin")
        assert [type(errand) for errand in where] == [OpenGuide]


def test_what_was_left_can_be_shown_again(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = home(room, qtbot)
        press(page, "next_other")
        press(page, "next_other")
        assert part(page, Button, "next_begin").isVisibleTo(page)


@pytest.mark.parametrize(("hours", "words"), [(1, "quiet moment"), (49, "has no recovery code")])
def test_the_missing_recovery_code_is_named(
    hours: int, words: str, qtbot: QtBot, tmp_path: Path
) -> None:
    since = NOW - timedelta(hours=hours)
    fill = partial(preferences.put_moment, name=preferences.RECOVERY_PENDING_SINCE, moment=since)
    with opened(tmp_path, fill=fill) as room:
        page = home(room, qtbot)
        where = wishes(page)
        assert words in said(page)
        assert "not even us" in said(page)
        press(page, "make_recovery")
        assert where == [MakeRecoveryCode()]


def test_with_a_recovery_code_nothing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    done = partial(preferences.put, name=preferences.RECOVERY_DONE, value=True)
    with opened(tmp_path, fill=done) as room:
        assert "recovery" not in said(home(room, qtbot)).casefold()


def _room_list(db: Db) -> None:
    session = a_session(db)
    guide = core_catalogue().guide("set-and-setting")
    state = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
    signs = {
        prompt.id: {item.id: "no" for item in prompt.items}
        for _, prompt in guide.prompts()
        if isinstance(prompt, Signs)
    }
    own = [{"label": "Tell work", "ticked": False}]
    room: dict[str, Any] = {"ticked": ["light", "warm"], "own": own}
    answers: dict[str, Any] = {**signs, "room-list": room}
    save_run.save_state(db, state=dataclasses.replace(state, answers=answers))


def test_the_lists_show_what_is_left_without_a_count(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=_room_list) as room:
        page = home(room, qtbot)
        assert "A bed or chair to lie back in" in said(page)
        assert "There is time." in said(page)
        assert "/11" not in said(page)
        assert not [one for one in said(page).split() if one.isdigit() and int(one) in (2, 9, 11)]


def test_a_change_in_the_vault_shows_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = home(room, qtbot)
        put = partial(preferences.put, name=preferences.PERSON_NAME, value="Rowan")
        room.desk.ask(put, owner=page)
        assert "Good evening, Rowan" in said(page)


def test_markup_in_a_plan_stays_words(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(a_session, place="<b>here</b>")) as room:
        assert "<b>here</b>" in said(home(room, qtbot))


def test_rowan_looks_around(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        page = home(room, qtbot)
        assert "Good evening, Rowan" in said(page)
        assert "in three days" in said(page)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "Good evening"), (5, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_goes_by_the_wall_clock(hour: int, words: str) -> None:
    # Lisbon and UTC agree in November; Tokyo is nine hours ahead.
    at = NOW.replace(hour=hour)
    assert greeting(at, "Europe/Lisbon") == words
    assert greeting(at - timedelta(hours=9), "Asia/Tokyo", name="Mo") == f"{words}, Mo"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (72, "in three days"),
        (20, "tomorrow"),
        (3, "today at"),
        (-1, "the time of your session"),
        (-5, "was today"),
        (-30, "was yesterday"),
        (-80, "ago"),
    ],
)
def test_the_session_is_said_by_the_day(
    hours: float, words: str, qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(tmp_path, fill=partial(a_session, in_days=hours / 24)) as room:
        session = ask(room, sessions.every)[0]
        assert words in session_line(session, NOW)
        assert words in said(home(room, qtbot))


@pytest.mark.parametrize("phone", ["", "210 000"])
def test_a_call_goes_before_the_plenty_of_time(phone: str, qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(a_session, in_days=3)) as room:
        session = ask(room, sessions.every)[0]
        session.clinic_phone = phone
        words = session_line(session, NOW, call_first=True)
    assert words.startswith("A call comes first. Your clinic decides.")
    assert words.endswith(phone or "decides.")
    assert "time" not in words
    assert session_line(None, NOW, call_first=True) == "A call comes first. Your clinic decides."
