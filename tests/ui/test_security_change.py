"""Changing the passphrase: what it does, what the page says it does not do, and what it needs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import (
    DiskFull,
    HeaderCorrupt,
    KetaGuideError,
    StorageProblem,
    VaultMissing,
)
from ketaguide.flows import ways
from ketaguide.ui.errands import OpenSecurity
from ketaguide.ui.room import Room
from ketaguide.vault import header, keyfile, keyslots, slots
from ketaguide.vault.kdf import Argon2Params, KdfPolicy
from ketaguide.vault.recovery import new_code
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, PracticeKey
from tests.helpers.gates import focused
from tests.helpers.opened import opened, part
from tests.helpers.security import (
    NEW,
    PASSPHRASE,
    POLICY,
    Shown,
    add_code,
    add_slot,
    folder_of,
    opens,
    shown,
    with_vault,
)
from tests.helpers.vaults import a_session

OLD = PASSPHRASE.text


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


def filled(room: Room, qtbot: QtBot, *, present: str = OLD, new: str = NEW) -> Shown:
    view = shown(room, qtbot, "passphrase")
    view.write("present_passphrase", present)
    view.write("passphrase", new)
    view.write("passphrase_again", new)
    return view


def test_the_new_one_opens_and_the_old_one_does_not(room: Room, qtbot: QtBot) -> None:
    code = add_code(room)
    view = filled(room, qtbot)
    view.press("change_passphrase")
    (gone,) = view.where
    assert isinstance(gone, OpenSecurity)
    assert "Your passphrase is changed." in gone.note
    folder = folder_of(room)
    assert opens(folder, NEW)
    assert not opens(folder, OLD)
    assert opens(folder, code)


@pytest.mark.promise("C-08")
def test_the_page_says_of_copies_what_is_so(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    """What stands on the screen, and the fact it speaks of, side by side."""
    copy = tmp_path / "copy"
    shutil.copytree(folder_of(room), copy)
    view = filled(room, qtbot)
    assert "It does not change copies." in view.says
    assert "copies of the vault made before, still open with the old passphrase" in view.says
    assert "could also read what you write from now on" in view.says
    view.press("change_passphrase")
    assert opens(copy, OLD)
    assert not opens(copy, NEW)
    from_copy = keyslots.unlock(copy, Passphrase(OLD), policy=POLICY)
    assert with_vault(room, lambda vault: vault.keys.key == from_copy.key)


def test_it_leads_to_the_other_answer(room: Room, qtbot: QtBot) -> None:
    view = shown(room, qtbot, "passphrase")
    view.press("to_compromised")
    assert view.where == [OpenSecurity("compromised")]


def test_without_the_present_one_nothing_changes(room: Room, qtbot: QtBot) -> None:
    """An open window left alone does not give the vault away."""
    view = filled(room, qtbot, present="")
    view.press("change_passphrase")
    assert "Type your present passphrase first." in view.says
    view.write("present_passphrase", "somebody else's guess")
    view.press("change_passphrase")
    assert "That passphrase does not open this vault." in view.says
    assert focused() is part(view.page, QLineEdit, "present_passphrase")
    assert view.where == []
    assert opens(folder_of(room), OLD)
    assert view.written("passphrase") == NEW
    assert view.written("passphrase_again") == NEW


def test_the_recovery_code_proves_it_too(room: Room, qtbot: QtBot) -> None:
    code = add_code(room)
    view = filled(room, qtbot, present="")
    view.press("prove_by_recovery")
    view.type_code(new_code())
    view.press("change_passphrase")
    assert "That recovery code does not open this vault." in view.says
    view.type_code(code)
    view.press("change_passphrase")
    assert opens(folder_of(room), NEW)


def test_the_key_file_proves_it_too(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "stick.key"
    add_slot(room, PassphraseWithKeyFile("lantern on the quiet pier", keyfile.make(path)))
    view = filled(room, qtbot, present="")
    view.press("prove_by_passphrase_key_file")
    view.write("key_file_path", str(tmp_path / "missing.key"))
    view.write("key_file_passphrase", "lantern on the quiet pier")
    view.press("change_passphrase")
    assert "The key file is not there" in view.says
    assert view.where == []
    view.write("key_file_path", str(path))
    view.press("change_passphrase")
    assert opens(folder_of(room), NEW)


def test_a_practice_cannot_prove_it(room: Room, qtbot: QtBot) -> None:
    add_slot(room, PracticeKey(bytes(32)))
    view = shown(room, qtbot, "passphrase")
    assert "instead" not in view.says


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [
        ("too short", "too short", "Use 15 characters or more."),
        ("passwordpassword", "passwordpassword", "repeats the same"),
        (NEW, NEW[:-1], "This is not the same as above."),
    ],
)
def test_a_new_one_that_will_not_do_is_told_beside_it(
    room: Room, qtbot: QtBot, new: str, again: str, words: str
) -> None:
    view = filled(room, qtbot, new=new)
    view.write("passphrase_again", again)
    view.press("change_passphrase")
    assert words in view.says
    assert view.where == []
    assert opens(folder_of(room), OLD)


def test_made_words_are_typed_once_by_hand(room: Room, qtbot: QtBot) -> None:
    view = shown(room, qtbot, "passphrase")
    view.write("present_passphrase", OLD)
    view.press("make_words")
    words = view.written("passphrase")
    assert len(words.split()) == 6
    view.press("change_passphrase")
    assert "This is not the same as above." in view.says
    view.write("passphrase_again", words)
    view.press("change_passphrase")
    assert opens(folder_of(room), words)


@pytest.mark.parametrize("problem", [DiskFull(), StorageProblem()])
def test_a_disk_that_fails_loses_nothing_that_was_typed(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, problem: KetaGuideError
) -> None:
    view = filled(room, qtbot)

    def fail(*_given: object, **_named: object) -> None:
        raise problem

    with monkeypatch.context() as patch:
        patch.setattr(header, "store", fail)
        view.press("change_passphrase")
    assert problem.user_text in view.tells
    for name, words in (
        ("present_passphrase", OLD),
        ("passphrase", NEW),
        ("passphrase_again", NEW),
    ):
        assert view.written(name) == words
    assert opens(folder_of(room), OLD)
    view.press("change_passphrase")
    assert opens(folder_of(room), NEW)


def test_wrong_damaged_and_unreadable_are_three_messages(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = filled(room, qtbot, present="somebody else's guess")
    view.press("change_passphrase")
    told = {view.says.count("does not open this vault")}
    assert told == {1}
    assert view.tells == ""
    for problem, words in (
        (HeaderCorrupt(), "Your passphrase is not the problem."),
        (StorageProblem(), "The disk did not answer"),
        (VaultMissing(), "the folder cannot be read"),
    ):

        def fail(*_given: object, problem: KetaGuideError = problem, **_named: object) -> None:
            raise problem

        with monkeypatch.context() as patch:
            patch.setattr(keyslots, "unlock", fail)
            view.press("change_passphrase")
        assert words in view.tells


def test_on_a_quiet_day_it_asks_before_anything_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=lambda db: a_session(db, in_days=-0.1)) as room:
        view = shown(room, qtbot, "passphrase")
        assert view.page.findChild(QLineEdit, "passphrase") is None
        assert focused().objectName() == "quiet_wait"
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        assert view.where == [OpenSecurity()]
        view = shown(room, qtbot, "passphrase")
        view.press("quiet_anyway")
        view.press("quiet_anyway")
        assert focused() is part(view.page, QLineEdit, "present_passphrase")


def test_the_next_day_it_does_not_ask(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=lambda db: a_session(db, in_days=-1)) as room:
        view = shown(room, qtbot, "passphrase")
        assert part(view.page, QLineEdit, "passphrase").isVisible()


def test_the_same_passphrase_can_be_made_harder_to_guess(room: Room, qtbot: QtBot) -> None:
    stronger = KdfPolicy(
        default=Argon2Params(256, 2, 1), least_memory_kib=8, least_passes=1, calibrates=False
    )
    from dataclasses import replace

    view = shown(replace(room, policy=stronger), qtbot, "stronger")
    view.write("present_passphrase", "somebody else's guess")
    view.press("make_stronger")
    assert "does not open this vault" in view.says
    view.write("present_passphrase", OLD)
    view.press("make_stronger")
    folder = folder_of(room)
    assert opens(folder, OLD)
    (slot,) = header.load(folder).header.slots
    assert slot.argon2 == Argon2Params(256, 2, 1)
    assert slot.kind == slots.PASSPHRASE
    assert not ways.is_weak(folder, policy=stronger)
    assert POLICY.default.work < 256 * 2
