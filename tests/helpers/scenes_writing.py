"""Writing and reading an entry with all that can be said about it, and how it read before."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from ketaguide.flows import keep_entry
from ketaguide.store import entries, sessions
from ketaguide.ui.errands import NewEntry, OpenEntry, OpenVersions
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault.db import Db
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import Make, answer, at
from tests.helpers.stage import Scene, both, find, press, write

_HERE = "Europe/Lisbon"
_TOKYO = "Asia/Tokyo"
_TEXT = """# The lake

I walked there **slowly**, and it was *not* as cold as I thought.

## What stays

- the light on the water
- Ana's hand, and that I could ask for it
- [ ] write to Tom

> It does not have to be done today.

The lake is still there."""
_FIRST = "I walked there quickly.\n\nThe lake is there."


def writing_scenes() -> tuple[Scene, ...]:
    edit = press("entry_edit")
    read, versions = _entry(OpenEntry), _entry(OpenVersions)
    opened = both(press("entry_edit", "entry_about"))
    return (
        Scene("entry-marked", read, "demo"),
        Scene("entry-formatted", read, "demo", edit),
        Scene("entry-about", read, "demo", opened),
        Scene("entry-about-tags", read, "demo", both(opened, _at("tags_line"))),
        Scene(
            "entry-about-new",
            at(NewEntry()),
            "empty",
            both(press("entry_about"), _at("entry_mood")),
        ),
        Scene("entry-about-end", read, "demo", both(opened, _at("entry_pinned"))),
        Scene("entry-feelings", read, "demo", both(opened, press("entry_feelings"))),
        Scene("entry-find", read, "demo", both(edit, _sought("lake"))),
        Scene("entry-find-reading", read, "demo", _sought("lake")),
        Scene("entry-find-nothing", read, "demo", _sought("zebra")),
        Scene("entry-elsewhere", _entry(OpenEntry, zone=_TOKYO), "demo", edit),
        Scene("versions", versions, "demo"),
        Scene("version", versions, "demo", press("version_0")),
        Scene("version-plain", versions, "demo", press("version_1", "version_turn")),
        Scene("versions-none", _entry(OpenVersions, changes=0), "demo"),
        Scene("version-restored", versions, "demo", press("version_0", "version_restore")),
    )


def _entry(errand: Callable[[str], object], *, zone: str = _HERE, changes: int = 2) -> Make:
    """An entry that was changed some times, and what leads to it."""

    def make(room: Room) -> QWidget:
        entry_id = answer(room, partial(_store, zone=zone, changes=changes))
        return at(errand(entry_id))(room)  # type: ignore[arg-type]

    return make


def _store(db: Db, *, zone: str, changes: int) -> str:
    session = sessions.coming(db, now=NOW)
    bodies = (_FIRST, _TEXT.replace("slowly", "quickly"), _TEXT)[2 - changes :]
    entry_id = "0190-written"
    for number, body in enumerate(bodies):
        when = NOW - timedelta(days=3 - number)
        keep_entry.keep(
            db,
            entry_id=entry_id,
            is_new=not number,
            now=when,
            here=_HERE,
            title="After the walk",
            body=body,
            written_at=NOW - timedelta(days=3),
            zone=zone,
            mood=None if number < 1 else 6,
            energy=4,
            feelings=entries.feelings_text({"quiet": 7, "lake-calm": 5}),
            tags=entries.tags_text(("lake", "Ana", "slow days")),
            phase="integration",
            session_id=session.id if session else None,
            pinned=True,
        )
    return entry_id


def _at(name: str) -> Callable[[MainWindow], None]:
    return lambda window: find(window, name).setFocus()


def _sought(words: str) -> Callable[[MainWindow], None]:
    from ketaguide.ui.pages.entry_page import EntryPage

    def act(window: MainWindow) -> None:
        page = find(window, "entry_page")
        assert isinstance(page, EntryPage)
        page.finding.open()
        write("find_line", words)(window)

    return act
