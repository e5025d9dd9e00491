"""Taking a yes of the consent passport back, on its page or in its guide."""

from dataclasses import replace
from datetime import datetime

from ketaguide.base.errors import NotFound
from ketaguide.base.text import tr
from ketaguide.content.guide import Guide
from ketaguide.engine.outline import Outline, Row, Section
from ketaguide.engine.state import RunState
from ketaguide.flows import passport
from ketaguide.flows.passport import OTHERS, TAKEN_BACK, Yes
from ketaguide.store import runs
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db


def take_back(db: Db, *, yes_id: str, session_id: str, now: datetime, zone: str) -> None:
    """A yes becomes a no, dated. It is kept as a finished run of its own, like any answer.

    Args:
        yes_id: of a ``Yes``, or ``all``, ``all-touch``.

    Raises:
        NotFound: there is no passport any more.
    """
    found = passport.current(db, session_id=session_id)
    if found is None:
        raise NotFound
    going = [one for one in found.holding() if passport.covers(yes_id, one.id)]
    if not going:
        return
    of = runs.get(db, found.run_id)
    row = _row("\n".join(f"- {_kept_words(one)}" for one in going), [yes_id])
    title = Outline.from_json(of.outline).title
    _keep(db, of=of, title=title, row=row, session_id=session_id or None, at=now, zone=zone)


def settle(db: Db, *, guide: Guide, state: RunState) -> RunState:
    """Date what was taken back in the guide itself, so that unticking it later gives nothing back.

    Until the guide is opened again a slip of the hand can be undone where it happened; from then on
    only a passport written anew says yes. The state without that answer.
    """
    prompt, given = guide.prompt(TAKEN_BACK), state.answers.get(TAKEN_BACK)
    value = prompt.clean(given) if prompt else None
    saved_at = runs.saved_at(db, run_id=state.run_id)
    if prompt is None or not isinstance(value, list) or saved_at is None:
        return state
    of = runs.get(db, state.run_id)
    row = _row(prompt.shown(value), value)
    _keep(
        db,
        of=of,
        title=guide.title,
        row=row,
        session_id=of.session_id,
        at=saved_at,
        zone=of.zone,
    )
    answers = {name: old for name, old in state.answers.items() if name != TAKEN_BACK}
    settled = replace(state, answers=answers)
    runs.save_state(db, state=settled)
    return settled


def _kept_words(yes: Yes) -> str:
    """None of the person's own: a passport whose entry is deleted leaves nothing of them behind."""
    return tr("anyone else coming in") if yes.id == OTHERS else yes.label


def _row(words: str, data: list[str]) -> Row:
    return Row(tr("I take back"), words, TAKEN_BACK, "choice", data)


def _keep(
    db: Db, *, of: Run, title: str, row: Row, session_id: str | None, at: datetime, zone: str
) -> None:
    outline = Outline(
        guide_id=passport.GUIDE_ID,
        title=title,
        pack_version=of.pack_version,
        language=of.language,
        sections=(Section(title=tr("Taken back"), rows=(row,)),),
    )
    runs.add(
        db,
        guide_id=passport.GUIDE_ID,
        pack_id=of.pack_id,
        pack_version=of.pack_version,
        language=of.language,
        session_id=session_id,
        started_at=at,
        finished_at=at,
        zone=zone,
        status="finished",
        outline=outline.to_json(),
    )
