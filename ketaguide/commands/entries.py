"""``ketaguide entry``: for those who write elsewhere, and for looking something up."""

import sys
from datetime import UTC, datetime
from functools import partial
from typing import TextIO
from zoneinfo import ZoneInfo

from ketaguide.base.clock import local
from ketaguide.base.errors import ImportProblem
from ketaguide.base.text import tr
from ketaguide.commands.kit import Kit
from ketaguide.store import entries, search
from ketaguide.store.entries import EntryRow
from ketaguide.vault.db import Db

# Source: own choice; a long book is about a megabyte.
_MOST_BYTES = 1024 * 1024


def add(kit: Kit, *, text: TextIO | None = None) -> int:
    """Store what stands on standard input as one entry.

    Raises:
        ImportProblem: nothing there, too much, not UTF-8, or the date cannot be read.
    """
    at = _moment(kit)
    body = _read(text or sys.stdin)
    with kit.open() as vault:
        entry, _names = vault.ask(
            partial(
                entries.add,
                title=kit.given.title.strip(),
                body=body,
                written_at=at,
                zone=kit.clock.zone(),
            )
        )
    kit.teller.answer({"id": entry.id}, [tr("Stored.")])
    return 0


def listed(kit: Kit) -> int:
    """Newest first; with ``--search`` only those with every word."""
    with kit.open() as vault:
        found, _names = vault.ask(partial(_find, words=kit.given.search, limit=kit.given.limit))
    kit.teller.answer([_facts(row) for row in found], [_line(row) for row in found])
    return 0


def _find(db: Db, *, words: str, limit: int) -> tuple[EntryRow, ...]:
    return search.find(db, text=words, limit=limit).rows


def _facts(row: EntryRow) -> dict[str, object]:
    return {
        "id": row.id,
        "written_at": row.written_at.isoformat(),
        "zone": row.zone,
        "kind": row.kind,
        "title": row.title,
        "opening": row.opening,
    }


def _line(row: EntryRow) -> str:
    at = local(row.written_at, row.zone).strftime("%Y-%m-%d %H:%M")
    return f"{at}  {row.title or row.opening}".replace("\n", " ")


def _moment(kit: Kit) -> datetime:
    if kit.given.date is None:
        return kit.clock.now()
    try:
        found = datetime.fromisoformat(kit.given.date)
        if found.tzinfo is None:
            found = found.replace(tzinfo=ZoneInfo(kit.clock.zone()))
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ImportProblem(
            tr("This date cannot be read."), hint=tr("Write it as 2026-03-01 or 2026-03-01T18:30.")
        ) from None


def _read(stream: TextIO) -> str:
    if stream.isatty():
        how = tr("Write. To end: Ctrl+D on an empty line; on Windows Ctrl+Z, then Enter.")
        sys.stderr.write(how + "\n")
    raw = stream.buffer.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise ImportProblem(
            tr("This text is longer than an entry can be."), hint=tr("Divide it into several.")
        )
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError:
        raise ImportProblem(
            tr("This text is not UTF-8."), hint=tr("Save it as UTF-8 and try again.")
        ) from None
    if not text.strip():
        raise ImportProblem(tr("There is nothing to store."), hint=tr("Send the text by <."))
    return text
