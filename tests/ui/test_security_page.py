"""Security's own page: what there is, what each way is good for, and where it leads."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.base import swap
from ketaguide.base.errors import HeaderTampered
from ketaguide.flows import ways
from ketaguide.ui import backup_work
from ketaguide.ui.errands import GoTo, MakeRecoveryCode, OpenBackups, OpenCheck, OpenSecurity
from ketaguide.ui.pages.security_page import SecurityPage
from ketaguide.ui.room import Room
from ketaguide.vault import keyslots, upkeep
from ketaguide.vault.kdf import Argon2Params
from ketaguide.vault.secrets import PassphraseWithKeyFile, PracticeKey
from tests.helpers.opened import opened
from tests.helpers.rooms import NOW
from tests.helpers.security import Shown, add_code, add_slot, folder_of, shown, with_vault

_KEY = bytes(32)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


def state(view: Shown, name: str) -> str:
    assert isinstance(view.page, SecurityPage)
    return view.page.state.value(name)


def names(view: Shown) -> list[str]:
    found = view.page.findChildren(QAbstractButton)
    return [one.objectName() for one in found if one.isVisibleTo(view.page)]


def test_a_new_vault_has_one_way_which_stays(room: Room, qtbot: QtBot) -> None:
    view = shown(room, qtbot)
    assert "It is the only way in that you hold, so it stays." in view.says
    assert "nobody can open this vault" in view.says
    assert not [name for name in names(view) if name.startswith("remove_way")]
    view.press("make_recovery")
    view.press("change")
    view.press("add_key_file")
    view.press("compromised")
    view.press("open_backups")
    view.press("open_check")
    view.press("settings_back")
    assert view.where == [
        MakeRecoveryCode(),
        OpenSecurity("passphrase"),
        OpenSecurity("key-file"),
        OpenSecurity("compromised"),
        OpenBackups(),
        OpenCheck(),
        GoTo("settings"),
    ]


def test_every_kind_of_way_is_named_with_what_it_is_good_for(room: Room, qtbot: QtBot) -> None:
    add_code(room)
    first = add_slot(room, PassphraseWithKeyFile("a lantern on the quiet pier", _KEY))
    second = add_slot(room, PassphraseWithKeyFile("another lantern on the pier", _KEY))
    practice = add_slot(room, PracticeKey(_KEY))
    view = shown(room, qtbot)
    for words in (
        "For every day.",
        "For the day the passphrase is lost.",
        "It takes two things",
        "without asking you",
    ):
        assert words in view.says
    assert view.says.count("Passphrase with a key file\n") == 2
    for slot_id in (first, second, practice):
        kind = "practice" if slot_id == practice else "passphrase_key_file"
        view.press(f"remove_way_{kind}_{slot_id}")
        assert view.where[-1] == OpenSecurity(f"remove:{slot_id}")
    view.press("try_recovery")
    view.press("new_recovery")
    assert view.where[-2:] == [OpenSecurity("drill"), OpenSecurity("new-code")]


def test_a_practice_does_not_count_as_a_way_that_a_person_holds(room: Room, qtbot: QtBot) -> None:
    add_slot(room, PracticeKey(_KEY))
    view = shown(room, qtbot)
    assert "It is the only way in that you hold" in view.says
    assert len([name for name in names(view) if name.startswith("remove_way")]) == 1


def test_what_was_done_has_its_date_and_what_was_not_says_so(room: Room, qtbot: QtBot) -> None:
    view = shown(room, qtbot)
    assert [state(view, name) for name in ("backup", "verified", "code")] == [
        "None yet",
        "Not yet",
        "Not yet",
    ]
    note = partial(upkeep.note, name=upkeep.VERIFIED, at=NOW - timedelta(days=3))
    with_vault(room, note)
    assert state(shown(room, qtbot), "verified") == "Friday 20 November, 18:00"


def test_backups_that_cannot_be_looked_at_do_not_hide_the_rest(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_vault: object) -> None:
        raise HeaderTampered

    monkeypatch.setattr(backup_work, "look", fail)
    view = shown(room, qtbot)
    assert state(view, "backup") == "Could not be read"
    assert "For every day." in view.says


def test_a_header_changed_by_something_else_is_said(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_vault: object) -> None:
        raise HeaderTampered

    monkeypatch.setattr(ways, "look", fail)
    view = shown(room, qtbot)
    assert "changed by something other than KetaGuide" in view.tells
    assert view.page.focusWidget() is not None


@pytest.mark.parametrize("words", ["", "This computer may put parts of its memory on the disk."])
def test_memory_that_may_reach_the_disk_is_said(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(swap, "problem", lambda: words)
    view = shown(room, qtbot)
    assert ("parts of its memory" in view.says) is bool(words)


@pytest.mark.parametrize(
    ("times", "is_offered"), [(1, False), (1.9, False), (2, True), (64, True), (0.5, False)]
)
def test_a_much_faster_computer_offers_to_make_guessing_harder(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, times: float, *, is_offered: bool
) -> None:
    now = Argon2Params(int(64 * times), 1, 1)
    monkeypatch.setattr(ways, "calibrate", lambda _policy: now)
    view = shown(room, qtbot)
    qtbot.waitUntil(lambda: ("stronger" in names(view)) is is_offered)
    assert ("harder to guess" in view.says) is is_offered


def test_what_is_listed_follows_what_changes(room: Room, qtbot: QtBot) -> None:
    view = shown(room, qtbot)
    add_code(room)
    assert "recovery" in keyslots.kinds(folder_of(room))
    view.page.reload()
    assert "nobody can open this vault" not in view.says
