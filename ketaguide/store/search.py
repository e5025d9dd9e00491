"""Finding entries by their words, as they are typed."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from ketaguide.store import entries, keeping
from ketaguide.store.entries import EntryRow
from ketaguide.store.narrowing import EVERYTHING, Filter, Narrowed, narrowed
from ketaguide.store.opening import excerpt
from ketaguide.vault import recording
from ketaguide.vault.db import Db, to_stored

# A query is typed by hand; more than this is a paste, and its cost must stay bounded.
MOST_WORDS = 32
MOST_CHARS = 256

# A single Latin letter as a prefix joins the lists of most words of a journal (0.3 s at 10,000
# entries) and tells nobody anything. One ideograph does.
SHORTEST_PREFIX = 2

# The words found are shown in their place only if they stand this early in an entry.
SEEN_CHARS = 20_000

# So few hits are all read and put in order; of more, the newest are looked for from the newest end.
# Source: measured at 100,000 entries: 1,000 row numbers take 0.3 ms, putting them in order 0.4 ms.
FEW = 1000

_NEWEST = "ORDER BY e.written_at DESC, e.id DESC"
# Their numbers as one JSON list: row by row they would take longer to hand over than to find.
_LAST_STORED = """
SELECT json_group_array(hit), count(*) FROM
  (SELECT rowid AS hit FROM entry_fts WHERE entry_fts MATCH ? ORDER BY rowid DESC LIMIT ?)
"""
_COLUMNS = entries.ROW_COLUMNS.replace(str(entries.READ_CHARS), str(SEEN_CHARS))
_THESE = 'FROM json_each(?) hit CROSS JOIN entry e NOT INDEXED ON e."row" = hit.value'
_HITS = """
WITH hits AS MATERIALIZED (SELECT rowid AS hit FROM entry_fts WHERE entry_fts MATCH ?)
"""
IS_HIT = 'e."row" IN (SELECT hit FROM hits)'
_COUNT = "SELECT count(*) FROM entry_fts WHERE entry_fts MATCH ?"
_STORED_EARLIER = """
SELECT EXISTS (SELECT 1 FROM entry e INDEXED BY entry_by_writing
  WHERE (e.written_at, e.id) > (?, ?) AND e."row" < ?)
