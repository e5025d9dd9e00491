"""Unlocking by key file at the gate; and what a wrong secret may tell: always the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.key_file_fields import KeyFileFields
from ketaguide.ui.room import Room
from ketaguide.vault import keyfile, keyslots
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile
from tests.helpers.gates import WORDS, Seen, a_vault, make_doors
from tests.helpers.opened import part
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room
from tests.helpers.security import POLICY

FILE_WORDS = "a lantern on the quiet pier"


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    yield room
    room.desk.close()


@pytest.fixture
def key_file(room: Room, tmp_path: Path) -> Path:
    """The file of a vault that also opens by it."""
    folder = a_vault(tmp_path / "abcdefgh.ketaguide", room)
    path = tmp_path / "stick.key"
    keys = keyslots.unlock(folder, Passphrase(WORDS), policy=POLICY)
    secret = PassphraseWithKeyFile(FILE_WORDS, keyfile.make(path))
    keyslots.add(folder, keys, secret, policy=POLICY)
    return path


def shown(room: Room, qtbot: QtBot, tmp_path: Path) -> Seen:
    gate = Gate(room, doors=make_doors(room), folder=tmp_path / "abcdefgh.ketaguide")
    qtbot.addWidget(gate)
    gate.resize(1280, 840)
    gate.show()
    settle()
    return Seen(gate)


def fill(seen: Seen, path: str, words: str) -> None:
    for name, text in (("key_file_path", path), ("key_file_passphrase", words)):
        edit = seen.find(name)
        assert isinstance(edit, QLineEdit)
        edit.setText(text)


def written(seen: Seen) -> tuple[str, str]:
    fields = seen.gate.page.findChild(KeyFileFields)
    assert isinstance(fields, KeyFileFields)
    return fields.path.text(), fields.passphrase.text()


def test_file_and_passphrase_open(room: Room, qtbot: QtBot, tmp_path: Path, key_file: Path) -> None:
    seen = shown(room, qtbot, tmp_path)
    seen.press("use_key_file")
    settle()
    fill(seen, str(key_file), FILE_WORDS)
    seen.press("unlock")
    assert seen.opened == [tmp_path / "abcdefgh.ketaguide"]


def test_what_is_missing_is_asked_for(
    room: Room, qtbot: QtBot, tmp_path: Path, key_file: Path
) -> None:
    seen = shown(room, qtbot, tmp_path)
    seen.press("use_key_file")
    settle()
    fill(seen, str(key_file), "")
    seen.press("unlock")
    assert seen.opened == []
    fill(seen, "", FILE_WORDS)
    seen.press("unlock")
    assert seen.opened == []


def test_a_wrong_file_a_missing_file_and_wrong_words_differ(
    room: Room, qtbot: QtBot, tmp_path: Path, key_file: Path
) -> None:
    other, poem = tmp_path / "other.key", tmp_path / "poem.txt"
    keyfile.make(other)
    poem.write_text("a poem")
    seen = shown(room, qtbot, tmp_path)
    seen.press("use_key_file")
    settle()
    told = []
    for path, words in (
        (str(tmp_path / "gone.key"), FILE_WORDS),
        (str(poem), FILE_WORDS),
        (str(other), FILE_WORDS),
        (str(key_file), "somebody else's guess"),
    ):
        fill(seen, path, words)
        seen.press("unlock")
        settle()
        fields = seen.gate.page.findChild(KeyFileFields)
        assert isinstance(fields, KeyFileFields)
        told.append(seen.says or fields.problem)
        assert written(seen) == (path, words)
    gone, no_key, wrong_file, wrong_words = told
    assert len({gone, no_key, wrong_file}) == 3
    assert "not a whole KetaGuide key file" in no_key
    assert wrong_file == wrong_words
    assert "passphrase with this key file does not open this vault" in wrong_file
    assert seen.opened == []


def test_the_file_is_chosen_in_a_dialog(
    room: Room, qtbot: QtBot, tmp_path: Path, key_file: Path
) -> None:
    seen = shown(room, qtbot, tmp_path)
    seen.press("use_key_file")
    settle()
    seen.press("choose_key_file")
    dialog = seen.gate.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    part(dialog, QLineEdit, "fileNameEdit").setText(key_file.name)
    dialog.accept()
    assert written(seen)[0] == str(key_file)


@pytest.mark.promise("U-02")
def test_twenty_wrong_ones_say_one_thing_and_leave_no_trace(
    room: Room, qtbot: QtBot, tmp_path: Path, key_file: Path
) -> None:
    """Wrong words, and words of another kind of slot: no answer tells which of both it was."""
    before = _files(tmp_path)
    seen = shown(room, qtbot, tmp_path)
    told = set()
    for number in range(20):
        words = FILE_WORDS if number % 2 else f"somebody else's guess {number}"
        edit = seen.find("passphrase")
        assert isinstance(edit, QLineEdit)
        edit.setText(words)
        seen.press("unlock")
        told.add(seen.says)
    assert len(told) == 1
    assert "does not open this vault" in told.pop()
    assert seen.opened == []
    assert _files(tmp_path) == before
    edit = seen.find("passphrase")
    assert isinstance(edit, QLineEdit)
    edit.setText(WORDS)
    seen.press("unlock")
    assert len(seen.opened) == 1


@pytest.mark.promise("U-02")
def test_a_wrong_one_costs_the_same_work_whatever_it_would_have_fitted(
    room: Room, tmp_path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times are for the bench; here the derivations are counted."""
    from ketaguide.base.errors import WrongPassphrase
    from tests.helpers.security import watched_argon2

    folder = tmp_path / "abcdefgh.ketaguide"
    counts = []
    for words in ("somebody else's guess", FILE_WORDS):
        with watched_argon2(monkeypatch) as calls, pytest.raises(WrongPassphrase):
            keyslots.unlock(folder, Passphrase(words), policy=POLICY)
        counts.append(len(calls))
    assert counts == [1, 1]


def _files(folder: Path) -> dict[str, bytes]:
    """Every file, with its content."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
