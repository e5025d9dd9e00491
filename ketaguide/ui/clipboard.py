"""What is copied here leaves the clipboard again, and asks clipboard managers not to keep it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

# Source: the wish of this project; password managers clear after 10 to 60 s.
KEPT_MS = 30_000
# What the three platforms' clipboard managers look for before they keep or upload something.
# Source: KDE Klipper; nspasteboard.org; Microsoft, "Clipboard Formats", cloud clipboard.
CONCEALED = (
    ("x-kde-passwordManagerHint", b"secret"),
    ("application/x-nspasteboard-concealed-type", b"1"),
    ("org.nspasteboard.ConcealedType", b"1"),
    ("ExcludeClipboardContentFromMonitorProcessing", b"1"),
    ("CanIncludeInClipboardHistory", bytes(4)),
    ("CanUploadToCloudClipboard", bytes(4)),
)


class Clipboard(QObject):
    """Watches this program's own copies; what others copied is never touched."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(take_back)
        self._clipboard.dataChanged.connect(self._on_data_changed)
        self._clipboard.selectionChanged.connect(self._on_selection_changed)

    def _on_data_changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            return
        copied = self._clipboard.mimeData()
        if not copied or not copied.hasText():  # there is none at all in an empty clipboard
            return
        self._timer.start()
        if not copied.hasFormat(CONCEALED[0][0]):
            # Says ``dataChanged`` again, and is left alone then.
            self._clipboard.setMimeData(concealed(copied.text()))

    def _on_selection_changed(self) -> None:
        """On X11 marking words copies them, for the middle button."""
        if self._clipboard.ownsSelection():
            self._timer.start()


def concealed(words: str) -> QMimeData:
    """Words for the clipboard with the signs by which managers leave them alone."""
    data = QMimeData()
    data.setText(words)
    for kind, value in CONCEALED:
        data.setData(kind, value)
    return data


def take_back() -> None:
    """Empty the clipboard if what is in it was copied here."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
