"""A closed vault of which everything is known, to be damaged and rescued from."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketaguide.base.clock import FixedClock
from ketaguide.base.pulse import no_pulse
from ketaguide.store import (
    attachments,
    check_ins,
    clinic_packs,
    commitments,
    contacts,
    drafts,
    entries,
    insights,
    letters,
    plan,
    preferences,
    series,
    sessions,
    sureness,
    threads,
    tracks,
    versions,
)
from ketaguide.vault import (
    backups,
    cells,
    header,
    history,
    keyslots,
    opener,
    reading_rows,
    salvage,
    shapes,
)
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Connection, Target
from ketaguide.vault.pages import PAGE, PageFile, PageKey
from ketaguide.vault.salvage import Rescued
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, a_session, an_entry, fill_many, new_vault

Name = tuple[str, str]
ENTRIES = 300
_LONG_TEXT = "a long evening by the river " * 700


@dataclass
class Damaged:
    """A closed vault of which everything is known, and whose pages can be destroyed."""

    folder: Path
    keys: VaultKeys
    model: dict[Name, dict[str, Any]]
    content: bytes

    @property
    def database(self) -> Path:
        return self.folder / "vault-e1.db"

    @property
    def pages(self) -> int:
        return len(self.content) // PAGE

    def zero(self, numbers: set[int]) -> None:
        changed = bytearray(self.content)
        for number in numbers:
            changed[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
        self.database.write_bytes(changed)

    def rescue(self, **options: Any) -> Rescued:
        return salvage.rescue(self.folder, self.keys, clock=FixedClock(NOW, ZONE), **options)

    def page_key(self) -> PageKey:
        believed = header.load(self.folder).header
        return PageKey(self.keys.database(1), believed.db_salt)


def fill(db: Db) -> None:
    for number in range(8):
        entry = an_entry(db, _LONG_TEXT + str(number), days_ago=number)
        insights.add(db, text=f"an insight {number}", entry_id=entry.id)
        a_session(db, in_days=number)
    contacts.add(db, name="Sam", phone="+351 900 000 000")
    drafts.put(db, key="entry:new", content='{"body": "not finished"}')
    preferences.put(db, "person_name", "Robin")
    plan.put(db, "helps", text="Cold water.", zone=ZONE)
    plan.put(db, "people", text="Sam first.", zone=ZONE)
    files = {"clinic.toml": 'title = "Blue house"', "lines.toml": "# nothing\n" * 900}
    clinic_packs.put(db, "blue-house", imported_at=NOW, zone=ZONE, title="Blue", files=files)
    _fill_what_lasts(db)
    for number in range(3):
        letters.add(db, written_at=NOW, zone=ZONE, title=f"Letter {number}", body="Dear you. " * 90)


def _fill_what_lasts(db: Db) -> None:
    """A row or more of each table of schema 4, a picture of several pieces among them."""
    here: dict[str, Any] = {"zone": ZONE}
    entry = an_entry(
        db, "marked", tags=entries.tags_text(["lake"]), feelings=entries.feelings_text({"calm": 3})
    )
    insight = insights.add(db, text="it may wait", entry_id=entry.id, marked_at=0, hold="lightly")
    step = commitments.add(
        db, action="ring Sam", entry_id=entry.id, asks="rest", waits=True, **here
    )
    fields = '{"title":"","body":"' + _LONG_TEXT + '"}'
    versions.add(db, entry_id=entry.id, number=1, replaced_at=NOW, fields=fields, **here)
    content = bytes(range(256)) * 2_000
    picture: dict[str, Any] = {"mime": "image/jpeg", "width": 40, "height": 30, "title": "A lake"}
    sha256 = hashlib.sha256(content).hexdigest()
    attachments.add(
        db, content, entry_id=entry.id, position=0, bytes=len(content), sha256=sha256, **picture
    )
    sureness.add(db, insight_id=insight.id, after_days=7, value=4, asked_at=NOW, **here)
    thread = threads.add(db, title="Water", **here)
    threads.link(db, thread.id, insight_id=insight.id)
    check_ins.add(
        db,
        commitment_id=step.id,
        after_days=2,
        asked_at=NOW,
        happened="we spoke",
        choice="keep",
        **here,
    )
    row = series.add(db, title="Six", pattern="six", planned=6, **here)
    a_session(db, in_days=30)
    sessions.change(db, sessions.every(db)[0].id, series_id=row.id, series_position=1)
    tracks.add(db, path="/music/rain.flac", title="Rain")


def rows_of(connection: Connection) -> dict[Name, dict[str, Any]]:
    found = {}
    for table in history.record_tables(connection):
        cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own names
        names = [column[0] for column in cursor.description]
        for row in cursor:
            fields = dict(zip(names, row, strict=True))
            fields.pop("row", None)
            found[table, fields["id"]] = fields
    return found


def content_of(damaged: Damaged, rescued: Rescued) -> dict[Name, dict[str, Any]]:
    """What is in the backup, after its own history has been believed."""
    part = damaged.folder / "backups" / "content.part"
    target = backups.unpack(rescued.path, damaged.keys, part)
    connection = opener.open_existing(target)
    try:
        assert history.verify(connection, damaged.keys.history_chain()) == []
        lines = connection.execute("SELECT DISTINCT operation FROM history").fetchall()
        assert {operation for (operation,) in lines} <= {"rescue", "remove"}
        found = connection.execute("SELECT count(*) FROM entry_fts WHERE entry_fts MATCH 'river'")
        assert found.fetchone()[0] <= 8
        return rows_of(connection)
    finally:
        connection.close()
        part.unlink()


def pages_of_rows(damaged: Damaged) -> dict[Name, set[int]]:
    """Which pages each record lies on, overflow included, read from the whole file."""
    found: dict[Name, set[int]] = {}
    scratch = Target(damaged.folder / "scratch.db", bytearray(b"k" * 32), b"s" * 16)
    known = _known(scratch)
    with PageFile(damaged.database, damaged.page_key()) as file:
        survey = reading_rows.survey(file, pulse=no_pulse)
        for leaf in survey.leaves:
            shape = known.get(survey.tables.get(leaf, ""))
            page = file.read(leaf)
            assert page is not None
            used: set[int] = set()

            def read(number: int, used: set[int] = used) -> bytes | None:
                used.add(number)
                return file.read(number)

            for row in cells.rows(page, leaf, read):
                if shape is not None and "id" in shape.fields(row):
                    found[shape.table, str(shape.fields(row)["id"])] = {leaf, *used}
                used.clear()
    return found


def _known(scratch: Target) -> dict[str, shapes.Shape]:
    from ketaguide.vault import migrate

    connection = opener.create(scratch)
    try:
        migrate.apply(connection, migrate.steps())
        return shapes.known(connection)
    finally:
        connection.close()
        for path in scratch.path.parent.glob("scratch.db*"):
            path.unlink()


def make_whole(folder: Path) -> Damaged:
    """A vault with records of every kind, some of them on many pages; closed."""
    vault = new_vault(folder)
    fill_many(vault, ENTRIES)
    vault.ask(fill)
    model = rows_of(vault.driver())
    vault.close()
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    return Damaged(folder, keys, model, (folder / "vault-e1.db").read_bytes())
