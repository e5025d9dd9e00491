"""Pictures that are pasted or dropped where one writes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import (
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

# What other programs offer as it is; asking Qt for "the image" would decode it in this process.
_KINDS = ("image/png", "image/jpeg", "image/webp")
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class PictureCatch(QObject):
    """Watches the editor and its words; text is left to them."""

    caught = Signal(object)  # a list of paths and bytes

    def __init__(self, editor: QWidget, words: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._words = words
        editor.setAcceptDrops(True)
        for watched in (editor, words, words.viewport()):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            pastes = event.type() == QEvent.Type.KeyPress and watched is self._words
            return pastes and event.matches(QKeySequence.StandardKey.Paste) and self.paste()
        if isinstance(event, QDragMoveEvent) and event.type() in _DRAGS:
            if _is_wanted(event.mimeData()):
                event.acceptProposedAction()
                return True
            return False
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._take(event)
        return False

    def paste(self) -> bool:
        """Whether there was a picture on the clipboard."""
        found = sources(QGuiApplication.clipboard().mimeData())
        if found:
            self.caught.emit(found)
        return bool(found)

    def _take(self, event: QDropEvent) -> bool:
        found = sources(event.mimeData())
        if not found:
            return False
        event.acceptProposedAction()
        # Whoever gave it waits for the drop to end; a file may be read only after that.
        self.caught.emit(found)
        return True


def _is_wanted(data: QMimeData) -> bool:
    if _paths(data):
        return True
    return not data.hasText() and any(data.hasFormat(kind) for kind in _KINDS)


def sources(data: QMimeData) -> list[Path | bytes]:
    """Files, or one picture that was copied; empty where it is text."""
    paths = _paths(data)
    if paths:
        return list(paths)
    if data.hasText():
        return []
    for kind in _KINDS:
        if data.hasFormat(kind):
            content = bytes(data.data(kind).data())
            if content:
                return [content]
    if sys.platform in ("win32", "darwin") and data.hasImage():
        # There a copied picture is pixels that the system itself has made.
        return _written(data.imageData())
    return []


def _paths(data: QMimeData) -> Sequence[Path]:
    """All of them files on this computer, or none."""
    urls = data.urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(Path(url.toLocalFile()) for url in urls)


def _written(image: object) -> list[Path | bytes]:
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return [bytes(buffer.data().data())]
