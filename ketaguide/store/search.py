"""Finding entries by their words, as they are typed."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from ketaguide.store import entries, keeping
from ketaguide.store.entries import EntryRow
from ketaguide.store.narrowing import EVERYTHING, Filter, Narrowed, narrowed
from ketaguide.store.opening import around
from ketaguide.vault.db import Db

# A query is typed by hand; more than this is a paste, and its cost must stay bounded.
MOST_WORDS = 32
MOST_CHARS = 256

# A single Latin letter as a prefix joins the lists of most words of a journal (0.3 s at 10,000
# entries) and tells nobody anything. One ideograph does.
SHORTEST_PREFIX = 2

# The words found are shown in their place only if they stand this early in an entry.
SEEN_CHARS = 20_000

# Walking the index from its newest end stays fast for rare words and common ones; joining and
# sorting took 60 ms at 10,000 entries. The list of hits is made once, for rows and count.
_HITS = """
WITH hits AS MATERIALIZED (SELECT rowid AS hit FROM entry_fts WHERE entry_fts MATCH ?)
"""
IS_HIT = 'e."row" IN (SELECT hit FROM hits)'

# Source: our own choice: who put a word into a title meant the entry to be found by it.
_TITLE_WEIGHS = 4.0

Order = Literal["newest", "best"]


@dataclass(frozen=True)
class Found:
    """``rows`` in the order asked for, ``count`` of all that match, shown or not."""

    rows: tuple[EntryRow, ...]
    count: int


def find(
    db: Db,
    *,
    text: str = "",
    filter: Filter = EVERYTHING,  # noqa: A002 - what it is; the built-in is not used here
    order: Order = "newest",
    limit: int = 50,
    offset: int = 0,
) -> Found:
    """Entries with every word of the text, the last of them perhaps not typed to its end.

    Case and accents do not matter. Nothing typed has a special meaning, and none is refused. With
    no words at all this is the ordinary page.

    Args:
        text: the words; they may come in ``filter`` as well.
        order: "best" by how much of an entry the words are; without words it is "newest".
    """
    typed = text or filter.text
    words = _words(typed)
    if not words:
        rows = entries.page(db, limit=limit, offset=offset, filter=filter)
        return Found(rows, entries.count(db, filter=filter))
    plain = narrowed(db, filter)
    asked = plain.also(IS_HIT)
    match = match_text(typed)
    total = db.connection().exec_driver_sql(_count_query(asked), (match, *asked.values))
    count = int(total.scalar_one())
    if count <= offset:
        return Found((), count)
    question = newest_query(asked) if order == "newest" else best_query(plain)
    values = (match, *asked.values, limit, offset)
    numbers = [row for (row,) in db.connection().exec_driver_sql(question, values)]
    return Found(_rows(db, numbers, words), count)


def newest_query(asked: Narrowed) -> str:
    """Row numbers of hits, the newest first; it walks an index and sorts nothing."""
    return (
        f'{_HITS} SELECT e."row" FROM entry e INDEXED BY {asked.index} {asked.where} '  # noqa: S608 - only our own constants
        "ORDER BY e.written_at DESC, e.id DESC LIMIT ? OFFSET ?"
    )


def best_query(asked: Narrowed) -> str:
    """Row numbers of hits, the best first."""
    return (
        f'SELECT found.rowid FROM entry_fts found CROSS JOIN entry e ON e."row" = found.rowid '  # noqa: S608 - only our own constants
        f"WHERE entry_fts MATCH ? AND rank MATCH 'bm25({_TITLE_WEIGHS}, 1.0)' "
        f"{' '.join('AND ' + one for one in asked.conditions)} ORDER BY found.rank LIMIT ? OFFSET ?"
    )


def _count_query(asked: Narrowed) -> str:
    return f"{_HITS} SELECT count(*) FROM entry e INDEXED BY {asked.index} {asked.where}"  # noqa: S608 - only our own constants


def match_text(text: str) -> str:
    """The FTS5 query: each word a quoted phrase, all of them wanted, the last open-ended."""
    words = _words(text)
    phrases = ['"' + word.replace('"', '""') + '"' for word in words]
    last = words[-1] if words else ""
    if len(last) >= SHORTEST_PREFIX or not last.isascii():
        phrases[-1:] = [phrase + "*" for phrase in phrases[-1:]]
    return " ".join(phrases)


def _words(text: str) -> list[str]:
    # Marks alone would be an empty phrase, which FTS5 finds in no entry.
    kept = keeping.storable(text[:MOST_CHARS]).split()
    return [word for word in kept if any(map(_indexed, word))][:MOST_WORDS]


def _indexed(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co"


def _rows(db: Db, numbers: list[int], words: list[str]) -> tuple[EntryRow, ...]:
    """In the order of ``numbers``."""
    places = ",".join("?" * len(numbers))
    columns = entries.ROW_COLUMNS.replace(str(entries.READ_CHARS), str(SEEN_CHARS))
    found = db.connection().exec_driver_sql(
        f'SELECT e."row", {columns} FROM entry e WHERE e."row" IN ({places})',  # noqa: S608 - question marks
        tuple(numbers),
    )
    rows = {
        number: entries.row_of(*short, around(body, words[0])) for number, *short, body in found
    }
    return tuple(rows[number] for number in numbers)
