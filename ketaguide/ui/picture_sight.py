"""Pictures of an entry on their way to the screen: read and decoded off the UI thread.

They are held as plain images by the widgets that show them, in no cache of Qt's, so that they go
with the widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from ketaguide.base.errors import KetaGuideError
from ketaguide.flows import entry_pictures
from ketaguide.flows.entry_pictures import Seen
from ketaguide.ui.picture_work import LONGEST_SIDE
from ketaguide.ui.room import Room

Then = Callable[[QImage], None]

# Source: a picture of ours has at most 2048 by 2048 pixels of four bytes; twice that is plenty.
_MOST_MIB = 32


class PictureSight(QObject):
    """Asks for one picture after another; ``then`` gets a null image where it is damaged."""

    def __init__(self, room: Room, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = room.desk

    def show(self, picture_id: str, *, longest: int, then: Then) -> None:
        """Hand ``then`` the picture, no larger than it will be shown.

        Args:
            longest: of its sides, in pixels of the screen.
        """

        def damaged(_problem: KetaGuideError) -> None:
            then(QImage())

        def read(seen: Seen) -> None:
            work = partial(decoded, seen.content, mime=seen.picture.mime, longest=longest)
            self._desk.run(work, then, owner=self, failed=damaged)

        question = partial(entry_pictures.see, picture_id=picture_id)
        self._desk.ask(question, read, owner=self, failed=damaged)


def decoded(content: bytes, *, mime: str, longest: int = LONGEST_SIDE) -> QImage:
    """One of our own pictures; a null image if it is none."""
    if not content or mime not in ("image/jpeg", "image/png"):
        return QImage()
    QImageReader.setAllocationLimit(_MOST_MIB)
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(mime.removeprefix("image/").encode()))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid():
        return QImage()
    if max(size.width(), size.height()) > longest:
        wanted = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
    return reader.read()
