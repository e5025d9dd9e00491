"""Makes the golden vault of the present schema: ``python -m tests.helpers.make_golden``.

One per released schema is kept for ever. Before a schema is released, make it again whenever the
schema changes; after that, never.
"""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ketaguide.base.clock import FixedClock
from ketaguide.store import (
    attachments,
    check_ins,
    clinic_packs,
    commitments,
    contacts,
    drafts,
    entries,
    insights,
    intentions,
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
from ketaguide.vault import history, keyfile, keyslots, migrate
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import Argon2Params, KdfPolicy
from ketaguide.vault.keyslots import add, add_recovery
from ketaguide.vault.recording import raw
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, PracticeKey
from ketaguide.vault.vault import Vault

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
KEPT = ("vault.kgh", "vault.kgh.prev", "vault-e1.db")
# The lowest that every released program accepts, so that the tests stay quick.
POLICY = KdfPolicy(default=Argon2Params(64 * 1024, 2, 1), calibrates=False)
PASSPHRASE = "fünf Eulen über dem stillen See"
FILE_PASSPHRASE = "with the stick in the drawer"
FILE_KEY = bytes(range(32))
PRACTICE_KEY = bytes(range(32, 64))
START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
LONG = "A paragraph that goes on about the lake, the light and the walk home.\n\n"


def dump(db: Db) -> dict[str, list[dict[str, Any]]]:
    """Every row of every record table, as stored."""
    connection = raw(db)
    found: dict[str, list[dict[str, Any]]] = {}
    for table in history.record_tables(connection):
        cursor = connection.execute(f"SELECT * FROM {history.quoted(table)} ORDER BY id")  # noqa: S608 - quoted
        names = [column[0] for column in cursor.description]
        found[table] = [
            {
                name: v.hex() if isinstance(v, bytes) else v
                for name, v in zip(names, row, strict=True)
            }
            for row in cursor
        ]
    return found


def make(parent: Path) -> Path:
    """A vault with something of everything, made in ``parent``."""
    folder = parent / "goldvault.ketaguide"
    clock = FixedClock(START, "Europe/Lisbon")
    keys = keyslots.create(folder, passphrase=Passphrase(PASSPHRASE), clock=clock, policy=POLICY)
    code = add_recovery(folder, keys)
    add(folder, keys, PassphraseWithKeyFile(FILE_PASSPHRASE, FILE_KEY), policy=POLICY)
    add(folder, keys, PracticeKey(PRACTICE_KEY), policy=POLICY)
    vault = Vault.create(folder, keys, clock=clock)
    with vault.transaction() as db:
        planned = sessions.add(
            db, starts_at=START + timedelta(days=3), zone=clock.zone(), place="Room 4", route="iv"
        )
        intentions.add(db, session_id=planned.id, text="To listen before I answer.")
        contacts.add(db, name="Mira", relation="sister", phone="+351 000 000 000")
        preferences.put(db, "vault_name", "Blue notebook")
    made = []
    for number, (title, body) in enumerate(
        (
            ("First evening", "A quiet lake, seen from above.\n\n- light\n- **cold** water"),
            ("Träume 静か 🦉", "Ünïcode, e\u0301 combined, and a line\u2028separator."),
            ("Long", LONG * 200),
            ("Taken out", "This is removed again."),
        )
    ):
        clock.pass_time(timedelta(days=1))
        with vault.transaction() as db:
            made.append(
                entries.add(
                    db,
                    title=title,
                    body=body,
                    written_at=START + timedelta(days=number),
                    zone=clock.zone(),
                    session_id=planned.id,
                    feelings='{"calm": 7}',
                )
            )
    with vault.transaction() as db:
        insights.add(db, entry_id=made[0].id, text="The cold was not unkind.", asks="Swim.")
        entries.change(db, made[0].id, title="First evening, read again")
        entries.remove(db, made[3].id)
        drafts.put(db, key="entry:new", content='{"body": "half a sent"}')
        _add_apart(db, clock.zone(), session_id=planned.id)
        _add_lasting(db, clock.zone(), session_id=planned.id, entry_id=made[1].id)
    expected = {
        "schema": len(migrate.steps()),
        "passphrase": PASSPHRASE,
        "recovery_code": "-".join(code.groups()),
        "key_file_passphrase": FILE_PASSPHRASE,
        "key_file": keyfile.text_of(FILE_KEY),
        "practice_key": PRACTICE_KEY.hex(),
        "records": vault.ask(dump)[0],
    }
    vault.close()
    text = json.dumps(expected, indent=1, ensure_ascii=False, sort_keys=True)
    (parent / "expected.json").write_text(text + "\n", encoding="utf-8")
    return folder


def _add_apart(db: Db, zone: str, *, session_id: str) -> None:
    """What schema 3 brought."""
    letters.add(db, written_at=START, zone=zone, session_id=session_id, body="Dear Ünïcode,\n静か")
    plan.put(db, "helps", text="Cold water. The bench by the lake.", zone=zone)
    files = {"clinic.toml": 'title = "Blue house"\n', "lines/calls.toml": ""}
    clinic_packs.put(
        db, "blue-house", imported_at=START, zone=zone, title="Blue house", files=files
    )


def _add_lasting(db: Db, zone: str, *, session_id: str, entry_id: str) -> None:
    """What schema 4 brought."""
    tags = entries.tags_text(["静か", "night walk"])
    entries.change(db, entry_id, mood=6, energy=0, pinned=True, tags=tags)
    versions.add(
        db, entry_id=entry_id, number=1, replaced_at=START, zone=zone, fields='{"title": "Träume"}'
    )
    attachments.add(
        db,
        b"\x00\xffx",
        entry_id=entry_id,
        position=0,
        mime="image/png",
        bytes=3,
        width=1,
        height=1,
        sha256="0" * 64,
        title="The lake",
    )
    kept = insights.add(db, entry_id=entry_id, text="combined", marked_at=9, hold="Perhaps.")
    sureness.add(db, insight_id=kept.id, after_days=0, value=8, asked_at=START, zone=zone)
    sureness.add(db, insight_id=kept.id, after_days=7, asked_at=START, zone=zone)
    thread = threads.add(db, title="Cold water", note="From all sessions.", zone=zone)
    threads.link(db, thread.id, insight_id=kept.id)
    step = commitments.add(db, insight_id=kept.id, action="Swim.", zone=zone, asks="Go in.")
    check_ins.add(
        db,
        commitment_id=step.id,
        after_days=2,
        asked_at=START,
        zone=zone,
        happened="Twice.",
        choice="keep",
    )
    row = series.add(db, zone=zone, title="Spring", pattern="six-infusions", planned=6)
    sessions.change(db, session_id, series_id=row.id, series_position=1)
    tracks.add(db, path="/music/rain.flac", title="Rain")


def _main() -> None:
    target = GOLDEN / f"schema-{len(migrate.steps())}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in make(target).iterdir():
        if path.name not in KEPT:
            path.unlink()


if __name__ == "__main__":
    _main()
