"""Pictures in an entry: where it is written, where it is read, one of them large, and damaged."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import PicturesFull
from ketaguide.flows import entry_pictures
from ketaguide.store import attachments, drafts, entries
from ketaguide.ui.errands import OpenEntry, OpenPicture
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault.db import Db
from tests.helpers import picture_bytes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import Make, answer, at
from tests.helpers.stage import Scene, both, find, press

_ENTRY = "0190-pictured"
_WORDS = "I walked to the lake again.\n\nIt was as I had seen it."


def entry_picture_scenes() -> tuple[Scene, ...]:
    read, edit = _at(OpenEntry(_ENTRY)), press("entry_edit")
    return (
        Scene("entry-pictures", read, "demo", _seen("entry_photo")),
        Scene("entry-pictures-top", read, "demo"),
        Scene("entry-pictures-alone", _at(OpenEntry(_ENTRY), words="", count=1), "demo"),
        Scene("entry-pictures-damaged", _at(OpenEntry(_ENTRY), harm=True), "demo", _seen()),
        Scene("entry-pictures-writing", read, "demo", both(edit, _seen("picture_add"))),
        Scene("entry-pictures-adding", read, "demo", both(edit, _adding, _seen("picture_add"))),
        Scene("entry-pictures-full", read, "demo", both(edit, _full, _seen("picture_add"))),
        Scene("entry-picture-large", _at(OpenPicture("picture-0")), "demo"),
        Scene("entry-picture-damaged", _at(OpenPicture("picture-0"), harm=True), "demo"),
    )


def _at(errand: Any, *, words: str = _WORDS, count: int = 2, harm: bool = False) -> Make:
    def make(room: Room) -> QWidget:
        answer(room, partial(_store, words=words, count=count, harm=harm))
        return at(errand)(room)

    return make


def _store(db: Db, *, words: str, count: int, harm: bool) -> None:
    entries.add(
        db,
        entry_id=_ENTRY,
        title="The lake" if words else "",
        body=words,
        written_at=NOW,
        zone="Europe/Lisbon",
    )
    for number, (width, height) in enumerate(((1200, 760), (640, 900))[:count]):
        entry_pictures.add(
            db,
            picture_id=f"picture-{number}",
            entry_id=_ENTRY,
            content=b"\xff\xd8\xff" if harm else picture_bytes.photo(width, height),
            key="entry:none",
            draft="{}",
            mime="image/jpeg",
            width=width,
            height=height,
        )
    drafts.remove(db, key="entry:none")
    attachments.change(db, "picture-0", title="The lake, from the bench where I sat")
    if harm:
        for one in attachments.for_entry(db, _ENTRY):
            attachments.change(db, one.id, sha256="0")


def _seen(name: str = "entry_photo") -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        settle()
        for page in window.findChildren(EntryPage):
            page.sheet.bring_into_view(find(window, name))
            page.sheet.verticalScrollBar().setValue(page.sheet.verticalScrollBar().maximum())
        settle()

    return act


def _adding(window: MainWindow) -> None:
    for page in window.findChildren(EntryPage):
        page.pictures.bar.start("Adding picture 2 of 5")


def _full(window: MainWindow) -> None:
    for page in window.findChildren(EntryPage):
        page.pictures.notice.show_error(PicturesFull())
