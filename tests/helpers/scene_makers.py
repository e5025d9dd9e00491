"""What scenes are made of: a place in the workspace, a step of a guide, a page of the gate."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.desk import Desk
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.flows import save_run, start_run
from ketaguide.store import entries, preferences, sessions
from ketaguide.ui.errands import Errand, GoTo, OpenEntry, OpenGuide, PlanSession
from ketaguide.ui.gate import Gate
from ketaguide.ui.layers import make_layer
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault import inbox, pins
from ketaguide.vault.db import Db
from tests.helpers.executors import InlineExecutor
from tests.helpers.gates import a_vault, make_doors
from tests.helpers.stage import NeverExecutor

Make = Callable[[Room], QWidget]
NO = "no"


def gate(
    *, vault: bool = False, missed: bool = False, waits: bool = False, notes: bool = False
) -> Make:
    """The pages before a vault is open.

    Args:
        vault: there is one to unlock.
        missed: the one used last is not there.
        waits: key derivation never ends.
        notes: the vault takes notes while it is locked.
    """

    def make(room: Room) -> QWidget:
        folder = room.places.data / "kept.ketaguide"
        if vault:
            a_vault(folder, room)
        if notes:
            slip = inbox.slip_of(folder)
            pins.pin(room.places.state, slip, vault_id=slip.vault_id)
        shown = room
        if waits:
            desk = Desk(vault_worker=InlineExecutor(), job_worker=NeverExecutor())
            shown = replace(room, desk=desk)
        given = folder if vault or missed else None
        return Gate(shown, doors=make_doors(room), folder=given)

    return make


def refused(problem: KetaGuideError) -> Callable[[MainWindow], None]:
    """The page on screen is told of an error."""

    def act(window: MainWindow) -> None:
        for one in window.findChildren(Gate):
            one.page.refused(problem)

    return act


def at(
    errand: Errand, *, first: Callable[[Db], object] | None = None, is_demo: bool = False
) -> Make:
    """The unlocked house, after a page's wish.

    Args:
        first: is stored before.
        is_demo: a look around, not a vault of one's own.
    """

    def make(room: Room) -> QWidget:
        from ketaguide.ui.workspace import Workspace

        if first is not None:
            room.desk.ask(first, owner=room.desk)
        workspace = Workspace(room, is_demo=is_demo)
        workspace.do(errand)
        return workspace

    return make


def at_session() -> Make:
    """The plan of the coming session."""
    return lambda room: at(PlanSession(coming(room)))(room)


def at_entry(kind: str = "note") -> Make:
    """Reading the newest entry of a kind."""

    def make(room: Room) -> QWidget:
        rows = answer(room, entries.page)
        return at(OpenEntry(next(row.id for row in rows if row.kind == kind)))(room)

    return make


def layer(name: str, *, unlocked: bool = True) -> Make:
    """A sheet over everything."""
    return lambda room: make_layer(name, room, unlocked=unlocked)


def guide(guide_id: str, step: str = "", /, **answers: Any) -> Make:
    """A step of a guide, with answers given before; ``_`` in their names stands for ``-``."""
    given = {name.replace("_", "-"): value for name, value in answers.items()}

    def make(room: Room) -> QWidget:
        session_id = coming(room)
        answer(room, partial(_begun, room=room, guide_id=guide_id, step=step, given=given))
        return at(OpenGuide(guide_id, session_id))(room)

    return make


def home_after(guide_id: str, **answers: Any) -> Make:
    """Home, with a guide begun and these answers in it."""

    def make(room: Room) -> QWidget:
        answer(room, partial(_begun, room=room, guide_id=guide_id, step="", given=answers))
        return at(GoTo("home"))(room)

    return make


def all_no(room_of_guide: Any) -> dict[str, Any]:
    """No to every sign a guide asks about."""
    found = {}
    for _, prompt in room_of_guide.prompts():
        if getattr(prompt, "leads", ""):
            found[prompt.id] = dict.fromkeys(prompt.names(), NO)
    return found


def coming(room: Room) -> str:
    session = answer(room, partial(sessions.coming, now=room.clock.now()))
    return str(session.id) if session is not None else ""


def answer(room: Room, question: Callable[[Db], Any]) -> Any:
    """Ask the desk of a room whose workers are this thread."""
    got: list[Any] = []
    room.desk.ask(question, got.append, owner=room.desk)
    return got[0]


def put(name: str, value: Any) -> Callable[[Db], object]:
    """A preference to be stored."""
    return lambda db: preferences.put(db, name, value)


def put_moment(name: str, moment: Any) -> Callable[[Db], object]:
    return lambda db: preferences.put_moment(db, name, moment)


def all_of(*questions: Callable[[Db], object]) -> Callable[[Db], object]:
    """Several things stored, one after the other."""
    return lambda db: [question(db) for question in questions]


def _begun(db: Db, *, room: Room, guide_id: str, step: str, given: Mapping[str, Any]) -> RunState:
    chosen = room.catalogue().guide(guide_id)
    session = sessions.coming(db, now=room.clock.now())
    state = start_run.begin(
        db,
        guide=chosen,
        session_id=session.id if session else None,
        now=room.clock.now(),
        zone=room.clock.zone(),
    )
    run = GuideRun(chosen, state)
    for name, value in given.items():
        run.answer(name, value)
    state = replace(run.state, step_id=step or run.state.step_id)
    save_run.save_state(db, state=state)
    return state
