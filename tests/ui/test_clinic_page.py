"""What a clinic gave: seen in full before it is taken in, marked, and gone when removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.store import clinic_packs, keeping
from ketaguide.ui.pages.clinic_page import ClinicPage
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.clinics import CLINIC, GUIDE, clinic_file
from tests.helpers.opened import ask, opened
from tests.helpers.pictures import settle
from tests.helpers.rooms import with_clinics
from tests.helpers.stage import find


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as own:
        yield with_clinics(own)


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> ClinicPage:
    page = ClinicPage(room, unlocked=True)
    qtbot.addWidget(page)
    page.show()
    settle()
    return page


def words_on(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def give(page: ClinicPage, folder: Path, content: bytes) -> None:
    file = folder / "From Harbour.zip"
    file.write_bytes(content)
    page.look_at(file)
    settle()


def press(page: ClinicPage, name: str) -> None:
    find(page, name).click()  # type: ignore[attr-defined]  # a button of that name
    settle()


def test_all_of_it_is_shown_with_its_source_and_nothing_is_kept_yet(
    page: ClinicPage, room: Room, tmp_path: Path
) -> None:
    give(page, tmp_path, clinic_file())
    shown = words_on(page)
    for words in (
        "From Harbour.zip",
        "by Harbour Clinic",
        "Nothing solid for six hours before.",
        "+351 213 000 113",
        "Set and setting, Around me: Slippers",
        "Harbour evening. What we ask on the evening.",
        "120 minutes after the beginning",
    ):
        assert words in shown
    assert ask(room, clinic_packs.every) == []
    press(page, "clinic_leave")
    assert ask(room, clinic_packs.every) == []
    assert "Harbour" not in words_on(page)


def test_taken_in_used_and_removed_with_a_way_back(
    page: ClinicPage, room: Room, tmp_path: Path
) -> None:
    give(page, tmp_path, clinic_file())
    press(page, "clinic_take")
    assert room.catalogue().has("harbour-evening")
    assert "taken in" in words_on(page)
    press(page, "clinic_remove")
    assert not room.catalogue().has("harbour-evening")
    press(page, "notice_action")
    assert room.catalogue().has("harbour-evening")
    assert "Harbour Clinic for you" in words_on(page)


def test_what_it_would_take_the_place_of_is_said_before(
    page: ClinicPage, room: Room, tmp_path: Path
) -> None:
    give(page, tmp_path, clinic_file())
    assert "takes the place" not in words_on(page)
    press(page, "clinic_take")
    give(page, tmp_path, clinic_file())
    assert "It takes the place of what is here now" in words_on(page)
    assert "taken in" in words_on(page)
    press(page, "clinic_leave")
    assert len(ask(room, clinic_packs.every)) == 1


def test_one_that_cannot_be_read_any_more_is_said_and_can_be_removed(
    page: ClinicPage, room: Room, tmp_path: Path
) -> None:
    give(page, tmp_path, clinic_file())
    press(page, "clinic_take")

    def spoil(db: Db) -> None:
        keeping.alter(db, clinic_packs.get(db, "harbour"), {"files": "{}"})

    ask(room, spoil)
    assert not room.catalogue().has("harbour-evening")
    page.reload()
    assert "cannot read it" in words_on(page)
    assert "Harbour Clinic for you" in words_on(page)
    press(page, "clinic_remove")
    assert ask(room, clinic_packs.every) == []


def test_a_line_with_an_amount_is_refused_in_plain_words(
    page: ClinicPage, room: Room, tmp_path: Path
) -> None:
    give(page, tmp_path, clinic_file(clinic=CLINIC.replace("Ask us about", "20 mg of")))
    said = words_on(page)
    plain = said.index("This file names an amount of a medicine, so it was not taken in.")
    assert plain < said.index("rules.medicines"), "the place is for whoever wrote the file"
    assert "see your clinic sheet" in words_on(page)
    assert ask(room, clinic_packs.every) == []
    assert find(page, "clinic_choose").isVisible()


@pytest.mark.parametrize("content", [b"", b"no zip", clinic_file()[:300]])
def test_what_is_no_pack_is_said_where_one_is(
    page: ClinicPage, room: Room, tmp_path: Path, content: bytes
) -> None:
    give(page, tmp_path, content)
    assert "is not a zip file that can be read" in words_on(page)
    assert ask(room, clinic_packs.every) == []


def test_a_file_that_is_gone(page: ClinicPage, tmp_path: Path) -> None:
    page.look_at(tmp_path / "gone.zip")
    settle()
    assert "This file cannot be read." in words_on(page)


def test_a_guide_that_does_not_fit_is_named_as_left_out(page: ClinicPage, tmp_path: Path) -> None:
    give(page, tmp_path, clinic_file(guide=GUIDE.replace("minutes = 5", "minutes = 0")))
    assert "Left out, because it does not fit" in words_on(page)
    assert "minutes must be from 1 to 180" in words_on(page)


def test_while_locked_nothing_is_asked_of_the_vault(qtbot: QtBot, room: Room) -> None:
    page = ClinicPage(room, unlocked=False)
    qtbot.addWidget(page)
    page.show()
    assert not find(page, "clinic_choose").isEnabled()
