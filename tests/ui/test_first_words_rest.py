"""First words while effects are strong: whom to call, and nothing to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.store import contacts
from ketaguide.ui.errands import OpenLayer
from tests.helpers.guides import CLINIC_PHONE, House, Reader, house, stored, words_on
from tests.helpers.tapping import (
    GUIDE,
    begun_hours_ago,
    open_words,
    take_clinic_pack,
    top,
)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def page(home: House, qtbot: QtBot) -> Reader:
    return open_words(home, qtbot)


@pytest.mark.parametrize("tapped", ["tap_still-strong", "tap_not-sure", "words_onward"])
def test_still_strong_asks_nothing_more(page: Reader, tapped: str) -> None:
    page.press(tapped)
    words = words_on(page)
    assert "Then rest" in words
    assert not page.sees("words_onward")
    assert "call 112 now" in words
    # One's own people first, then the clinic.
    assert top(page, "912 000 345") < top(page, CLINIC_PHONE)
    assert "Call your clinic now" not in words
    page.press("words_ground")
    assert page.wishes == [OpenLayer("ground-dark")]


def test_whoever_sits_with_them_by_the_plan_comes_first(home: House, qtbot: QtBot) -> None:
    home.vault.ask(lambda db: contacts.add(db, name="Jo", relation="", phone="912 000 999"))
    session_id = begun_hours_ago(home, 1)
    reader = open_words(home, qtbot, session_id=session_id)
    reader.press("tap_still-strong")
    assert top(reader, "Jo from upstairs") < top(reader, "912 000 999")
    assert top(reader, "912 000 999") < top(reader, "912 000 345")


@pytest.mark.parametrize(("hours", "is_past"), [(1, False), (3, True)])
def test_past_the_clinics_time_the_call_is_at_the_top(
    home: House, qtbot: QtBot, hours: int, is_past: bool
) -> None:
    take_clinic_pack(home)
    reader = open_words(home, qtbot, session_id=begun_hours_ago(home, hours))
    reader.press("tap_still-strong")
    words = words_on(reader)
    assert ("Call your clinic now" in words) is is_past
    assert ("No answer? Call 112." in words) is is_past
    assert words.count(CLINIC_PHONE) == 1
    if is_past:
        assert top(reader, CLINIC_PHONE) < top(reader, "912 000 345")


def test_where_the_clinics_time_is_not_known_it_is_left_to_them(page: Reader) -> None:
    page.press("tap_still-strong")
    assert "If the time your clinic gave has gone by: call them now." in words_on(page)


def test_a_word_while_resting_is_kept_and_not_lost_when_it_eases(page: Reader, home: House) -> None:
    page.press("tap_still-strong")
    assert "stay on the phone" not in words_on(page)
    page.press("tap_scared")
    assert "Please stay on the phone with me" in words_on(page)
    page.press("rest_eased")
    assert stored(home, GUIDE)[1].answers["rest-word"] == "scared"
    for _ in range(5):
        page.press("words_onward")
    line = page.find("words_line")
    assert isinstance(line, QLineEdit)
    assert line.text() == "While it was strong: scared"


def test_alone_brings_numbers_and_waits(page: Reader) -> None:
    page.press("tap_easing")
    page.press("tap_alone")
    assert "912 000 345" in words_on(page)
    assert page.sees("tap_alone")
