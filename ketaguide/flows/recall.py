"""What was written on earlier days, for the prompts of a guide that show it again."""

from collections.abc import Iterator, Mapping

from ketaguide.base.errors import NotFound
from ketaguide.base.text import tr
from ketaguide.content.acting import Recall
from ketaguide.content.clinic import RULES
from ketaguide.content.guide import Guide
from ketaguide.content.rules import holding
from ketaguide.engine.outline import Outline, Row
from ketaguide.engine.recalled import EarlierAnswer, Recalled
from ketaguide.flows import clinics, passport
from ketaguide.store import commitments, entries, insights, intentions, runs, sessions
from ketaguide.store.intentions import Intention
from ketaguide.store.runs import Run
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


def recalled(db: Db, *, guide: Guide, session_id: str | None, zone: str) -> Mapping[str, Recalled]:
    """By the id of each recall prompt of the guide; those with nothing to show are left out.

    Args:
        zone: where what has no zone of its own is dated.
    """
    session = next((one for one in sessions.every(db) if one.id == session_id), None)
    found: dict[str, Recalled] = {}
    for _, prompt in guide.prompts():
        if not isinstance(prompt, Recall):
            continue
        if prompt.of == "intention":
            words = _intention(db, guide=guide, session=session, zone=zone)
        elif prompt.of == "insight":
            words = _insight(db, zone=zone)
        elif prompt.of == "step":
            words = _step(db)
        elif prompt.of == "rules":
            words = _rules(db, session)
        else:
            words = _answer(db, prompt, session_id=session_id)
        if words is not None:
            found[prompt.id] = words
    return found


def earlier(db: Db, *, guide: Guide) -> Mapping[str, EarlierAnswer]:
    """The latest finished answer to each prompt of this guide that is shown beside the new one,
    whatever session it belongs to. Only those are looked for: past runs can hold large drawings.
    """
    wanted = {prompt.id: prompt for _, prompt in guide.prompts() if prompt.compares}
    found: dict[str, EarlierAnswer] = {}
    for run in runs.finished(db, guide_id=guide.id) if wanted else ():
        if len(found) == len(wanted):
            break
        for row in _rows(run):
            if row.prompt not in wanted or row.prompt in found:
                continue
            value = wanted[row.prompt].clean(row.data)
            if value is not None:
                found[row.prompt] = EarlierAnswer(value=value, when=runs.when(run), zone=run.zone)
    return found


def _intention(db: Db, *, guide: Guide, session: Session | None, zone: str) -> Recalled | None:
    """The session's own; in the guide that asks for a new one, that of the session before."""
    found: list[Intention] = []
    if session is None:
        found = intentions.recent(db, limit=1)
    elif guide.makes.intention:
        for one in sessions.every(db):
            if not found and one.starts_at < session.starts_at:
                found = intentions.for_session(db, one.id)
    else:
        found = intentions.for_session(db, session.id)
    if not found or not found[0].text.strip():
        return None
    words = found[0].text.strip()
    try:
        run = runs.get(db, found[0].run_id or "")
    except NotFound:
        return Recalled(words=words, when=found[0].created_at, zone=zone)
    return Recalled(words=words, when=runs.when(run), zone=run.zone)


def _insight(db: Db, *, zone: str) -> Recalled | None:
    """The one kept last; it belongs to the day of the entry it was drawn from."""
    last = next((one for one in insights.recent(db, limit=1) if one.text.strip()), None)
    if last is None:
        return None
    words = last.text.strip()
    try:
        entry = entries.get(db, last.entry_id or "")
    except NotFound:
        return Recalled(words=words, when=last.created_at, zone=zone)
    return Recalled(words=words, when=entry.written_at, zone=entry.zone)


def _step(db: Db) -> Recalled | None:
    """The last one chosen, also where it was kept or changed since; not where it was dropped."""
    for one in commitments.recent(db, limit=20):
        if one.status == "dropped" or not one.action.strip():
            continue
        cue = one.cue.strip()
        lines = [one.action.strip(), tr("When this happens: {cue}", cue=cue) if cue else ""]
        return Recalled(words="\n".join(filter(None, lines)), when=one.created_at, zone=one.zone)
    return None


def _rules(db: Db, session: Session | None) -> Recalled | None:
    """The clinic's rules as the person noted them; what they left out, as the clinic gave it."""
    if session is None:
        return None
    labels = {
        "food": tr("Food"),
        "drink": tr("Drink"),
        "medicines": tr("Medicines"),
        "driving": tr("Driving"),
        "other": tr("Also"),
    }
    lines = []
    noted = {name: str(getattr(session, f"rule_{name}")) for name in RULES}
    for rule in holding(noted, clinics.of_session(db, session)):
        label = labels[rule.name]
        if rule.is_clinics:
            lines.append(tr("{label} (from your clinic): {words}", label=label, words=rule.words))
        else:
            lines.append(tr("{label}: {words}", label=label, words=rule.words))
    return Recalled(words="\n".join(lines)) if lines else None


def _answer(db: Db, prompt: Recall, *, session_id: str | None) -> Recalled | None:
    """The latest finished run's answer in words, one of this session before all others."""
    if prompt.guide == passport.GUIDE_ID:
        return _agreed(db, prompt, session_id=session_id)
    known = runs.finished(db, guide_id=prompt.guide)
    for run in sorted(known, key=lambda one: one.session_id != session_id):
        for row in _rows(run):
            if row.prompt == prompt.prompt and row.words.strip():
                return Recalled(words=row.words.strip(), when=runs.when(run), zone=run.zone)
    return None


def _agreed(db: Db, prompt: Recall, *, session_id: str | None) -> Recalled | None:
    """Never a yes that was taken back since."""
    agreed = passport.current(db, session_id=session_id or "")
    words = agreed.as_it_holds(prompt.prompt) if agreed else ""
    if agreed is None or not words:
        return None
    return Recalled(words=words, when=agreed.written_at, zone=agreed.zone)


def _rows(run: Run) -> Iterator[Row]:
    for section in Outline.from_json(run.outline).sections:
        yield from section.rows
