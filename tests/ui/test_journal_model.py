"""The journal's list reads what is looked at, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ketaguide.flows import delete_entry
from ketaguide.store import entries, search
from ketaguide.ui.models import entry_model
from ketaguide.ui.models.entry_model import WINDOW, EntryModel
from ketaguide.ui.models.entry_text import RowText
from ketaguide.ui.models.found_words import sought
from tests.helpers.journals import Journal
from tests.helpers.vaults import NOW, ZONE

MANY = 10_000


@pytest.fixture(scope="module")
def long_journal(
    tmp_path_factory: pytest.TempPathFactory, qapp_cls: Any, qapp: Any
) -> Iterator[Journal]:
    journal = Journal(tmp_path_factory.mktemp("long"), many=MANY)
    yield journal
    journal.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What the model asked the vault, and from which row on."""
    log: list[tuple[str, int]] = []
    find, page = search.find, entries.page

    def count_find(db: Any, **named: Any) -> Any:
        log.append(("find", named["offset"]))
        return find(db, **named)

    def count_page(db: Any, **named: Any) -> Any:
        if named["limit"] == WINDOW:  # a search for nothing asks for a page itself
            log.append(("page", named["offset"]))
        return page(db, **named)

    monkeypatch.setattr(search, "find", count_find)
    monkeypatch.setattr(entries, "page", count_page)
    return log


def described(row: Any) -> RowText:
    return RowText(when=row.written_at.isoformat(), title=row.title, opening=row.opening)


def model_of(journal: Journal, qtbot: QtBot) -> EntryModel:
    model = EntryModel(journal.room.desk, describe=described)
    model.failed.connect(pytest.fail)
    return model


def test_opening_a_long_journal_is_one_question(
    long_journal: Journal, asked: list[tuple[str, int]], qtbot: QtBot
) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    assert model.rowCount() == MANY
    assert all(model.line(number) for number in range(10))
    assert asked == [("find", 0)]


def test_the_end_is_read_without_the_middle(
    long_journal: Journal, asked: list[tuple[str, int]], qtbot: QtBot
) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    asked.clear()
    last = model.row(MANY - 1)
    assert last is not None
    assert last.written_at == min(model.row(n).written_at for n in range(MANY - 9, MANY))  # type: ignore[union-attr]
    assert asked == [("page", (MANY - 1) // WINDOW * WINDOW)]


def test_a_quick_scroll_reads_where_it_ends(
    long_journal: Journal, asked: list[tuple[str, int]], qtbot: QtBot
) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    asked.clear()
    long_journal.worker.is_patient = True
    for number in range(300, MANY, 50):
        assert model.data(model.index(number, 0)) == "Loading"
    long_journal.worker.work()
    long_journal.worker.is_patient = False
    assert len(asked) == 2
    assert model.line(MANY - 40) is not None
    assert len(asked) == 2


def test_what_was_read_is_let_go_again(long_journal: Journal, qtbot: QtBot) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    for number in range(0, MANY, WINDOW):
        assert model.line(number)
    assert len(model._windows) <= entry_model.KEPT_WINDOWS
    assert len(model._texts) <= entry_model.KEPT_WINDOWS * WINDOW


def test_rows_are_told_to_a_screen_reader(long_journal: Journal, qtbot: QtBot) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    row = model.row(3)
    assert row is not None
    said = str(model.data(model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert row.title in said
    assert row.opening in said
    assert row.written_at.isoformat() in said


def test_a_search_while_rows_are_on_their_way_wins(long_journal: Journal, qtbot: QtBot) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    first = model.row(0)
    assert first is not None
    word = first.opening.split()[0]
    long_journal.worker.is_patient = True
    model.row(5000)
    model.load(word[:2])
    model.load(word)
    model.row(7000)
    long_journal.worker.work()
    long_journal.worker.is_patient = False
    assert model.text == word
    assert 0 < model.rowCount() < MANY
    assert model.row(model.rowCount()) is None
    found = model.line(0)
    assert found is not None
    assert model.sought.places(found.title + " " + found.opening)


def test_what_is_found_is_read_in_windows_too(
    long_journal: Journal, asked: list[tuple[str, int]], qtbot: QtBot
) -> None:
    model = model_of(long_journal, qtbot)
    model.load()
    common = str(model.row(0).title.split()[0])  # type: ignore[union-attr]
    model.load(common)
    assert model.rowCount() > 2 * WINDOW
    asked.clear()
    assert model.line(model.rowCount() - 1) is not None
    assert [name for name, _ in asked] == ["find"]


def test_rows_that_went_while_looking_at_the_end(tmp_path: Path, qtbot: QtBot) -> None:
    journal = Journal(tmp_path, many=WINDOW + 1)
    model = model_of(journal, qtbot)
    model.load(near=WINDOW)
    end = model.row(WINDOW)
    assert end is not None
    journal.ask(lambda db: delete_entry.delete(db, entry_id=end.id))
    model.load(near=WINDOW)
    assert model.rowCount() == WINDOW
    assert model.row(WINDOW - 1) is not None
    journal.close()


def test_deletion_in_the_middle(tmp_path: Path, qtbot: QtBot) -> None:
    journal = Journal(tmp_path, many=400)
    model = model_of(journal, qtbot)
    model.load(near=200)
    gone, after = model.row(200), model.row(201)
    assert gone is not None
    assert after is not None
    journal.ask(lambda db: delete_entry.delete(db, entry_id=gone.id))
    model.load(near=200)
    assert model.rowCount() == 399
    assert model.row(200) == after
    assert model.number_of(gone.id) is None
    assert model.number_of(after.id) == 200
    journal.close()


def test_a_row_has_all_it_needs(tmp_path: Path, qtbot: QtBot) -> None:
    journal = Journal(tmp_path)
    body = "<b>not bold</b> & <img src='https://example.org/x.png'>"
    journal.ask(lambda db: entries.add(db, title="<i>", body=body, written_at=NOW, zone=ZONE))
    model = model_of(journal, qtbot)
    model.load()
    line = model.line(0)
    assert line is not None
    assert (line.title, line.opening) == ("<i>", body)
    journal.close()


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("water", "Water, wide water", ["Water", "water"]),
        ("wat", "watch the water what", ["watch", "water"]),
        ("elan", "Élan e\u0301lan", ["Élan", "e\u0301lan"]),
        ("a", "a an a", ["a", "a"]),
        ("lake hut", "the hut by the lake; hutch", ["hut", "lake", "hutch"]),
        ("lake hut", "lakes", []),
        ('"*(', "anything", []),
        ("", "anything", []),
        ("well-being", "Being well", ["Being", "well"]),
        ("水", "水の 火", ["水の"]),
    ],
)
def test_found_words_are_marked_as_the_search_finds_them(
    typed: str, text: str, found: list[str]
) -> None:
    places = sought(typed).places(text)
    assert [text[start : start + length] for start, length in places] == found
