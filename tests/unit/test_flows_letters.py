"""What becomes of a letter: kept, sealed, or shredded so that nothing of it is left."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.engine.outline import Outline
from ketaguide.engine.run import GuideRun
from ketaguide.flows import delete_entry, finish_run, save_run, sealed, start_run
from ketaguide.store import entries, letters, runs, search
from ketaguide.vault import backups, keyslots, opener, salvage
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.vault import Vault
from tests.helpers.packs import guide_of
from tests.helpers.pages import decrypted
from tests.helpers.rescuing import rows_of
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, an_entry, new_vault

CANARY = "zephyrwren"
LETTER = f"Dear {CANARY}, I never said it."
OTHERS = 40

GUIDE = guide_of(
    """
[[steps]]
id = "write"
title = "Write"
[[steps.prompts]]
id = "letter"
kind = "letter"
label = "Your letter"
[[steps.prompts]]
id = "after"
kind = "text"
label = "And now"
[makes]
entry = { title = "A letter" }
"""
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v")
    yield opened
    opened.close()


def _is_somewhere(vault: Vault, word: str) -> bool:
    """Whether the word stands on any decrypted page of the file as it is on the disk now.

    A copy is read: the file of an open vault is not to be opened twice.
    """
    folder = vault.folder.with_name("looked-at")
    shutil.copytree(vault.folder, folder)
    try:
        return word.encode() in decrypted(folder).lower()
    finally:
        shutil.rmtree(folder)


def _begun(vault: Vault) -> GuideRun:
    begin = partial(start_run.begin, guide=GUIDE, session_id=None, now=NOW, zone=ZONE)
    return GuideRun(GUIDE, vault.ask(begin)[0])


def _finished(vault: Vault, end: str, *, after: str = "") -> str:
    """Write it as a person does, with pauses, and finish; the run's id."""
    run = _begun(vault)
    for length in (*range(4, len(LETTER), 7), len(LETTER)):
        run.answer("letter", {"text": LETTER[:length], "end": ""})
        vault.ask(partial(save_run.save_state, state=run.state))
    run.answer("letter", {"text": "" if end == "shred" else LETTER, "end": end})
    if after:
        run.answer("after", after)
    vault.ask(partial(save_run.save_state, state=run.state))
    run.advance()
    vault.ask(partial(finish_run.finish, guide=GUIDE, state=run.state, now=NOW, zone=ZONE))
    return run.state.run_id


@pytest.mark.parametrize("end", ["keep", ""])
def test_a_kept_letter_is_in_the_entry_and_found(vault: Vault, end: str) -> None:
    _finished(vault, end)
    found, _ = vault.ask(lambda db: search.find(db, text=CANARY))
    assert found.count == 1
    assert vault.ask(letters.count)[0] == 0


def test_a_sealed_letter_is_in_no_entry_and_not_found(vault: Vault) -> None:
    run_id = _finished(vault, "seal")
    (letter,), _ = vault.ask(letters.every)
    assert (letter.body, letter.run_id, letter.written_at) == (LETTER, run_id, NOW)
    assert vault.ask(lambda db: search.find(db, text=CANARY))[0].count == 0
    entry, _ = vault.ask(lambda db: entries.for_run(db, run_id))
    assert entry is not None
    assert "A sealed letter." in entry.body
    run, _ = vault.ask(lambda db: runs.get(db, run_id))
    assert CANARY not in entry.body + entry.title + run.outline


@pytest.mark.parametrize("text", [LETTER, LETTER + f" {CANARY} and more." * 900])
def test_of_a_shredded_letter_nothing_is_left_in_the_file(vault: Vault, text: str) -> None:
    run = _begun(vault)
    for length in (10, len(text) // 2, len(text)):
        run.answer("letter", {"text": text[:length], "end": ""})
        vault.ask(partial(save_run.save_state, state=run.state))
        # Others are written in between, so that pages are split and moved.
        for number in range(OTHERS):
            vault.ask(partial(an_entry, body="grey water " * (1 + 7 * number)))
    assert _is_somewhere(vault, CANARY), "or this would look in the wrong place"
    run.answer("letter", {"text": "", "end": "shred"})
    vault.ask(partial(save_run.save_state, state=run.state))
    assert not _is_somewhere(vault, CANARY), "at once, and not only when the guide is finished"
    run.answer("after", "lighter")
    run.advance()
    vault.ask(partial(finish_run.finish, guide=GUIDE, state=run.state, now=NOW, zone=ZONE))
    assert not _is_somewhere(vault, CANARY)
    stored, _ = vault.ask(lambda db: runs.get(db, run.state.run_id))
    rows = [row for part in Outline.from_json(stored.outline).sections for row in part.rows]
    assert [row.words for row in rows] == ["A letter was written and let go.", "lighter"]
    assert rows[0].data is None
    assert vault.ask(letters.count)[0] == 0


def test_a_letter_shredded_after_it_was_sealed_is_gone_from_the_file(
    vault: Vault, tmp_path: Path
) -> None:
    _finished(vault, "seal")
    (row,), _ = vault.ask(sealed.listed)
    assert _is_somewhere(vault, CANARY)
    vault.ask(partial(sealed.shred, letter_id=row.id))
    assert not _is_somewhere(vault, CANARY)
    assert vault.ask(sealed.listed)[0] == ()
    assert vault.verify_history() == []
    with pytest.raises(NotFound):
        vault.ask(partial(sealed.shred, letter_id=row.id))
    # A rescue reads free pages, too.
    vault.ask(partial(an_entry, body="something else"))
    assert CANARY not in _rescued(vault, tmp_path)


def _rescued(vault: Vault, tmp_path: Path) -> str:
    """All that a rescue of the closed vault brings back."""
    folder = vault.folder
    vault.close()
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    made = salvage.rescue(folder, keys, clock=FixedClock(NOW, ZONE))
    connection = opener.open_existing(backups.unpack(made.path, keys, tmp_path / "content.part"))
    try:
        return repr(rows_of(connection))
    finally:
        connection.close()


def test_a_sealed_letter_goes_into_the_journal_and_back(vault: Vault) -> None:
    _finished(vault, "seal")
    (row,), _ = vault.ask(sealed.listed)
    moved, _ = vault.ask(partial(sealed.to_journal, letter_id=row.id))
    assert vault.ask(letters.count)[0] == 0
    entry, _ = vault.ask(lambda db: entries.get(db, moved.entry_id))
    assert (entry.body, entry.title, entry.written_at) == (LETTER, "A letter", NOW)
    assert vault.ask(lambda db: search.find(db, text=CANARY))[0].count == 1
    vault.ask(partial(sealed.back, moved=moved))
    assert vault.ask(sealed.listed)[0] == (row,)
    assert vault.ask(lambda db: search.find(db, text=CANARY))[0].count == 0
    assert vault.verify_history() == []


def test_deleting_the_entry_leaves_the_sealed_letter_where_it_is(vault: Vault) -> None:
    run_id = _finished(vault, "seal", after="lighter")
    entry, _ = vault.ask(lambda db: entries.for_run(db, run_id))
    assert entry is not None
    vault.ask(partial(delete_entry.delete, entry_id=entry.id))
    assert vault.ask(letters.count)[0] == 1


def test_the_list_says_when_and_no_word(vault: Vault) -> None:
    for days in (9, 2):
        at = NOW - timedelta(days=days)
        vault.ask(partial(letters.add, written_at=at, zone=ZONE, title="Tom", body=CANARY))
    rows, _ = vault.ask(sealed.listed)
    assert [(NOW - row.written_at).days for row in rows] == [2, 9]
    assert CANARY not in repr(rows)
