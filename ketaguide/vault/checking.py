"""Check my vault: everything there is to check, in pieces between which questions are answered."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ketaguide.base.errors import DatabaseDamaged, VaultError
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import checking_folder, findings, history, labelling, upkeep
from ketaguide.vault.findings import Found
from ketaguide.vault.history import Finding, quoted

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

__all__ = ["Found", "Report", "check"]

_OK = "ok"
# Source: SQLite, "PRAGMA integrity_check": the free pages are checked with this table only.
_SCHEMA = "sqlite_schema"
_SEARCH = "entry_fts"
# What repeats the entries, and can be made anew from them.
_REPEATS = (_SEARCH, labelling.TABLE)
_PAGE_NUMBER = re.compile(r"page (\d+)", re.ASCII)


@dataclass(frozen=True)
class Report:
    """What one check has found.

    Attributes:
        checked: what was looked at, in the person's words, in order.
        is_whole: all that is written in the vault is as it was written. Remarks may remain in
            ``found``: about a free page, a file left over, or an old backup.
    """

    at: datetime
    found: tuple[Found, ...]
    checked: tuple[str, ...]
    is_whole: bool


def check(vault: "Vault", *, pulse: Pulse = no_pulse) -> Report:
    """Look at all of it. On the vault thread; questions may be answered at every pulse.

    Raises:
        Cancelled: by the pulse; nothing was noted.
        VaultError: the disk did not answer, which says nothing about the vault.
    """
    at = vault.clock.now()
    database = _Database(vault)
    database.start()
    pieces = database.pieces()
    total = len(pieces) + 1
    for done, piece in enumerate(pieces):
        pulse(done, total)
        piece()
    pulse(len(pieces), total)
    found = [*database.found(), *checking_folder.look(vault)]
    backups, is_drilled = checking_folder.look_at_backups(
        vault, pulse=lambda _done, _total: pulse(len(pieces), total)
    )
    whole = not findings.hurts(found)
    # Not to be able to note it is no reason to withhold what was found.
    with suppress(VaultError):
        if whole:
            upkeep.note(vault, upkeep.VERIFIED, at)
        if is_drilled:
            upkeep.note(vault, upkeep.DRILLED, at)
    return Report(at, (*found, *backups), _checked(), whole)


def _checked() -> tuple[str, ...]:
    return (
        tr("Every page of the data file"),
        tr("How its tables and the search index fit together"),
        tr("Every record against its history"),
        tr("The header and its spare copy"),
        tr("The files of the vault and who may open them"),
        tr("The backups, the newest one page by page"),
    )


@dataclass
class _Database:
    """Collects, piece by piece, what is wrong; only all of it tells what that means."""

    vault: "Vault"
    bad_pages: tuple[int, ...] = ()
    bad_tables: list[str] = field(default_factory=list)
    told: list[Finding] | None = field(default_factory=list)

    def start(self) -> None:
        """Pages that SQLite remembers would hide that the ones on the disk have changed."""
        self._ask(lambda connection: connection.execute("PRAGMA shrink_memory").fetchall())

    def pieces(self) -> list[Callable[[], None]]:
        tables = self._ask(_tables)
        return [
            self._look_at_pages,
            *(lambda name=name: self._look_at_table(name) for name in tables or (_SCHEMA,)),
            self._look_at_search,
            self._look_at_history,
        ]

    def found(self) -> list[Found]:
        return _conclude(self.bad_pages, self.bad_tables, self.told)

    def _look_at_pages(self) -> None:
        self.bad_pages = self._ask(_bad_pages) or ()

    def _look_at_table(self, name: str) -> None:
        if not self._ask(lambda connection: _table_fits(connection, name)):
            self.bad_tables.append(name)

    def _look_at_search(self) -> None:
        """Against the entries themselves, which counts as writing although nothing is written."""
        if labelling.TABLE not in self.bad_tables and not self._ask(labelling.fits):
            self.bad_tables.append(labelling.TABLE)
        if self.vault.read_only or _SEARCH in self.bad_tables:
            return
        if self._ask(_search_fits) is None:
            self.bad_tables.append(_SEARCH)

    def _look_at_history(self) -> None:
        key = self.vault.keys.history_chain()
        self.told = self._ask(lambda connection: history.verify(connection, key))

    def _ask(self, question: Callable[[Any], Any]) -> Any:
        """The answer; None where it is damage. The vault then has a new connection."""
        from ketaguide.vault import recording

        try:
            answer, _names = self.vault.ask(lambda db: question(recording.raw(db)))
        except DatabaseDamaged:
            return None
        return answer


def _tables(connection: Any) -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return (_SCHEMA, *(str(name) for (name,) in rows.fetchall()))


def _bad_pages(connection: Any) -> tuple[int, ...]:
    """The pages that do not prove themselves, read from the disk and not from memory."""
    said = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
    numbers = (_PAGE_NUMBER.search(line) for line in said)
    return tuple(int(number[1]) if number else 0 for number in numbers)


def _table_fits(connection: Any, name: str) -> bool:
    rows = connection.execute(f"PRAGMA integrity_check({quoted(name)})").fetchall()
    return [str(row[0]) for row in rows] == [_OK]


def _search_fits(connection: Any) -> bool:
    connection.execute("INSERT INTO entry_fts(entry_fts, rank) VALUES ('integrity-check', 1)")
    return True


def _conclude(
    bad_pages: tuple[int, ...], bad_tables: list[str], told: list[Finding] | None
) -> list[Found]:
    """What it means: a bad page that no table and no index needs is a free one."""
    records = [name for name in bad_tables if name != _SCHEMA and not name.startswith(_REPEATS)]
    if told is None or records or (bad_tables and bad_pages and bad_tables != [_SCHEMA]):
        return [findings.bad_pages(len(bad_pages)) if bad_pages else findings.bad_tables()]
    found = []
    if bad_pages:
        found.append(findings.bad_free_pages(len(bad_pages)))
    elif _SCHEMA in bad_tables:
        found.append(findings.bad_tables())
    if any(name.startswith(_REPEATS) for name in bad_tables):
        found.append(findings.bad_search())
    if told:
        found.append(findings.bad_history(len({(one.table, one.row_id) for one in told})))
    return found
