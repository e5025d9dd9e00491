"""The safety page: the number first and always; the rest by the person's own choice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import card_file, read_card
from ketaguide.store import contacts, plan, preferences
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
    """What stands there, from the top down."""
    labels = [one for one in page.findChildren(QLabel) if one.isVisible()]
    labels.sort(key=lambda one: (one.mapTo(page, QPoint()).y(), one.mapTo(page, QPoint()).x()))
    return "\n".join(one.text() for one in labels)


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


def in_country(room: Room, country: str) -> Room:
    room.settings.change("country", country)
    return room


def test_while_locked_the_lines_of_the_country_show(tmp_path: Path, qtbot: QtBot) -> None:
    words = said(safety(in_country(make_room(tmp_path), "ie"), qtbot, unlocked=False))
    assert words.index("Call 112 now") < words.index("116 123")
    assert "Text HELLO to 50808" in words


def test_a_number_nobody_checked_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    words = said(safety(in_country(make_room(tmp_path), "pl"), qtbot, unlocked=False))
    assert words.count("Not checked") == 2
    assert "Checked on" not in words
    assert "day and night" not in words


def test_where_lists_dispute_no_line_is_given(tmp_path: Path, qtbot: QtBot) -> None:
    words = said(safety(in_country(make_room(tmp_path), "jp"), qtbot, unlocked=False))
    assert "public lists name different numbers. In an emergency, call 119." in words
    assert "The emergency number listed for Japan is 119." in words


def test_a_country_without_one_number_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    words = said(safety(in_country(make_room(tmp_path), "tw"), qtbot, unlocked=False))
    assert "no single emergency number for Taiwan" in words


def test_a_country_is_chosen_while_locked_and_never_replaces_a_number(
    tmp_path: Path, qtbot: QtBot
) -> None:
    room = make_room(tmp_path)
    room.settings.change("emergency_number", "113")
    page = safety(room, qtbot, unlocked=False)
    choice = child(page, "country")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    settle()
    assert room.settings.text("country") == "us"
    assert "988" in said(page)
    assert "Call 113 now" in said(page)
    press(page, "use_emergency")
    assert "Call 911 now" in said(page)
    assert not child(page, "use_emergency").isVisible()


def test_a_country_that_is_not_listed_is_no_error(tmp_path: Path, qtbot: QtBot) -> None:
    words = said(safety(in_country(make_room(tmp_path), "atlantis"), qtbot, unlocked=False))
    assert "Choose your country" in words


def test_people_stand_before_the_clinic_the_lines_and_the_plan(home: House, qtbot: QtBot) -> None:
    in_country(home.room, "fr")
    home.vault.ask(lambda db: plan.put(db, "helps", text="The long way round."))
    words = said(safety(home.room, qtbot))
    order = ["Call 112 now", "Your people", "Your clinic", "3114", "The long way round."]
    assert words.index("912 000 345") < words.index("3114")
    places = [words.index(one) for one in order]
    assert places == sorted(places)


def test_the_plan_shows_while_locked_by_its_own_wish_alone(home: House, qtbot: QtBot) -> None:
    SafetyKeeper(home.room, parent=home.room.desk)
    home.vault.ask(lambda db: plan.put(db, "helps", text="The long way round."))
    press(safety(home.room, qtbot), "plan_when_locked")
    locked = said(safety(home.room, qtbot, unlocked=False))
    assert "The long way round." in locked
    assert CLINIC_PHONE not in locked
    assert "912 000 345" not in locked
    assert "Unlock to see your clinic" in locked


def test_switching_one_wish_off_erases_that_part_from_the_file(home: House, qtbot: QtBot) -> None:
    SafetyKeeper(home.room, parent=home.room.desk)
    home.vault.ask(lambda db: plan.put(db, "helps", text="The long way round."))
    page = safety(home.room, qtbot)
    press(page, "plan_when_locked")
    press(page, "safety_when_locked")
    kept = card_file(home.room.places.state)
    assert "long way" in kept.read_text()
    press(page, "plan_when_locked")
    assert "long way" not in kept.read_text()
    assert "912 000 345" in kept.read_text()
    press(page, "safety_when_locked")
    assert not kept.exists()


def test_the_file_follows_the_plan(home: House, qtbot: QtBot) -> None:
    keeper = SafetyKeeper(home.room, parent=home.room.desk)
    press(safety(home.room, qtbot), "plan_when_locked")
    home.room.desk.ask(lambda db: plan.put(db, "ask", text="First Sam."), owner=keeper)
    card = read_card(home.room.places.state)
    assert card is not None
    assert [part.text for part in card.plan] == ["First Sam."]


@pytest.mark.parametrize("name", ["safety_when_locked", "plan_when_locked"])
def test_each_wish_says_that_its_file_is_not_encrypted(
    home: House, qtbot: QtBot, name: str
) -> None:
    assert "not encrypted" in child(safety(home.room, qtbot), name).accessibleDescription()


@pytest.mark.parametrize("unlocked", [True, False])
def test_everything_of_it_is_two_presses_away(home: House, qtbot: QtBot, unlocked: bool) -> None:
    page = safety(home.room, qtbot, unlocked=unlocked)
    asked: list[str] = []
    page.layer_wanted.connect(asked.append)  # type: ignore[attr-defined]
    doors = ["safety_hard", "safety_calls", "safety_ground"]
    doors += ["safety_wallet", "safety_plan", "safety_contacts"] if unlocked else []
    for door in doors:
        press(page, door)
    wanted = ["hard", "calls", "ground", "wallet", "plan", "contacts"]
    assert asked == wanted[: len(doors)]


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
