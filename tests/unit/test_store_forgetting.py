"""What is deleted is gone from the file: from records, drafts and the index of words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ketaguide.flows import delete_entry
from ketaguide.store import drafts, entries, search
from ketaguide.vault import recording
from ketaguide.vault.db import Db
from tests.helpers.pages import decrypted
from tests.helpers.vaults import an_entry, fill_many, new_vault

KEPT = "marmalade"
GONE = [f"zebra{number}quince" for number in range(40)]

Question = Callable[[Db], object]


def _life(folder: Path, *questions: Question) -> bytes:
    """Write many entries, do what the questions say, and read every page."""
    vault = new_vault(folder)
    fill_many(vault, 60)
    for question in questions:
        vault.ask(question)
    assert vault.verify_history() == []
    vault.close()
    return decrypted(folder)


def _write(db: Db) -> list[str]:
    an_entry(db, f"{KEPT} stays")
    return [an_entry(db, f"{word} and more {word}", title=word).id for word in GONE]


def _found(pages: bytes) -> int:
    # FTS5 stores a term without the prefix it shares with the term before.
    return sum(pages.count(word.encode()) + pages.count(word[5:].encode()) for word in GONE)


def _delete_all(db: Db) -> None:
    for row in entries.page(db, limit=len(GONE) * 3):
        if row.title in GONE:
            delete_entry.delete(db, entry_id=row.id)


def _reword_all(db: Db) -> None:
    for row in entries.page(db, limit=len(GONE) * 3):
        if row.title in GONE:
            entries.change(db, row.id, title="reworded", body="something else")


def test_the_reader_of_pages_sees_what_is_there(tmp_path: Path) -> None:
    pages = _life(tmp_path / "v", _write)
    assert KEPT.encode() in pages
    assert _found(pages) >= 2 * len(GONE)


@pytest.mark.promise("L-04")
@pytest.mark.parametrize("forget", [_delete_all, _reword_all])
def test_no_page_holds_a_deleted_word(tmp_path: Path, forget: Question) -> None:
    pages = _life(tmp_path / "v", _write, forget)
    assert KEPT.encode() in pages
    assert _found(pages) == 0


@pytest.mark.promise("L-04")
def test_without_secure_delete_the_index_would_keep_them(tmp_path: Path) -> None:
    """The control: the option of the index is what makes the test above pass."""

    def careless(db: Db) -> None:
        recording.raw(db).execute(
            "INSERT INTO entry_fts(entry_fts, rank) VALUES ('secure-delete', 0)"
        )

    assert _found(_life(tmp_path / "v", careless, _write, _delete_all)) > 0


@pytest.mark.promise("L-04")
def test_no_page_holds_a_stored_draft(tmp_path: Path) -> None:
    text = "zebra1quince " * 500
    put = partial(drafts.put, key="entry:new", content=text)
    pages = _life(tmp_path / "v", put, partial(an_entry, draft_key="entry:new"))
    assert b"zebra1quince" not in pages


def test_the_index_is_whole_after_all_of_it(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    vault.ask(_write)
    vault.ask(_delete_all)

    def check(db: Db) -> int:
        recording.raw(db).execute("INSERT INTO entry_fts(entry_fts) VALUES ('integrity-check')")
        return search.find(db, text="zebra").count

    assert vault.ask(check)[0] == 0
    vault.close()
