"""The pictures of an entry that is read: one below the other, each to be seen larger."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows import entry_pictures
from ketaguide.ui.picture_sight import PictureSight
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.photo import Photo
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.store.attachments import Attachment

# Source: our own choice: a picture and some lines of the entry fit a small screen together.
_MOST_HEIGHT = 420
_COLUMN = 720


class EntryPhotos(QWidget):
    """Built for one reading; asks for them itself. Without any it is not there."""

    wanted = Signal(str)  # a picture's id: to be seen larger

    def __init__(self, room: Room, *, entry_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry_photos")
        self.setAccessibleName(tr("Pictures"))
        self._room = room
        self._sight = PictureSight(room, parent=self)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(room.look.gap(14))
        self.hide()
        question = partial(entry_pictures.shown, entry_id=entry_id, without_new=True)
        room.desk.ask(question, self._on_loaded, owner=self)

    def _on_loaded(self, pictures: Sequence[Attachment]) -> None:
        for number, one in enumerate(pictures, 1):
            self._add(one, picture_name(one.title, number, len(pictures)))
        self.setVisible(bool(pictures))

    def _add(self, one: Attachment, name: str) -> None:
        look = self._room.look
        photo = Photo(QSize(one.width, one.height), look=look)
        photo.setObjectName("entry_photo")
        photo.setAccessibleName(name)
        photo.setToolTip(tr("See it larger"))
        photo.set_most(_MOST_HEIGHT)
        photo.clicked.connect(partial(self.wanted.emit, one.id))
        self._column.addWidget(photo)
        if one.title.strip():
            self._column.addWidget(Small(one.title.strip(), look=look))
        longest = round(look.px(_COLUMN) * self.devicePixelRatioF())
        self._sight.show(one.id, longest=longest, then=photo.set_image)


def picture_name(title: str, number: int, count: int) -> str:
    """What a screen reader says: what it shows, or which of them it is."""
    if title.strip():
        return tr("Picture: {title}", title=title.strip())
    if count == 1:
        return tr("Picture")
    return tr("Picture {number} of {count}", number=number, count=count)
