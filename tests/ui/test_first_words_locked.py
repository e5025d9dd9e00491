"""First words from the lock screen: nothing shows, nothing is readable, nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import CardPerson, SafetyCard, write_card
from ketaguide.store import contacts, entries, sessions
from ketaguide.ui.inbox_keeper import InboxKeeper
from ketaguide.ui.pages.locked_words_page import LockedWordsPage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import RETRY_MS, THROTTLE_MS
from ketaguide.vault import files, inbox, pins
from ketaguide.vault.db import Db
from tests.helpers.canary import in_files, new_canary
from tests.helpers.gates import Seen, make_doors, show, walk_to
from tests.helpers.guides import Reader, words_on
from tests.helpers.opened import ask, opened
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, make_room
from tests.helpers.vaults import ZONE, new_vault, reopen

ANA = "912 000 345"
CLINIC = "020 7946 0190"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A closed vault of someone with a sister and a clinic."""

    def fill(db: Db) -> None:
        contacts.add(db, name="Ana", relation="sister", phone=ANA)
        sessions.add(db, starts_at=NOW, zone=ZONE, clinic_name="Linden", clinic_phone=CLINIC)

    vault = new_vault(tmp_path / "vault")
    vault.ask(fill)
    vault.close()
    return tmp_path / "vault"


def _open(folder: Path, qtbot: QtBot, *, room: Room | None = None) -> Reader:
    room = room or make_room(folder.parent, zone=ZONE)
    page = LockedWordsPage(room, slip=inbox.slip_of(folder))
    qtbot.addWidget(page)
    reader = Reader(page)
    reader.show()
    page.focus_first()
    return reader


def _kept(folder: Path) -> list[str]:
    vault = reopen(folder)
    try:
        secret = inbox.secret_of(vault.driver())
        notes, unreadable = inbox.read_all(folder, secret, vault_id=vault.vault_id)
    finally:
        vault.close()
    assert unreadable == 0
    return [note.text for note in notes]


def _onward(reader: Reader, times: int) -> None:
    for _ in range(times):
        reader.press("words_onward")


def test_what_is_tapped_becomes_one_note_in_plain_lines(locked: Path, qtbot: QtBot) -> None:
    page = _open(locked, qtbot)
    page.press("tap_easing")
    page.press("tap_here")
    page.press("tap_heavy")
    page.press("tap_warm")
    page.press("words_onward")
    page.press("tap_tender")
    _onward(page, 5)
    lines = ("Effects: Yes, easing", "With me: Someone is with me", "My body is: heavy, warm")
    assert _kept(locked) == ["\n\n".join(("First words", *lines, "I am: tender"))]


@pytest.mark.promise("L-01")
def test_nothing_of_it_is_readable_in_any_file(locked: Path, qtbot: QtBot) -> None:
    word = new_canary()
    page = _open(locked, qtbot)
    page.press("tap_easing")
    _onward(page, 1)
    page.press("tap_sick")
    _onward(page, 4)
    page.type("words_line", word)
    _onward(page, 2)
    assert in_files(locked.parent, [word, "feeling sick", "Yes, easing"]) == []
    assert word in _kept(locked)[0]


def test_whoever_walks_away_after_one_tap_has_left_it_there(locked: Path, qtbot: QtBot) -> None:
    page = _open(locked, qtbot)
    page.press("tap_still-strong")
    assert len(_kept(locked)) == 1  # the screen was left
    page.press("tap_heavy")
    qtbot.waitUntil(lambda: "heavy" in _kept(locked)[0], timeout=5 * THROTTLE_MS)
    assert page.sees("words_kept")


@pytest.mark.parametrize("way", ["words_enough", "escape"])
def test_nothing_tapped_leaves_nothing(locked: Path, qtbot: QtBot, way: str) -> None:
    page = _open(locked, qtbot)
    assert isinstance(page.page, LockedWordsPage)
    with qtbot.waitSignal(page.page.back_wanted):
        if way == "escape":
            page.key(Qt.Key.Key_Escape)
        else:
            page.press(way)
    assert inbox.waiting(locked) == 0


def test_taps_that_were_taken_back_leave_no_note(locked: Path, qtbot: QtBot) -> None:
    page = _open(locked, qtbot)
    page.press("tap_easing")
    assert inbox.waiting(locked) == 1
    page.press("words_back")
    assert isinstance(page.page, LockedWordsPage)
    run = page.page.run
    assert run is not None
    run.answer("effects", None)
    page.page.keep()
    page.press("words_enough")
    assert inbox.waiting(locked) == 0


