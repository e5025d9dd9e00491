"""The day of a session: what its page shows, and the notes that are made with one key."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.catalogue import Catalogue
from ketaguide.content.clinic import Clinic
from ketaguide.engine import ticks
from ketaguide.engine.outline import Outline
from ketaguide.engine.ticks import Tick
from ketaguide.flows import clinics, delete_entry, lifelines, passport
from ketaguide.flows.delete_entry import Deleted
from ketaguide.flows.lifelines import Lifelines
from ketaguide.store import drafts, entries, preferences, runs, sessions, tracks
from ketaguide.store.entries import Entry
from ketaguide.store.sessions import Session
from ketaguide.store.tracks import Track
from ketaguide.vault.db import Db

NOTES = "session-notes"
LISTS = "set-and-setting"
# How many minutes lie between two looks. Source: `sitter-page` in the core pack's SOURCES.md;
# clinics differ, so it can be chosen.
EVERY = 15


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
    def last(self) -> str:
        """The note made last; empty before the first."""
        return self.lines[-1] if self.lines else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The notes, first to last, each with its time."""
        body = self.notes.body if self.notes else ""
        return tuple(line.removeprefix("- ") for line in body.splitlines() if line.strip())


@dataclass(frozen=True)
class DayLists:
    """What the day's guide has ticked; ``is_open`` while it can be gone on with."""

    ticks: tuple[Tick, ...] = field(default=(), repr=False)
    is_open: bool = True


@dataclass(frozen=True)
class DayBeside:
    """What stands around the notes.

    Attributes:
        every: minutes between two looks.
        looked_at: when somebody looked in last; None where nobody has said so today.
        opens_locked: whether First words can be tapped on the lock screen.
    """

    lifelines: Lifelines = field(default_factory=Lifelines, repr=False)
    lists: DayLists = field(default_factory=DayLists)
    every: int = EVERY
    looked_at: datetime | None = None
    opens_locked: bool = False


@dataclass(frozen=True)
class Taken:
    """A note that was taken back; ``entry`` where it was the only one."""

    line: str = field(repr=False)
    entry: Deleted | None = field(default=None, repr=False)


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


def beside(db: Db, *, session_id: str, now: datetime, catalogue: Catalogue) -> DayBeside:
    """The rest of the page."""
    return DayBeside(
        lifelines=lifelines.read(db, now=now, session_id=session_id),
        lists=_lists(db, session_id, catalogue),
        every=max(1, preferences.get(db, preferences.LOOK_IN_MINUTES, EVERY)),
        looked_at=_looked_at(db, session_id, now),
        opens_locked=preferences.get(db, preferences.INBOX_WANTED, False),
    )


def opened(
    db: Db, *, session_id: str, now: datetime, catalogue: Catalogue
) -> tuple[DayGlance, DayBeside]:
    """The whole page as it stands in one moment. Raises NotFound."""
    found = glance(db, session_id=session_id)
    return found, beside(db, session_id=session_id, now=now, catalogue=catalogue)


def keep_draft(db: Db, *, session_id: str, words: str) -> None:
    """What is being typed for a note; without words nothing is kept."""
    if words.strip():
        drafts.put(db, key=draft_key(session_id), content=words)
    else:
        drafts.remove(db, key=draft_key(session_id))


def looked_in(db: Db, *, session_id: str, at: datetime, pending: str = "") -> None:
    """Somebody looked at the person: the time is noted, and the next look counts from it."""
    preferences.put(db, preferences.LOOKED_IN, f"{session_id} {at.isoformat()}")
    note(db, session_id=session_id, at=at, words=tr("Looked in"), pending=pending)


def add_words(db: Db, *, session_id: str, at: datetime, words: str) -> None:
    """Put words to the last note, or to a new one where there is none; their draft goes."""
    kept = _notes(db, session_id)
    more = " ".join(words.split())
    if kept is None or not kept.body.strip():
        note(db, session_id=session_id, at=at, words=more)
        return
    drafts.remove(db, key=draft_key(session_id))
    if more:
        entries.change(db, kept.id, body=f"{kept.body.rstrip()} {more}")


def take_back(db: Db, *, session_id: str, pending: str = "") -> Taken | None:
    """Remove the last note, and only that: the entry may have been changed since.

    Args:
        pending: words that were being typed for that note; they go with it, and come back with it.

    Returns:
        what ``undo_take_back`` needs; None where there is no note.
    """
    kept = _notes(db, session_id)
    if kept is None:
        return None
    drafts.remove(db, key=draft_key(session_id))
    before, _, last = kept.body.rstrip().rpartition("\n")
    line = " ".join([last, *pending.split()])
    if before.strip():
        entries.change(db, kept.id, body=before.rstrip())
        return Taken(line)
    if pending:
        entries.change(db, kept.id, body=line)
    return Taken(line, delete_entry.delete(db, entry_id=kept.id))


def undo_take_back(db: Db, *, session_id: str, taken: Taken | None) -> None:
    """Put the note back: at the end, whatever was noted meanwhile."""
    if taken is None:
        return
    kept = _notes(db, session_id)
    if kept is not None:
        entries.change(db, kept.id, body=f"{kept.body.rstrip()}\n{taken.line}")
    elif taken.entry is not None:
        delete_entry.undo(db, deleted=taken.entry)


def note(db: Db, *, session_id: str, at: datetime, words: str = "", pending: str = "") -> None:
    """Add one line to the notes of the day; the draft it was typed in goes with it.

    All of them are one entry, so that the journal tells of a day and not of forty moments. A time
    is that of the session's own wall clock, whatever clock it is noted by.

    Args:
        pending: words that were being typed for the note before; they are put to it first.

    Raises:
        NotFound: the session was removed.
    """
    session = sessions.get(db, session_id)
    drafts.remove(db, key=draft_key(session_id))
    if pending.strip():
        add_words(db, session_id=session_id, at=at, words=pending)
    shown = local(at, session.zone).strftime("%H:%M")
    line = " ".join(["-", shown, *words.split()])
    kept = _notes(db, session_id)
    if kept is not None:
        entries.change(db, kept.id, body=f"{kept.body.rstrip()}\n{line}")
        return
    entries.add(
        db,
        title=tr("Notes of the day"),
        body=line,
        written_at=at,
        zone=session.zone,
        kind=NOTES,
        phase="session-day",
        session_id=session_id,
    )


def draft_key(session_id: str) -> str:
    """Where a note lies while it is typed."""
    return f"day:{session_id}"


def _notes(db: Db, session_id: str) -> Entry | None:
    found = [one for one in entries.for_session(db, session_id) if one.kind == NOTES]
    return found[-1] if found else None


def _lists(db: Db, session_id: str, catalogue: Catalogue) -> DayLists:
    kept = [one for one in runs.for_session(db, session_id=session_id) if one.guide_id == LISTS]
    if not kept or not catalogue.has(LISTS):
        return DayLists()
    run, guide = kept[-1], catalogue.guide(LISTS)
    if run.status == "finished":
        outline = Outline.from_json(run.outline)
        return DayLists(ticks.from_outline(guide, outline), is_open=False)
    return DayLists(ticks.from_state(guide, runs.state(db, run=run)))


def _looked_at(db: Db, session_id: str, now: datetime) -> datetime | None:
    """Of this session, and of this day: a look of yesterday counts for nothing."""
    whose, _, when = preferences.get(db, preferences.LOOKED_IN, "").partition(" ")
    if whose != session_id:
        return None
    moment = datetime.fromisoformat(when)
    return moment if now - moment < sessions.LASTS_AT_MOST else None
