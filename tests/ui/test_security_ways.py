"""Adding, removing and trying ways in, and a new recovery code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.flows import ways
from ketaguide.store import preferences
from ketaguide.ui.errands import KeepRecoveryCode, MakeRecoveryCode, OpenSecurity
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.room import Room
from ketaguide.vault import keyfile, keyslots, slots, upkeep
from ketaguide.vault.recovery import new_code
from ketaguide.vault.secrets import PassphraseWithKeyFile, PracticeKey, Secret
from tests.helpers.gates import focused
from tests.helpers.opened import ask, opened, part
from tests.helpers.security import (
    PASSPHRASE,
    Shown,
    add_code,
    add_slot,
    folder_of,
    opens,
    shown,
    with_vault,
)
from tests.helpers.vaults import an_entry, new_vault

OLD = PASSPHRASE.text
FILE_WORDS = "a lantern on the quiet pier"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=lambda db: an_entry(db, "The river was high.")) as room:
        yield room


# A key file


def file_page(room: Room, qtbot: QtBot, path: Path) -> Shown:
    view = shown(room, qtbot, "key-file")
    view.write("key_file_path", str(path))
    view.write("passphrase", FILE_WORDS)
    view.write("passphrase_again", FILE_WORDS)
    view.write("present_passphrase", OLD)
    return view


def test_a_key_file_opens_with_its_passphrase_only(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "stick" / "one.key"
    path.parent.mkdir()
    view = file_page(room, qtbot, path)
    assert "Lose the file, and this way in is lost." in view.says
    view.press("make_key_file")
    assert len(view.where) == 1
    folder, key = folder_of(room), keyfile.read(path)
    assert opens(folder, PassphraseWithKeyFile(FILE_WORDS, key))
    assert not opens(folder, PassphraseWithKeyFile(FILE_WORDS, bytes(32)))
    assert not opens(folder, PassphraseWithKeyFile(OLD, key))
    assert not opens(folder, FILE_WORDS)
    assert opens(folder, OLD)
    assert path.stat().st_mode & 0o077 == 0


def test_beside_the_vault_or_nowhere_is_refused_before_anything_is_made(
    room: Room, qtbot: QtBot
) -> None:
    inside = folder_of(room) / "my.key"
    for path, words in ((inside, "it protects nothing"), (Path("my.key"), "Choose a place")):
        view = file_page(room, qtbot, path)
        view.press("make_key_file")
        assert words in view.says
    assert not inside.exists()
    assert keyslots.kinds(folder_of(room)) == ("passphrase",)


def test_a_file_that_is_there_stays_as_it_is(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "poem.key"
    path.write_text("a poem")
    view = file_page(room, qtbot, path)
    view.press("make_key_file")
    assert "There is a file of this name already." in view.says
    assert focused() is part(view.page, QLineEdit, "key_file_path")
    assert path.read_text() == "a poem"
    assert keyslots.kinds(folder_of(room)) == ("passphrase",)
    assert view.written("passphrase") == FILE_WORDS


def test_a_place_that_is_not_there_is_said_beside_it(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    """Not in the words of a vault that is missing: that would frighten."""
    view = file_page(room, qtbot, tmp_path / "no stick" / "one.key")
    view.press("make_key_file")
    assert "There is no such folder" in view.says
    assert "no vault" not in view.says + view.tells
    assert focused() is part(view.page, QLineEdit, "key_file_path")
    assert view.written("present_passphrase") == OLD


def test_a_slot_that_could_not_be_stored_leaves_no_file(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> str:
        raise DiskFull

    monkeypatch.setattr(keyslots, "add", fail)
    path = tmp_path / "one.key"
    view = file_page(room, qtbot, path)
    view.press("make_key_file")
    assert "The disk is full." in view.tells
    assert not path.exists()


def test_the_place_is_chosen_in_a_dialog(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(room, qtbot, "key-file")
    view.press("choose_place")
    dialog = view.page.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    part(dialog, QLineEdit, "fileNameEdit").setText("chosen")
    dialog.accept()
    assert view.written("key_file_path") == str(tmp_path / "chosen.key")


# Removing


@pytest.mark.parametrize("kind", ["recovery", "key-file", "practice", "passphrase"])
def test_a_removed_way_no_longer_opens(room: Room, qtbot: QtBot, kind: str) -> None:
    code = add_code(room)
    secrets: dict[str, Secret] = {
        "recovery": code,
        "key-file": PassphraseWithKeyFile(FILE_WORDS, bytes(32)),
        "practice": PracticeKey(bytes(32)),
        "passphrase": PASSPHRASE,
    }
    for name in ("key-file", "practice"):
        add_slot(room, secrets[name])
    secret, wanted = secrets[kind], slots.kind_of(secrets[kind])
    slot_id = next(w.slot_id for w in with_vault(room, ways.look).ways if w.kind == wanted)
    view = shown(room, qtbot, f"remove:{slot_id}")
    assert ("nobody can open this vault" in view.says) == (kind == "recovery")
    view.press("remove_way")
    assert "Type your present passphrase first." in view.says
    assert opens(folder_of(room), secret)
    view.write("present_passphrase", OLD)
    view.press("remove_way")
    assert isinstance(view.where[-1], OpenSecurity)
    assert not opens(folder_of(room), secret)
    assert sum(opens(folder_of(room), one) for one in secrets.values()) == 3


def test_the_last_one_stays_and_that_is_said_before_one_tries(room: Room, qtbot: QtBot) -> None:
    add_slot(room, PracticeKey(bytes(32)))
    standing = with_vault(room, ways.look)
    last = next(way for way in standing.ways if way.is_last)
    view = shown(room, qtbot, f"remove:{last.slot_id}")
    assert "the only way in that you hold" in view.says
    assert view.page.findChild(QLineEdit, "present_passphrase") is None


def test_one_that_is_gone_meanwhile_is_said(room: Room, qtbot: QtBot) -> None:
    assert "It is no longer there." in shown(room, qtbot, "remove:00000000").says


# The drill


def test_the_drill_tries_the_vault_and_is_noted(room: Room, qtbot: QtBot) -> None:
    code = add_code(room)
    view = shown(room, qtbot, "drill")
    view.type_code(code)
    view.press("try_code")
    assert "This code opens your vault" in view.says
    assert with_vault(room, upkeep.read).recovery_tried == room.clock.now()
    view.press("drill_done")
    assert view.where == [OpenSecurity()]


def test_a_code_without_a_typo_may_still_be_the_wrong_one(room: Room, qtbot: QtBot) -> None:
    """Its checksums are right; only the vault knows that it does not open."""
    old = add_code(room)
    add_code(room)
    for wrong in (old, new_code()):
        view = shown(room, qtbot, "drill")
        view.type_code(wrong)
        view.press("try_code")
        assert "That recovery code does not open this vault." in view.says
        assert "This code opens" not in view.says
    assert with_vault(room, upkeep.read).recovery_tried is None


def test_a_code_of_another_vault_put_in_its_place_does_not_pass(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    """The header beside an open vault was swapped: the code fits that, and not the data."""
    other = new_vault(tmp_path / "other")
    code = other.add_recovery()
    other.close()
    add_code(room)
    view = shown(room, qtbot, "drill")
    view.type_code(code)
    (folder_of(room) / "vault.kgh").write_bytes((tmp_path / "other" / "vault.kgh").read_bytes())
    view.press("try_code")
    assert "two different vaults" in view.tells
    assert "This code opens" not in view.says


def test_a_typo_is_named(room: Room, qtbot: QtBot) -> None:
    add_code(room)
    view = shown(room, qtbot, "drill")
    view.write("group_3", "AAAAA")
    view.press("try_code")
    assert "Group 3 has a typo." in view.says or "seven groups" in view.says


def test_without_a_code_the_drill_offers_to_make_one(room: Room, qtbot: QtBot) -> None:
    view = shown(room, qtbot, "drill")
    view.press("make_recovery")
    assert view.where == [MakeRecoveryCode()]


# A new code


def test_a_new_code_needs_a_proof_and_ends_the_old_one(room: Room, qtbot: QtBot) -> None:
    old = add_code(room)
    view = shown(room, qtbot, "new-code")
    assert "a new key is the better step" in view.says
    view.press("show_new_code")
    assert view.where == []
    view.write("present_passphrase", OLD)
    view.press("show_new_code")
    (errand,) = view.where
    assert isinstance(errand, KeepRecoveryCode)
    assert opens(folder_of(room), errand.code)
    assert not opens(folder_of(room), old)
    chosen = ask(room, preferences.every)
    assert (chosen.recovery_done, chosen.recovery_pending_since) == (False, room.clock.now())
    page = RecoveryPage(room, made=errand)
    qtbot.addWidget(page)
    page.show()
    assert part(page, QWidget, "code").accessibleName() == ", ".join(errand.code.groups())
    assert errand.code.groups()[0] not in repr(errand)


def test_a_sheet_that_was_seen_leads_to_a_new_key(room: Room, qtbot: QtBot) -> None:
    add_code(room)
    view = shown(room, qtbot, "new-code")
    view.press("to_compromised")
    assert view.where == [OpenSecurity("compromised")]
