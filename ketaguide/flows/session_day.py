"""The day of a session: what its page shows, and the notes that are made with one key."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.clinic import Clinic
from ketaguide.flows import clinics, passport
from ketaguide.store import drafts, entries, sessions, tracks
from ketaguide.store.entries import Entry
from ketaguide.store.sessions import Session
from ketaguide.store.tracks import Track
from ketaguide.vault.db import Db

NOTES = "session-notes"


@dataclass(frozen=True)
class DayGlance:
    """What the page needs of the vault.

    Attributes:
        stop_word: as agreed in the passport; empty where nothing was.
        stop_gesture: likewise.
        clinic: what the session's clinic gave; None where nothing was taken in.
        notes: of the day, as they stand in their entry; None before the first.
        draft: words that were typed and belong to no note yet.
    """

    session: Session = field(repr=False)
    stop_word: str = field(default="", repr=False)
    stop_gesture: str = field(default="", repr=False)
    clinic: Clinic | None = field(default=None, repr=False)
    notes: Entry | None = field(default=None, repr=False)
    tracks: tuple[Track, ...] = field(default=(), repr=False)
    draft: str = field(default="", repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """The notes, first to last, each with its time."""
        body = self.notes.body if self.notes else ""
        return tuple(line.removeprefix("- ") for line in body.splitlines() if line.strip())


@dataclass(frozen=True)
class Noted:
    """What ``undo_note`` needs: the entry as it was; None where this note was its first."""

    entry_id: str
    body: str | None = field(default=None, repr=False)


def glance(db: Db, *, session_id: str) -> DayGlance:
    """Raises NotFound: the session was removed."""
    session = sessions.get(db, session_id)
    agreed = passport.current(db, session_id=session_id)
    draft = drafts.get(db, key=draft_key(session_id))
    word, gesture = (agreed.words(name) if agreed else "" for name in passport.STOPS)
    return DayGlance(
        session=session,
        stop_word=word,
        stop_gesture=gesture,
        clinic=clinics.of_session(db, session),
        notes=_notes(db, session_id),
        tracks=tuple(tracks.every(db)),
        draft=draft.content if draft else "",
    )


def note(db: Db, *, session_id: str, at: datetime, words: str = "") -> Noted:
    """Add one line to the notes of the day; the draft it was typed in goes with it.

    All of them are one entry, so that the journal tells of a day and not of forty moments. A time
    is that of the session's own wall clock, whatever clock it is noted by.

    Raises:
        NotFound: the session was removed.
    """
    session = sessions.get(db, session_id)
    drafts.remove(db, key=draft_key(session_id))
    shown = local(at, session.zone).strftime("%H:%M")
    line = " ".join(["-", shown, *words.split()])
    kept = _notes(db, session_id)
    if kept is not None:
        before = kept.body
        entries.change(db, kept.id, body=f"{before.rstrip()}\n{line}")
        return Noted(kept.id, before)
    made = entries.add(
        db,
        title=tr("Notes of the day"),
        body=line,
        written_at=at,
        zone=session.zone,
        kind=NOTES,
        phase="session-day",
        session_id=session_id,
    )
    return Noted(made.id)


def undo_note(db: Db, *, noted: Noted) -> None:
    """Take the line back. Raises NotFound: the entry was deleted."""
    if noted.body is None:
        entries.remove(db, noted.entry_id)
    else:
        entries.change(db, noted.entry_id, body=noted.body)


def draft_key(session_id: str) -> str:
    """Where a note lies while it is typed."""
    return f"day:{session_id}"


def _notes(db: Db, session_id: str) -> Entry | None:
    found = [one for one in entries.for_session(db, session_id) if one.kind == NOTES]
    return found[-1] if found else None
