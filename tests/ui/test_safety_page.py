"""The safety page: the number first and always; the rest by the person's own choice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import card_file, read_card
from ketaguide.store import contacts, preferences
from ketaguide.ui.pages.contacts_page import ContactsPage
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.pages.safety_page import SafetyPage
from ketaguide.ui.room import Room
from ketaguide.ui.safety_keeper import SafetyKeeper
from tests.helpers.guides import CLINIC_PHONE, House, child, house
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def show(page: Layer, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1280, 840)
    page.show()
    page.activateWindow()
    settle()
    return page


def safety(room: Room, qtbot: QtBot, *, unlocked: bool = True) -> QWidget:
    return show(SafetyPage(room, unlocked=unlocked), qtbot)


def said(page: QWidget) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if isinstance(one, QLabel) and one.isVisible())


def press(page: QWidget, name: str) -> None:
    button = child(page, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def test_the_number_is_the_persons_own_setting(tmp_path: Path, qtbot: QtBot) -> None:
    room = make_room(tmp_path)
    room.settings.change("emergency_number", "000")
    assert "Call 000 now" in said(safety(room, qtbot, unlocked=False))


def test_clinic_and_people_when_unlocked(home: House, qtbot: QtBot) -> None:
    words = said(safety(home.room, qtbot))
    assert words.index("Call 112 now") < words.index(CLINIC_PHONE)
    assert "912 000 345" in words


def test_locked_shows_only_the_number_until_it_is_allowed(home: House, qtbot: QtBot) -> None:
    SafetyKeeper(home.room, parent=home.room.desk)
    locked = said(safety(home.room, qtbot, unlocked=False))
    assert "Call 112 now" in locked
    assert CLINIC_PHONE not in locked
    press(safety(home.room, qtbot), "safety_when_locked")
    locked = said(safety(home.room, qtbot, unlocked=False))
    assert CLINIC_PHONE in locked
    assert "912 000 345" in locked


def test_the_file_goes_when_the_wish_goes(home: House, qtbot: QtBot) -> None:
    SafetyKeeper(home.room, parent=home.room.desk)
    page = safety(home.room, qtbot)
    press(page, "safety_when_locked")
    assert card_file(home.room.places.state).exists()
    press(page, "safety_when_locked")
    assert not card_file(home.room.places.state).exists()


def test_the_words_say_that_the_file_is_not_encrypted(home: House, qtbot: QtBot) -> None:
    page = safety(home.room, qtbot)
    check = child(page, "safety_when_locked")
    assert "not encrypted" in check.accessibleDescription()


def test_a_vault_that_did_not_ask_leaves_anothers_file_alone(home: House) -> None:
    path = card_file(home.room.places.state)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    keeper = SafetyKeeper(home.room, parent=home.room.desk)
    home.room.desk.ask(lambda db: contacts.add(db, name="Tom"), owner=keeper)
    home.room.desk.ask(lambda db: preferences.put(db, "person_name", "Tom"), owner=keeper)
    assert path.exists()


def test_the_file_follows_the_people(home: House, qtbot: QtBot) -> None:
    keeper = SafetyKeeper(home.room, parent=home.room.desk)
    press(safety(home.room, qtbot), "safety_when_locked")
    home.room.desk.ask(lambda db: contacts.add(db, name="Tom", phone="913"), owner=keeper)
    card = read_card(home.room.places.state)
    assert card is not None
    assert [one.name for one in card.people] == ["Ana", "Tom"]


def test_a_vault_that_does_not_answer_leaves_the_number_standing(
    tmp_path: Path, qtbot: QtBot
) -> None:
    page = safety(make_room(tmp_path), qtbot, unlocked=True)
    assert "Call 112 now" in said(page)
    assert "The vault is locked." in said(page)


def people(home: House) -> list[tuple[str, str, str]]:
    found = home.vault.ask(contacts.every)[0]
    return [(one.name, one.relation, one.phone) for one in found]


def edits(page: QWidget, key: str) -> list[QLineEdit]:
    return [one for one in page.findChildren(QLineEdit, f"contact_{key}") if one.isVisible()]


def test_a_person_is_added_as_they_are_typed(home: House, qtbot: QtBot) -> None:
    page = show(ContactsPage(home.room, unlocked=True), qtbot)
    press(page, "contacts_add")
    name = page.window().focusWidget()
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Tom")
    QTest.keyClicks(edits(page, "phone")[1], "913 555 010")
    qtbot.waitUntil(lambda: people(home)[-1] == ("Tom", "", "913 555 010"), timeout=1000)


def test_what_was_typed_a_moment_ago_survives_escape(home: House, qtbot: QtBot) -> None:
    page = show(ContactsPage(home.room, unlocked=True), qtbot)
    QTest.keyClicks(edits(page, "relation")[0], ", older")
    page.hide()
    assert people(home) == [("Ana", "sister, older", "912 000 345")]


def test_a_row_left_empty_goes(home: House, qtbot: QtBot) -> None:
    page = show(ContactsPage(home.room, unlocked=True), qtbot)
    press(page, "contacts_add")
    assert len(people(home)) == 2
    press(page, "contacts_done")
    assert len(people(home)) == 1


def test_order_and_removal_with_a_way_back(home: House, qtbot: QtBot) -> None:
    home.vault.ask(lambda db: contacts.add(db, name="Tom", phone="913"))
    page = show(ContactsPage(home.room, unlocked=True), qtbot)
    rows = page._rows  # type: ignore[attr-defined]
    rows[1].move_wanted.emit(-1)
    assert [name for name, _, _ in people(home)] == ["Tom", "Ana"]
    rows[0].remove_wanted.emit()
    assert [name for name, _, _ in people(home)] == ["Ana"]
    page.notice.action_wanted.emit()  # type: ignore[attr-defined]
    settle()
    assert [name for name, _, _ in people(home)] == ["Tom", "Ana"]
    assert [one.text() for one in edits(page, "name")] == ["Tom", "Ana"]
