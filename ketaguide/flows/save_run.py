"""Keeping what was typed in a guide, every second and at every stop."""

from ketaguide.engine.state import RunState
from ketaguide.store import runs
from ketaguide.vault.db import Db


def save_state(db: Db, *, state: RunState) -> None:
    """Keep the answers so far; a run that the stop rule ended is marked so, and stays resumable.

    A save that comes late, after the run was finished, changes nothing.

    Raises:
        NotFound: there is no such run any more.
    """
    run = runs.get(db, state.run_id)
    if run.status == "finished":
        return
    status: runs.Status = "stopped" if state.stopped else "open"
    if run.status != status:
        runs.change(db, run.id, status=status)
    runs.save_state(db, state=state)