def test_enough_leaves_only_once_it_is_sealed(
    locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _open(locked, qtbot)
    left: list[int] = []
    assert isinstance(page.page, LockedWordsPage)
    page.page.back_wanted.connect(lambda: left.append(inbox.waiting(locked)))

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        page.press("tap_gone")
        page.press("words_enough")
        assert left == []
        assert page.page.notice.isVisible()
        assert not page.sees("words_kept")
    qtbot.waitUntil(lambda: inbox.waiting(locked) == 1, timeout=4 * RETRY_MS)
    page.press("words_enough")
    assert left == [1]


def test_while_locked_no_one_is_named(locked: Path, qtbot: QtBot) -> None:
    page = _open(locked, qtbot)
    page.press("tap_still-strong")
    words = words_on(page)
    assert "Your people show here once you unlock" in words
    assert "call 112 now" in words
    for own in ("Ana", ANA, "Linden", CLINIC):
        assert own not in words


def test_the_safety_card_shows_what_it_was_allowed_to(locked: Path, qtbot: QtBot) -> None:
    room = make_room(locked.parent, zone=ZONE)
    card = SafetyCard("Linden", CLINIC, (CardPerson("Ana", "sister", ANA),))
    write_card(room.places.state, card)
    page = _open(locked, qtbot, room=room)
    page.press("tap_still-strong")
    assert ANA in words_on(page)
    assert CLINIC in words_on(page)


def test_a_card_with_the_plan_alone_names_no_one(locked: Path, qtbot: QtBot) -> None:
    room = make_room(locked.parent, zone=ZONE)
    write_card(
        room.places.state,
        SafetyCard("Linden", CLINIC, (CardPerson("Ana", "", ANA),), shows_people=False),
    )
    page = _open(locked, qtbot, room=room)
    page.press("tap_still-strong")
    assert ANA not in words_on(page)
    assert CLINIC not in words_on(page)


def test_opened_again_it_shows_nothing_of_before(locked: Path, qtbot: QtBot) -> None:
    first = _open(locked, qtbot)
    first.press("tap_easing")
    first.press("words_enough")
    again = _open(locked, qtbot)
    chosen = [one for one in again.page.findChildren(QAbstractButton) if one.isChecked()]
    assert chosen == []
    again.press("tap_gone")
    again.press("words_enough")
    assert len(_kept(locked)) == 2


def test_left_alone_it_puts_away_what_was_tapped(locked: Path, qtbot: QtBot) -> None:
    page = _open(locked, qtbot)
    page.press("tap_easing")
    page.press("tap_here")
    page.press("tap_heavy")
    assert isinstance(page.page, LockedWordsPage)
    page.page.put_away()
    settle()
    assert page.sees("tap_easing")
    assert not page.sees("words_back")
    assert not any(one.isChecked() for one in page.page.findChildren(QAbstractButton))
    assert "heavy" in _kept(locked)[0]
    page.press("tap_gone")
    page.press("words_enough")
    assert len(_kept(locked)) == 2


def test_left_alone_it_never_takes_the_numbers_away(locked: Path, qtbot: QtBot) -> None:
    page = _open(locked, qtbot)
    page.press("tap_still-strong")
    assert isinstance(page.page, LockedWordsPage)
    page.page.put_away()
    settle()
    assert "Then rest" in words_on(page)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with opened(tmp_path) as one:
        yield one


def test_at_the_next_unlock_it_stands_in_the_journal(room: Room, qtbot: QtBot) -> None:
    folder = room.places.config.parent / "vault"
    page = _open(folder, qtbot, room=room)
    page.press("tap_easing")
    page.press("words_enough")
    keeper = InboxKeeper(room, parent=room.desk)
    with qtbot.waitSignal(keeper.taken_in):
        keeper.begin()
    bodies = ask(room, lambda db: [entries.get(db, row.id).body for row in entries.page(db)])
    assert bodies == ["First words\n\nEffects: Yes, easing"]
    assert inbox.waiting(folder) == 0


def _gate(room: Room, folder: Path, qtbot: QtBot) -> Seen:
    from ketaguide.ui.gate import Gate

    seen = show(lambda: Gate(room, doors=make_doors(room), folder=folder))
    qtbot.addWidget(seen.gate)
    return seen


def test_the_lock_screen_offers_it_only_where_notes_are_wanted(locked: Path, qtbot: QtBot) -> None:
    seen = _gate(make_room(locked.parent, zone=ZONE), locked, qtbot)
    assert not seen.find("first_words").isVisible()


def test_from_the_lock_screen_by_keyboard_alone_and_back(locked: Path, qtbot: QtBot) -> None:
    room = make_room(locked.parent, zone=ZONE)
    slip = inbox.slip_of(locked)
    pins.pin(room.places.state, slip, vault_id=slip.vault_id)
    seen = _gate(room, locked, qtbot)
    qtbot.waitUntil(seen.find("first_words").isVisible)
    QTest.keyClick(walk_to("first_words"), Qt.Key.Key_Return)
    settle()
    page = seen.gate.page
    assert isinstance(page, LockedWordsPage)
    # Nothing bright beside it.
    assert page.size() == seen.gate.size()
    QTest.keyClick(walk_to("tap_still-strong"), Qt.Key.Key_Return)
    settle()
    QTest.keyClick(walk_to("words_ground"), Qt.Key.Key_Space)
    assert seen.layers == ["ground-dark"]
    QTest.keyClick(walk_to("words_enough"), Qt.Key.Key_Space)
    settle()
    assert isinstance(seen.gate.page, UnlockPage)
    assert seen.gate.frame.picture.isVisible()
    assert isinstance(seen.find("passphrase"), QWidget)
    assert _kept(locked) == ["First words\n\nEffects: Still strong"]
