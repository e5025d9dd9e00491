"""Pages with pictures in them, over a vault, without the process that takes pictures in."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from sqlmodel import select

from ketaguide.base.errors import PictureTooSlow
from ketaguide.base.pulse import Pulse
from ketaguide.flows import entry_pictures
from ketaguide.store import attachments, drafts, entries
from ketaguide.store.attachments import Attachment, AttachmentChunk
from ketaguide.ui.pages import picture_queue
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.pages.picture_row import PictureRow
from ketaguide.ui.picture_sight import decoded
from ketaguide.ui.picture_work import Encoded
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.photo import Photo
from tests.helpers import picture_bytes
from tests.helpers.journals import Journal
from tests.helpers.vaults import NOW, ZONE


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """Without the other process: what it makes of a picture is asked in tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture_queue, "taken_in", _taken_in)
        made = Journal(folder)
        yield made
        made.close()


def _taken_in(source: Path | bytes, *, pulse: Pulse) -> Encoded:
    pulse(0, 1)
    content = source if isinstance(source, bytes) else source.read_bytes()
    if content == b"slow":
        raise PictureTooSlow
    image = decoded(content, mime="image/jpeg")
    return Encoded("image/jpeg", image.width(), image.height(), content)


def a_photo(side: int = 60) -> bytes:
    return picture_bytes.photo(side, 40)


def every(journal: Journal) -> list[Attachment]:
    """Every picture in the vault, of whatever entry."""
    return journal.ask(lambda db: sorted(db.exec(select(Attachment)), key=lambda one: one.position))


def pieces(journal: Journal) -> int:
    return journal.ask(lambda db: len(db.exec(select(AttachmentChunk)).all()))


def rows(page: QWidget) -> list[PictureRow]:
    QApplication.processEvents()
    found = [one for one in page.findChildren(PictureRow) if one.isVisible()]
    return sorted(found, key=lambda row: row.mapTo(page, row.rect().topLeft()).y())


def shown(page: QWidget) -> list[Photo]:
    QApplication.processEvents()
    found = page.findChildren(Photo, "entry_photo")
    return [one for one in found if one.isVisible()]


def is_held(page: EntryPage) -> bool:
    return page.holds


def undo(page: QWidget, journal: Journal) -> None:
    Undo.over(page, journal.room)._on_undo_wanted()


def an_entry(journal: Journal, *sides: int, body: str = "The lake.") -> str:
    """One that is kept, with pictures as wide as said."""

    def store(db: Any) -> str:
        entry = entries.add(db, title="", body=body, written_at=NOW, zone=ZONE)
        for side in sides:
            _add(db, entry.id, side)
        return entry.id

    return journal.ask(store)


def _add(db: Any, entry_id: str, side: int) -> None:
    content = a_photo(side)
    entry_pictures.add(
        db,
        picture_id=f"p{side}",
        entry_id=entry_id,
        content=content,
        key="entry:x",
        draft="{}",
        mime="image/jpeg",
        width=side,
        height=40,
    )
    drafts.remove(db, key="entry:x")


def contents(journal: Journal) -> list[bytes]:
    found = every(journal)
    return [journal.ask(partial(attachments.content, attachment_id=one.id)) for one in found]
