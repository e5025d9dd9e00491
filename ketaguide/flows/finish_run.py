"""The end of a guide: what it leaves in the record, together or not at all."""

from dataclasses import dataclass
from datetime import datetime

from ketaguide.content.guide import Guide
from ketaguide.engine.makes import Made, make
from ketaguide.engine.outline import freeze
from ketaguide.engine.state import RunState
from ketaguide.flows.due_days import due_at
from ketaguide.store import commitments, entries, insights, intentions, letters, runs, sureness
from ketaguide.store.entries import Entry
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Finished:
    """Ids of what was made; None where nothing of that kind was."""

    entry_id: str | None = None
    intention_id: str | None = None
    insight_id: str | None = None
    commitment_id: str | None = None


def finish(db: Db, *, guide: Guide, state: RunState, now: datetime, zone: str) -> Finished:
    """Freeze the run and store what its guide makes of it; the answers in progress then go.

    Finishing a second time makes nothing twice.

    Raises:
        NotFound: there is no such run any more.
    """
    run = runs.get(db, state.run_id)
    if run.status == "finished":
        entry = entries.for_run(db, run.id)
        return Finished(entry_id=entry.id if entry else None)
    made = make(guide, state)
    entry = _entry(db, guide=guide, run=run, made=made, now=now, zone=zone)
    intention_id = None
    if made.intention:
        intention_id = intentions.add(
            db, session_id=run.session_id, run_id=run.id, text=made.intention
        ).id
    insight_id = _insight(db, run=run, made=made, entry=entry, now=now, zone=zone)
    commitment_id = _commitment(
        db, run=run, made=made, entry=entry, insight_id=insight_id, zone=zone
    )
    _seal(db, guide=guide, run=run, made=made, now=now, zone=zone)
    outline = freeze(guide, state).to_json()
    runs.change(db, run.id, status="finished", finished_at=now, zone=zone, outline=outline)
    runs.forget_state(db, run_id=run.id)
    return Finished(entry.id if entry else None, intention_id, insight_id, commitment_id)


def _entry(db: Db, *, guide: Guide, run: Run, made: Made, now: datetime, zone: str) -> Entry | None:
    if not made.entry_title:
        return None
    return entries.add(
        db,
        title=made.entry_title,
        body=made.entry_body,
        written_at=now,
        zone=zone,
        kind=guide.id,
        phase=guide.phase,
        session_id=run.session_id,
        run_id=run.id,
        feelings=entries.feelings_text(made.feelings),
    )


def _seal(db: Db, *, guide: Guide, run: Run, made: Made, now: datetime, zone: str) -> None:
    """Letters go to a place of their own; the entry only says that there is one."""
    for text in made.sealed:
        letters.add(
            db,
            written_at=now,
            zone=zone,
            session_id=run.session_id,
            run_id=run.id,
            title=made.entry_title or guide.title,
            body=text,
        )


def _insight(
    db: Db, *, run: Run, made: Made, entry: Entry | None, now: datetime, zone: str
) -> str | None:
    if not made.insight:
        return None
    kept = insights.add(
        db,
        entry_id=entry.id if entry else None,
        session_id=run.session_id,
        text=made.insight,
        asks=made.asks,
    )
    if made.sure is not None:
        sureness.add(db, insight_id=kept.id, after_days=0, value=made.sure, asked_at=now, zone=zone)
    return kept.id


def _commitment(
    db: Db, *, run: Run, made: Made, entry: Entry | None, insight_id: str | None, zone: str
) -> str | None:
    if made.commitment is None:
        return None
    return commitments.add(
        db,
        entry_id=entry.id if entry else None,
        insight_id=insight_id,
        session_id=run.session_id,
        value=made.commitment.value,
        action=made.commitment.action,
        cue=made.commitment.cue,
        due_at=due_at(made.commitment.date, zone),
        zone=zone,
    ).id
