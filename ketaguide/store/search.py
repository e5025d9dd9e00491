"""Finding entries by their words, as they are typed."""

import unicodedata
from dataclasses import dataclass

from ketaguide.store import entries, keeping
from ketaguide.store.entries import EntryRow
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
QUERY = """
WITH hits AS MATERIALIZED (SELECT rowid AS hit FROM entry_fts WHERE entry_fts MATCH ?)
SELECT (SELECT count(*) FROM hits), e."row"
FROM entry e INDEXED BY entry_by_writing WHERE e."row" IN (SELECT hit FROM hits)
ORDER BY e.written_at DESC, e.id DESC LIMIT ? OFFSET ?
"""


@dataclass(frozen=True)
class Found:
    """``rows`` newest first, ``count`` of all that match, shown or not."""

    rows: tuple[EntryRow, ...]
    count: int


def find(db: Db, *, text: str, limit: int = 50, offset: int = 0) -> Found:
    """Entries with every word of ``text``, the last of them perhaps not typed to its end.

    Case and accents do not matter. Nothing typed has a special meaning, and none is refused. With
    no words at all this is the ordinary page.
    """
    words = _words(text)
    if not words:
        return Found(entries.page(db, limit=limit, offset=offset), entries.count(db))
    found = db.connection().exec_driver_sql(QUERY, (match_text(text), limit, offset))
    hits = found.all()
    if not hits:
        return Found((), 0 if not offset else find(db, text=text, limit=1).count)
    return Found(_rows(db, [row for _, row in hits], words), hits[0][0])


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
    places = ",".join("?" * len(numbers))
    columns = entries.ROW_COLUMNS.replace(str(entries.READ_CHARS), str(SEEN_CHARS))
    found = db.connection().exec_driver_sql(
        f'SELECT {columns} FROM entry e WHERE e."row" IN ({places}) '  # noqa: S608 - question marks
        "ORDER BY e.written_at DESC, e.id DESC",
        tuple(numbers),
    )
    return tuple(entries.row_of(*short, around(body, words[0])) for *short, body in found)
