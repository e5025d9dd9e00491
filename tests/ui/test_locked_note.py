"""A note from the lock screen, and what becomes of it at the next unlock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.store import entries, preferences
from ketaguide.ui.gate import Gate
from ketaguide.ui.inbox_keeper import InboxKeeper
from ketaguide.ui.pages.locked_note_page import LockedNotePage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import RETRY_MS, THROTTLE_MS
from ketaguide.vault import files, inbox, pins
from tests.helpers.house import tiny_doors
from tests.helpers.opened import opened
from tests.helpers.rooms import make_room
from tests.helpers.vaults import ZONE, new_vault, reopen

WORDS = "It was a wide field, and I was not alone."


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    new_vault(tmp_path / "vault").close()
    return tmp_path / "vault"


def _page(folder: Path, qtbot: QtBot) -> LockedNotePage:
    room = make_room(folder.parent, zone=ZONE)
    page = LockedNotePage(room, slip=inbox.slip_of(folder))
    qtbot.addWidget(page)
    page.resize(900, 800)
    page.show()
    page.focus_first()
    return page


def _kept(folder: Path) -> list[str]:
    vault = reopen(folder)
    try:
        secret = inbox.secret_of(vault.driver())
        notes, unreadable = inbox.read_all(folder, secret, vault_id=vault.vault_id)
    finally:
        vault.close()
    assert unreadable == 0
    return [note.text for note in notes]


def _press(page: LockedNotePage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_typed_is_sealed_without_being_asked_for(locked: Path, qtbot: QtBot) -> None:
    page = _page(locked, qtbot)
    qtbot.keyClicks(page.edit, WORDS)
    qtbot.waitUntil(lambda: inbox.waiting(locked) == 1, timeout=5 * THROTTLE_MS)
    qtbot.keyClicks(page.edit, " Then I slept.")
    qtbot.wait(2 * THROTTLE_MS)
    assert _kept(locked) == [WORDS + " Then I slept."]


def test_done_leaves_only_once_it_is_sealed(locked: Path, qtbot: QtBot) -> None:
    page = _page(locked, qtbot)
    seen: list[int] = []
    page.back_wanted.connect(lambda: seen.append(inbox.waiting(locked)))
    qtbot.keyClicks(page.edit, WORDS)
    qtbot.keyClick(page.edit, Qt.Key.Key_Escape)
    assert seen == [1]
    assert _kept(locked) == [WORDS]


def test_taken_back_nothing_is_left(locked: Path, qtbot: QtBot) -> None:
    page = _page(locked, qtbot)
    qtbot.keyClicks(page.edit, WORDS)
    qtbot.waitUntil(lambda: inbox.waiting(locked) == 1, timeout=5 * THROTTLE_MS)
    with qtbot.waitSignal(page.back_wanted):
        _press(page, "note_take_back")
    assert inbox.waiting(locked) == 0


def test_on_a_full_disk_the_words_stay_and_go_in_by_themselves(
    locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(locked, qtbot)
    left: list[str] = []
    page.back_wanted.connect(lambda: left.append("left"))

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        qtbot.keyClicks(page.edit, WORDS)
        _press(page, "note_done")
        assert left == []
        assert page.notice.isVisible()
        assert page.edit.toPlainText() == WORDS
    qtbot.waitUntil(lambda: inbox.waiting(locked) == 1, timeout=4 * RETRY_MS)
    assert _kept(locked) == [WORDS]
    assert DiskFull().user_text  # what the notice says is the error's own sentence


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as one:
        yield one


def _folder(room: Room) -> Path:
    found: list[Path] = []
    room.desk.tend(lambda vault: vault.folder, found.append, owner=room.desk)
    return found[0]


def _bodies(room: Room) -> list[str]:
    found: list[list[str]] = []
    room.desk.ask(
        lambda db: [entries.get(db, row.id).body for row in entries.page(db)],
        found.append,
        owner=room.desk,
    )
    return found[0]


def test_after_an_unlock_notes_stand_in_the_journal(room: Room, qtbot: QtBot) -> None:
    slip = inbox.slip_of(_folder(room))
    for text in ("first", "second"):
        inbox.seal(slip, text, note_id=inbox.new_note(), at=room.clock.now(), zone=ZONE)
    (slip.folder / "inbox" / "junk.note").write_bytes(b"junk")
    changed: list[frozenset[str]] = []
    room.desk.changed.connect(changed.append)
    keeper = InboxKeeper(room, parent=room.desk)
    with qtbot.waitSignal(keeper.taken_in) as taken:
        keeper.begin()
    assert taken.args == [2, 1]
    assert sorted(_bodies(room)) == ["first", "second"]
    assert any("Entry" in names for names in changed)
    assert inbox.waiting(slip.folder) == 0


def test_an_empty_inbox_is_not_spoken_of(room: Room, qtbot: QtBot) -> None:
    keeper = InboxKeeper(room, parent=room.desk)
    with qtbot.assertNotEmitted(keeper.taken_in), qtbot.assertNotEmitted(keeper.failed):
        keeper.begin()


def test_a_full_disk_leaves_the_notes_for_the_next_unlock(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = inbox.slip_of(_folder(room))
    inbox.seal(slip, "waits", note_id=inbox.new_note(), at=room.clock.now(), zone=ZONE)
    from ketaguide.flows import take_in_notes

    def full(*_: object, **__: object) -> int:
        raise DiskFull

    monkeypatch.setattr(take_in_notes, "store", full)
    keeper = InboxKeeper(room, parent=room.desk)
    with qtbot.waitSignal(keeper.failed):
        keeper.begin()
    assert inbox.waiting(slip.folder) == 1


def test_the_lock_screen_offers_notes_only_to_those_who_want_them(room: Room) -> None:
    folder, state = _folder(room), room.places.state
    keeper = InboxKeeper(room, parent=room.desk)
    keeper.begin()
    assert pins.slip(folder, state) is None
    room.desk.ask(lambda db: preferences.put(db, preferences.INBOX_WANTED, True), owner=room.desk)
    assert pins.slip(folder, state) == inbox.slip_of(folder)
    room.desk.ask(lambda db: preferences.put(db, preferences.INBOX_WANTED, False), owner=room.desk)
    assert pins.slip(folder, state) is None


def _gate(room: Room, folder: Path, qtbot: QtBot) -> Gate:
    gate = Gate(room, doors=tiny_doors(room), folder=folder)
    qtbot.addWidget(gate)
    gate.resize(1200, 800)
    gate.show()
    gate.activateWindow()
    qtbot.waitUntil(gate.isActiveWindow)
    return gate


def _way(gate: Gate) -> QPushButton:
    found = gate.page.findChild(QPushButton, "leave_note")
    assert isinstance(found, QPushButton)
    return found


def test_the_lock_screen_has_no_way_to_a_note_unless_wanted(locked: Path, qtbot: QtBot) -> None:
    gate = _gate(make_room(locked.parent), locked, qtbot)
    assert _way(gate).isHidden()


def test_from_the_lock_screen_to_a_note_and_back(locked: Path, qtbot: QtBot) -> None:
    room = make_room(locked.parent, zone=ZONE)
    slip = inbox.slip_of(locked)
    pins.pin(room.places.state, slip, vault_id=slip.vault_id)
    gate = _gate(room, locked, qtbot)
    qtbot.waitUntil(_way(gate).isVisible)
    qtbot.mouseClick(_way(gate), Qt.MouseButton.LeftButton)
    page = gate.page
    assert isinstance(page, LockedNotePage)
    assert QApplication.focusWidget() is page.edit
    qtbot.keyClicks(page.edit, WORDS)
    _press(page, "note_done")
    assert isinstance(gate.page, UnlockPage)
    assert _kept(locked) == [WORDS]
