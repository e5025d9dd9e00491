"""Asking for a folder or a file name, without Qt's list of places visited before."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path | None], None]


def ask_folder(parent: QWidget, *, title: str, start: Path, then: Then) -> QFileDialog:
    """Let the person choose or make a folder; ``then`` gets None when they think better of it."""
    dialog = _dialog(parent, title=title, start=start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, then)


def ask_file(parent: QWidget, *, title: str, start: Path, then: Then) -> QFileDialog:
    """Let the person choose a file that is there."""
    dialog = _dialog(parent, title=title, start=start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, then)


def ask_files(
    parent: QWidget, *, title: str, start: Path, kinds: str, then: Callable[[list[Path]], None]
) -> QFileDialog:
    """Let the person choose one file or several; ``then`` gets none when they think better of it.

    Args:
        kinds: a filter such as ``Pictures (*.png *.jpg)``.
    """
    dialog = _dialog(parent, title=title, start=start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)

    def finished(result: int) -> None:
        chosen = dialog.selectedFiles()
        dialog.setHistory([])
        dialog.deleteLater()
        then([Path(one) for one in chosen] if result else [])

    dialog.finished.connect(finished)
    dialog.open()
    return dialog


def ask_new_file(
    parent: QWidget, *, title: str, start: Path, suffix: str, then: Then
) -> QFileDialog:
    """Let the person choose where a file goes.

    Args:
        start: the file offered.
        suffix: added where the person types none, without a dot.
    """
    dialog = _dialog(parent, title=title, start=start.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(start.name)
    return _open(dialog, then)


def _dialog(parent: QWidget, *, title: str, start: Path) -> QFileDialog:
    _keep_no_places()
    while not start.is_dir() and start != start.parent:
        start = start.parent
    dialog = QFileDialog(parent, title, str(start))
    dialog.setObjectName("file_dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setHistory([])
    return dialog


def _open(dialog: QFileDialog, then: Then) -> QFileDialog:
    def finished(result: int) -> None:
        chosen = dialog.selectedFiles()
        dialog.setHistory([])
        dialog.deleteLater()
        then(Path(chosen[0]) if result and chosen else None)

    dialog.finished.connect(finished)
    dialog.open()
    return dialog


def _keep_no_places() -> None:
    """Qt notes the last folder in a file that all Qt programs share; send that note nowhere.

    Nothing can be made below the null device, so writing there fails, silently. Windows and macOS
    keep the note in their own stores and ignore this.
    """
    nowhere = str(Path(os.devnull) / "none")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, nowhere)
