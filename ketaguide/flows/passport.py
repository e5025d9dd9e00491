"""The consent and boundaries passport: what was agreed, and what of it holds now.

It is what was written in its guide, as the person agreed it and dated it. From the start of a
session on it can only get smaller for a day: what someone says yes to while effects last is no
permission.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ketaguide.base.text import tr
from ketaguide.engine.outline import Outline, Row
from ketaguide.store import runs, sessions
from ketaguide.store.runs import Run
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db

GUIDE_ID = "consent-passport"
# Source: the fact ``since`` is ``first-hours`` and then ``first-day`` for as long; until then the
# guide itself offers only to take something back.
ONLY_SMALLER_FOR = timedelta(hours=24)

# Ids of prompts of the guide, which are stable.
TOUCH, WHERE, RECORDING, WHO = "touch", "touch-where", "recording", "who-enters"
TAKEN_BACK = "taken-back"
STOPS, STOP_THEN = ("stop-word", "stop-gesture"), "stop-then"
# What stands on the page as it was written, in this order.
WORDS = ("urgent-touch", "names", "faith", "avoid", "end-plan", "complaint")
AGREED = ("agreed-with", "agreed-on")

# What can be taken back at once, by the guide's own names.
ALL, ALL_TOUCH, OTHERS = "all", "all-touch", "others-in"
_NO = "none"


@dataclass(frozen=True)
class Yes:
    """One thing that was said yes to.

    Attributes:
        id: ``touch:hand``, ``recording`` or ``others-in``.
        label: as it was chosen or written.
        taken_back: when; None while it holds.
    """

    id: str
    label: str = field(repr=False)
    taken_back: datetime | None = None
    zone: str = "UTC"

    @property
    def is_touch(self) -> bool:
        return self.id.startswith(TOUCH)


@dataclass(frozen=True)
class Passport:
    """What was written, and what of it holds.

    Attributes:
        answers: prompt id to label and words, of everything that was answered.
        yeses: what was said yes to, in the order of the guide.
        further: what else was taken back in the guide itself, in its words, with when.
        is_earlier: it was written for another session than the one that was asked for.
    """

    run_id: str
    written_at: datetime
    zone: str
    answers: Mapping[str, Row] = field(repr=False)
    yeses: tuple[Yes, ...] = ()
    further: tuple[Yes, ...] = ()
    is_earlier: bool = False

    def words(self, prompt_id: str) -> str:
        """What was answered; empty where nothing was."""
        row = self.answers.get(prompt_id)
        return row.words.strip() if row else ""

    def holding(self, kind: str = "") -> tuple[Yes, ...]:
        """The yeses that were not taken back, all or of one prompt."""
        return tuple(
            one for one in self.yeses if one.taken_back is None and one.id.startswith(kind)
        )

    def as_it_holds(self, prompt_id: str) -> str:
        """An answer in words, without what was taken back; for showing it beside a question."""
        if prompt_id == TOUCH and not any(one.is_touch for one in self.yeses):
            # "No touch" counts, whatever was chosen beside it.
            return tr("No touch") if self.words(TOUCH) else ""
        if prompt_id in (TOUCH, RECORDING, WHO):
            kind = {WHO: OTHERS}.get(prompt_id, prompt_id)
            if not any(one.id.startswith(kind) for one in self.yeses):
                return self.words(prompt_id)
            left = [one.label for one in self.holding(kind)]
            gone = tr("Taken back. Nothing of it holds now.")
            return "\n".join(f"- {one}" for one in left) if left else gone
        words = self.words(prompt_id)
        if prompt_id == WHERE and words and self.yeses:
            if not self.holding(TOUCH):
                return ""
            if len(self.holding(TOUCH)) < len([one for one in self.yeses if one.is_touch]):
                # What someone wrote cannot be cut by us; that part of it ended can be said.
                return words + "\n" + tr("Some touch was taken back since. Of that, nothing holds.")
        return words


@dataclass(frozen=True)
class Standing:
    """How the passport stands now.

    Attributes:
        under_way: until when it can only get smaller; None where it can be written anew.
        begun: its guide was begun and not finished.
        is_over: the session that was asked for is past, and nothing is agreed for it any more.
    """

    passport: Passport | None = field(repr=False)
    under_way: datetime | None = None
    session_id: str = ""
    zone: str = "UTC"
    begun: bool = False
    is_over: bool = False


def standing(db: Db, *, session_id: str, now: datetime) -> Standing:
    """The passport of this session, or the latest of any, and whether it may grow now."""
    session = during(db, now=now)
    wanted = session.id if session else session_id
    past = (one for one in sessions.every(db) if one.starts_at + ONLY_SMALLER_FOR <= now)
    return Standing(
        passport=current(db, session_id=wanted),
        under_way=session.starts_at + ONLY_SMALLER_FOR if session else None,
        session_id=wanted,
        zone=session.zone if session else "UTC",
        begun=runs.open_for(db, guide_id=GUIDE_ID, session_id=wanted or None) is not None,
        is_over=any(one.id == wanted for one in past),
    )


def during(db: Db, *, now: datetime) -> Session | None:
    """The session that is under way, or was less than a day ago."""
    for session in sessions.every(db):
        if session.starts_at <= now < session.starts_at + ONLY_SMALLER_FOR:
            return session
    return None


def current(db: Db, *, session_id: str) -> Passport | None:
    """From the latest finished run, one of this session before all others.

    Where its entry was deleted nothing is left of it, and it does not count. One that was finished
    with every field empty does: what is empty means no.
    """
    known = runs.finished(db, guide_id=GUIDE_ID)
    answers = {run.id: _answers(run) for run in known}
    starts = [one.starts_at for one in sessions.every(db)]
    written = [run for run in known if _is_written(run, answers[run.id], starts)]
    if not written:
        return None
    base = next((run for run in written if run.session_id == (session_id or None)), written[0])
    since = [run for run in known if runs.when(run) > runs.when(base)]
    taken = list(_taken(base, answers[base.id]))
    for run in reversed(since):
        taken += _taken(run, answers[run.id])
    taken += _said_in_the_guide(db, after=runs.when(base))
    yeses = tuple(_said_yes(answers[base.id]))
    return Passport(
        run_id=base.id,
        written_at=runs.when(base),
        zone=base.zone,
        answers=answers[base.id],
        yeses=tuple(_as_it_holds(one, taken) for one in yeses),
        further=tuple(one for one in taken if not any(covers(one.id, y.id) for y in yeses)),
        is_earlier=bool(session_id) and base.session_id != session_id,
    )


def _answers(run: Run) -> dict[str, Row]:
    sections = Outline.from_json(run.outline).sections
    return {row.prompt: row for part in sections for row in part.rows if row.prompt}


def _is_written(run: Run, answers: Mapping[str, Row], starts: list[datetime]) -> bool:
    if answers:
        return bool(answers.keys() - {TAKEN_BACK})
    # On the day of a session its guide only asks what is taken back: no answer changes nothing.
    at = runs.when(run)
    asked = not any(start <= at < start + ONLY_SMALLER_FOR for start in starts)
    return asked and bool(Outline.from_json(run.outline).guide_id)


def _said_yes(answers: Mapping[str, Row]) -> Iterator[Yes]:
    touch = answers.get(TOUCH)
    if touch is not None:
        yield from _touches(touch)
    recording = answers.get(RECORDING)
    if recording is not None and recording.data not in (None, _NO, "ask"):
        yield Yes(RECORDING, recording.words.strip())
    who = answers.get(WHO)
    if who is not None:
        yield Yes(OTHERS, who.words.strip())


def _touches(row: Row) -> Iterator[Yes]:
    """None at all where "no touch" is chosen, whatever stands beside it."""
    chosen = row.data if isinstance(row.data, list) else []
    labels = [line.removeprefix("- ") for line in row.words.splitlines()]
    if _NO in chosen or len(labels) != len(chosen):
        return
    for name, label in zip(chosen, labels, strict=True):
        yield Yes(f"{TOUCH}:{name}", label)


def _taken(run: Run, answers: Mapping[str, Row]) -> Iterator[Yes]:
    row = answers.get(TAKEN_BACK)
    if row is None or not isinstance(row.data, list):
        return
    labels = [line.removeprefix("- ") for line in row.words.splitlines()]
    for number, name in enumerate(row.data):
        label = labels[number] if number < len(labels) else str(name)
        yield Yes(str(name), label, runs.when(run), run.zone)


def _said_in_the_guide(db: Db, *, after: datetime) -> Iterator[Yes]:
    """A no that stands in a run which is not finished: its page lets nothing follow, so it rests
    there until the guide is opened again, and it counts from the moment it was tapped.
    """
    for run in runs.under_way(db, guide_id=GUIDE_ID):
        given = runs.state(db, run=run).answers.get(TAKEN_BACK)
        when = runs.saved_at(db, run_id=run.id)
        if isinstance(given, list) and when is not None and when > after:
            for name in map(str, given):
                yield Yes(name, _said(name), when, run.zone)


def _said(name: str) -> str:
    words = {
        ALL: tr("everything I said yes to"),
        ALL_TOUCH: tr("any touch"),
        RECORDING: tr("any recording"),
        OTHERS: tr("anyone else coming in"),
        "talking": tr("talking, for now"),
    }
    return words.get(name, name)


def _as_it_holds(yes: Yes, taken: list[Yes]) -> Yes:
    back = next((one for one in taken if covers(one.id, yes.id)), None)
    return yes if back is None else Yes(yes.id, yes.label, back.taken_back, back.zone)


def covers(taken_id: str, yes_id: str) -> bool:
    """Whether taking back the one takes back the other."""
    if taken_id == ALL_TOUCH:
        return yes_id.startswith(TOUCH)
    return taken_id in (ALL, yes_id)
