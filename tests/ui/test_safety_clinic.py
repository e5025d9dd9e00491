"""The safety page with what a clinic gave: each number named, marked, and as large as the next."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import read_card
from ketaguide.flows import clinic_pack
from ketaguide.store import preferences, sessions
from ketaguide.ui.pages.safety_page import SafetyPage
from ketaguide.ui.safety_keeper import SafetyKeeper
from ketaguide.ui.widgets.phone import PhoneNumber
from tests.helpers.clinics import looked_at
from tests.helpers.guides import House, house
from tests.helpers.pictures import settle
from tests.helpers.prompting import says
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE

DESK, URGENT = "+351 213 000 112", "+351 213 000 113"


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, phone="") as one:
        one.vault.ask(partial(clinic_pack.take, incoming=looked_at(), now=NOW, zone=ZONE))
        yield one


def page_of(home: House, qtbot: QtBot, *, unlocked: bool = True) -> SafetyPage:
    page = SafetyPage(home.room, unlocked=unlocked)
    qtbot.addWidget(page)
    page.resize(1280, 1600)
    page.show()
    settle()
    return page


def numbers(page: SafetyPage) -> dict[str, PhoneNumber]:
    return {one.text(): one for one in page.findChildren(PhoneNumber) if one.isVisible()}


def test_both_numbers_are_as_large_named_and_marked(home: House, qtbot: QtBot) -> None:
    page = page_of(home, qtbot)
    found = numbers(page)
    sizes = {found[number].font().pixelSize() for number in (DESK, URGENT)}
    assert len(sizes) == 1
    said = says(page)
    assert "Urgent line · day and night · From your clinic" in said
    assert "Harbour Clinic · From your clinic" in said
    assert "Harbour Clinic" in found[DESK].accessibleName()


def test_ones_own_number_has_a_name_and_is_not_called_the_clinics(
    home: House, qtbot: QtBot
) -> None:
    own = partial(sessions.change, session_id=home.session_id, clinic_name="", clinic_phone="020 1")
    home.vault.ask(own)
    page = page_of(home, qtbot)
    assert numbers(page)["020 1"].accessibleName() == "Your clinic: 020 1"


def test_while_locked_it_says_the_same(home: House, qtbot: QtBot) -> None:
    home.vault.ask(partial(preferences.put, name=preferences.SAFETY_WHEN_LOCKED, value=True))
    SafetyKeeper(home.room, parent=home.room.desk)
    settle()
    card = read_card(home.room.places.state)
    assert card is not None
    assert card.clinic_given
    assert "Harbour Clinic · From your clinic" in says(page_of(home, qtbot, unlocked=False))