"""

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
        # A page that is not full ends the list: nothing has to be counted.
        is_end = len(rows) < limit and bool(rows or not offset)
        return Found(rows, offset + len(rows) if is_end else entries.count(db, filter=filter))
    asked, match = narrowed(db, filter), match_text(typed)
    if order == "newest":
        return _newest(db, _Sought(words[0], match, asked), limit=limit, offset=offset)
    values = (match, *asked.values, limit, offset)
    numbers = _numbers(db, best_query(asked), values)
    return Found(_rows(db, numbers, words[0]), _count(db, match, asked))


def newest_query(asked: Narrowed) -> str:
    """Row numbers of hits, the newest first; it walks an index and sorts nothing."""
    return (
        f'{_HITS} SELECT e."row" FROM entry e INDEXED BY {asked.index} {asked.where} {_NEWEST} '  # noqa: S608 - only our own constants
        "LIMIT ? OFFSET ?"
    )


def best_query(asked: Narrowed) -> str:
    """Row numbers of hits, the best first.

    Source: measured at 100,000 entries: to weigh titles more took 2.2 times as long.
    """
    join = 'CROSS JOIN entry e ON e."row" = found.rowid' if asked.conditions else ""
    return (
        f"SELECT found.rowid FROM entry_fts found {join} "  # noqa: S608 - only our own constants
        f"WHERE entry_fts MATCH ? "
        f"{' '.join('AND ' + one for one in asked.conditions)} ORDER BY found.rank LIMIT ? OFFSET ?"
    )


def match_text(text: str) -> str:
    """The FTS5 query: each word a quoted phrase, all of them wanted, the last open-ended."""
    words = _words(text)
    phrases = ['"' + word.replace('"', '""') + '"' for word in words]
    last = words[-1] if words else ""
    if len(last) >= SHORTEST_PREFIX or not last.isascii():
        phrases[-1:] = [phrase + "*" for phrase in phrases[-1:]]
    return " ".join(phrases)


@dataclass(frozen=True)
class _Sought:
    """``word`` is the one that rows are cut out around, ``match`` what FTS5 is asked."""

    word: str = field(repr=False)
    match: str = field(repr=False)
    asked: Narrowed


def _newest(db: Db, sought: _Sought, *, limit: int, offset: int) -> Found:
    """One page of the hits, and how many there are in all.

    Few hits are put in order whole. Of many, those stored last are most often those written last,
    which is looked up; where they are not, the index of writing is walked from its newest end.
    """
    match, asked, end = sought.match, sought.asked, offset + limit
    # The driver itself for the two questions of a key press.
    # Source: measured, 50 rows come in half the time they take through SQLAlchemy.
    hits, count = recording.raw(db).execute(_LAST_STORED, (match, FEW)).fetchone()
    if count < FEW:
        count = _count_of(db, hits, asked) if asked.conditions else count
        return Found(_of_these(db, hits, sought, limit=limit, offset=offset), count)
    count = _count(db, match, asked)
    if not asked.conditions and 2 * end <= FEW:
        last = json.loads(hits)[: 2 * end]
        rows = _of_these(db, json.dumps(last), sought, limit=limit, offset=offset)
        oldest = (to_stored(rows[-1].written_at), rows[-1].id, last[-1])
        if not db.connection().exec_driver_sql(_STORED_EARLIER, oldest).scalar_one():
            return Found(rows, count)
    if count <= offset:
        return Found((), count)
    values = (match, *asked.values, limit, offset)
    numbers = _numbers(db, newest_query(asked.also(IS_HIT)), values)
    return Found(_rows(db, numbers, sought.word), count)


def _of_these(
    db: Db, hits: str, sought: _Sought, *, limit: int, offset: int
) -> tuple[EntryRow, ...]:
    """The rows of those hits that fit, newest first. ``hits`` is a JSON list."""
    question = (
        f'SELECT {_COLUMNS} FROM entry e WHERE e."row" IN (SELECT e."row" {_THESE} '  # noqa: S608 - only our own constants
        f"{sought.asked.where} {_NEWEST} LIMIT ? OFFSET ?) {_NEWEST}"
    )
    values = (hits, *sought.asked.values, limit, offset)
    found = recording.raw(db).execute(question, values).fetchall()
    return tuple(entries.row_of(*short, excerpt(body, sought.word)) for *short, body in found)


def _count_of(db: Db, hits: str, asked: Narrowed) -> int:
    """How many of them fit."""
    question = f"SELECT count(*) {_THESE} {asked.where}"
    found = db.connection().exec_driver_sql(question, (hits, *asked.values))
    return int(found.scalar_one())


def _count(db: Db, match: str, asked: Narrowed) -> int:
    if not asked.conditions:
        return int(db.connection().exec_driver_sql(_COUNT, (match,)).scalar_one())
    hits = asked.also(IS_HIT)
    question = f"{_HITS} SELECT count(*) FROM entry e INDEXED BY {hits.index} {hits.where}"  # noqa: S608 - only our own constants
    return int(db.connection().exec_driver_sql(question, (match, *asked.values)).scalar_one())


def _numbers(db: Db, question: str, values: tuple[object, ...]) -> Sequence[int]:
    # At once: row by row costs four times as much.
    return tuple(chain.from_iterable(db.connection().exec_driver_sql(question, values).all()))


def _words(text: str) -> list[str]:
    # Marks alone would be an empty phrase, which FTS5 finds in no entry.
    kept = keeping.storable(text[:MOST_CHARS]).split()
    return [word for word in kept if any(map(_indexed, word))][:MOST_WORDS]


def _indexed(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co"


def _rows(db: Db, numbers: Sequence[int], word: str) -> tuple[EntryRow, ...]:
    """In the order of ``numbers``."""
    places = ",".join("?" * len(numbers))
    found = db.connection().exec_driver_sql(
        f'SELECT e."row", {_COLUMNS} FROM entry e WHERE e."row" IN ({places})',  # noqa: S608 - question marks
        tuple(numbers),
    )
    rows = {
        number: entries.row_of(*short, excerpt(body, word)) for number, *short, body in found.all()
    }
    return tuple(rows[number] for number in numbers)
