"""Tags and feelings over all entries: which there are, and how often."""

from collections import defaultdict
from typing import Literal

from ketaguide.vault.db import Db

Sort = Literal["tag", "feeling"]
Counted = tuple[tuple[str, int], ...]

# As bytes: half a letter in a person's own word, stored as JSON, is no text to the driver, which
# would refuse all of them.
_COUNTS = """
SELECT CAST(label AS BLOB), count(*) FROM entry_label WHERE sort = ? GROUP BY label
"""

# From one label to the next, however many entries have it.
_EACH = """
WITH RECURSIVE each_one(label) AS (
  SELECT min(label) FROM entry_label WHERE sort = :sort
  UNION ALL
  SELECT (SELECT min(label) FROM entry_label WHERE sort = :sort AND label > each_one.label)
  FROM each_one WHERE each_one.label IS NOT NULL
)
SELECT CAST(label AS BLOB) FROM each_one WHERE label IS NOT NULL
"""


def tags(db: Db) -> Counted:
    """Each tag and how many entries have it, most used first.

    Spellings that differ in case alone are one tag, under the spelling used most.
    """
    return _counted(db, "tag")


def feelings(db: Db) -> Counted:
    """Ids of feelings, or a person's own words for them, most used first."""
    return _counted(db, "feeling")


def spellings(db: Db, sort: str, label: str) -> list[str]:
    """``label`` in every case that an entry has it in; itself where none has."""
    every = db.connection().exec_driver_sql(_EACH, {"sort": sort})
    known = (_text(one) for (one,) in every)
    same = [one for one in known if one.casefold() == label.casefold()]
    return same or [label]


def _counted(db: Db, sort: Sort) -> Counted:
    together: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for stored, count in db.connection().exec_driver_sql(_COUNTS, (sort,)):
        label = _text(stored)
        together[label.casefold()].append((count, label))
    # An entry has each tag in one case only, so nothing is counted twice.
    found = [(max(group)[1], sum(count for count, _ in group)) for group in together.values()]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].casefold())))


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
