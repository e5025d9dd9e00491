"""The table of tags and feelings against the entries it repeats."""

from typing import Any

TABLE = "entry_label"

# As the triggers of migration 0004 say it.
_SAID = """
SELECT 'tag', CAST(value AS TEXT), e."row"
FROM entry e, json_each(iif(json_valid(e.tags), e.tags, '[]'))
WHERE e.tags <> '' AND value IS NOT NULL
UNION
SELECT 'feeling', CAST(felt.key AS TEXT), e."row"
FROM entry e, json_each(iif(json_valid(e.feelings), e.feelings, '{}')) felt
WHERE e.feelings <> '' AND felt.key IS NOT NULL
"""
_KEPT = "SELECT sort, label, entry FROM entry_label"


def fits(connection: Any) -> bool:
    """Whether it says what the entries say, no more and no less."""
    more = f"SELECT EXISTS ({_KEPT} EXCEPT SELECT * FROM ({_SAID}))"  # noqa: S608 - our own constants
    less = f"SELECT EXISTS (SELECT * FROM ({_SAID}) EXCEPT {_KEPT})"  # noqa: S608 - our own constants
    return not any(connection.execute(one).fetchone()[0] for one in (more, less))


def make_anew(connection: Any) -> None:
    """Write it once more from the entries."""
    connection.execute("DELETE FROM entry_label")
    connection.execute(f"INSERT INTO entry_label(sort, label, entry) {_SAID}")
