"""Search: any input is survived, and plain queries find what a plain reading would."""

import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketaguide.store import entries, search
from ketaguide.store.narrowing import Narrowed
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import an_entry, fill_many, new_vault

BODIES = (
    "The lake was wide, and I did not need to hold it.",
    "Café with Mira. Über the bridge, naïve as ever.",
    "Lakes and ladders; the late train at 7:45.",
    "Don't ask. “Nothing” happened — and that's fine.",
    "Ещё раз озеро. Тихо.",
    "湖 は 広い",
    "lake lake lake, la la la",
)
TYPED = ("the", "lake", "la", "i", "and", "it", "train", "di", "ho", "to", "Mir", "lat")
ALPHABET = "abeklt é'\"*-():^+{}[]%_\\~<>=\x00\t\nÄß湖ще🙂٣\u0301"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One vault with the bodies above, the first written last."""
    opened = new_vault(tmp_path_factory.mktemp("search") / "v")
    for days_ago, body in enumerate(BODIES):
        opened.ask(partial(an_entry, body=body, days_ago=days_ago, title=f"Note {days_ago}"))
    yield opened
    opened.close()


def _titles(vault: Vault, text: str) -> list[int]:
    found = vault.ask(partial(search.find, text=text))[0]
    assert found.count == len(found.rows)
    return [int(row.title.removeprefix("Note ")) for row in found.rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lake", [0, 2, 6]),
        ("lake ", [0, 2, 6]),
        ("LAKE wide", [0]),
        ("wide lake", [0]),
        ("la", [0, 2, 6]),
        ("l", []),
        ("cafe", [1]),
        ("CAFÉ", [1]),
        ("cafe\u0301", [1]),
        ("uber naive", [1]),
        ("don't", [3]),
        ("dont", []),
        ("7:45", [2]),
        ("lake OR train", []),
        ("NOT lake", [0]),
        ("lake*", [0, 2, 6]),
        ('"lake', [0, 2, 6]),
        ("title:lake", []),
        ("озеро", [4]),
        ("湖", [5]),
        ("lake --", [0, 2, 6]),
        ("...", list(range(7))),
        ("", list(range(7))),
        (" \n", list(range(7))),
        ("note 3", [3]),
        ("lake xyzzy", []),
    ],
)
def test_finds(vault: Vault, text: str, expected: list[int]) -> None:
    assert _titles(vault, text) == expected


@settings(
    max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(ALPHABET, max_size=60) | st.text(max_size=400))
def test_survives_anything_typed(vault: Vault, text: str) -> None:
    found = vault.ask(partial(search.find, text=text))[0]
    assert len(found.rows) <= min(found.count, len(BODIES))


@settings(max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(TYPED), min_size=1))
def test_equals_a_plain_reading(vault: Vault, words: list[str]) -> None:
    assert _titles(vault, " ".join(words)) == [
        number for number, body in enumerate(BODIES) if _reads(f"Note {number} {body}", words)
    ]


def _reads(text: str, words: list[str]) -> bool:
    has = _tokens(text)
    *whole, last = [word.casefold() for word in words]
    ends = any(t.startswith(last) for t in has) if len(last) > 1 else last in has
    return ends and all(word in has for word in whole)


def _tokens(text: str) -> set[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return set("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def test_words_and_length_are_capped() -> None:
    assert search.match_text("ab " * 500).count('"') == 2 * search.MOST_WORDS
    assert len(search.match_text("x" * 5000)) == search.MOST_CHARS + 3
    assert search.match_text('a"b') == '"a""b"*'
    assert search.match_text("a") == '"a"'
    assert search.match_text("湖") == '"湖"*'


def test_pages_of_results_and_their_count(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    fill_many(vault, 120)

    def ask(db: Db) -> None:
        word = entries.get(db, entries.recent(db, limit=1)[0].id).body.split()[0]
        whole = search.find(db, text=word, limit=200)
        parts = [search.find(db, text=word, limit=7, offset=at) for at in range(0, 140, 7)]
        assert {part.count for part in parts} == {whole.count}
        assert [row for part in parts for row in part.rows] == list(whole.rows)
        moments = [row.written_at for row in whole.rows]
        assert moments == sorted(moments, reverse=True)

    vault.ask(ask)
    vault.close()


def test_rows_show_the_place_that_was_found(vault: Vault) -> None:
    body = (
        "Beginning. " + "and then some more " * 60 + "\n\nThe xylophone at last. " + "after " * 90
    )
    entry = vault.ask(partial(an_entry, body=body, days_ago=90))[0]
    row = vault.ask(partial(search.find, text="xylo"))[0].rows[0]
    assert row.id == entry.id
    assert row.opening.startswith("… ")
    assert "xylophone" in row.opening
    assert len(row.opening) <= 205
    vault.ask(partial(entries.remove, entry_id=entry.id))


def test_the_order_comes_from_the_index(vault: Vault) -> None:
    def plan(db: Db) -> str:
        question = search.newest_query(Narrowed(conditions=(search.IS_HIT,)))
        steps = db.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + question, ("x", 50, 0))
        return "\n".join(str(step[-1]) for step in steps)

    text = vault.ask(plan)[0]
    assert "USING INDEX entry_by_writing" in text or "COVERING INDEX entry_by_writing" in text
    assert "TEMP B-TREE FOR ORDER BY" not in text
