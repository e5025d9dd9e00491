"""Printing through the system's dialog, opened without waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter

Draw = Callable[["QPagedPaintDevice"], None]


def ask_and_print(
    parent: QWidget,
    *,
    title: str,
    prepare: Draw,
    draw: Draw,
    then: Callable[[bool], None],
) -> QDialog:
    """Show the print dialog; print if the person says so.

    Args:
        title: of the print job too: it shows in the printer's queue, so it says nothing personal.
        prepare: sets paper and margins before the dialog opens.
        draw: paints the pages.
        then: gets True when the job was handed to the system.
    """
    # Loads the platform's printing library: only when someone prints.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer: QPrinter = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("")
    prepare(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setObjectName("print_dialog")

    def finished(result: int) -> None:
        accepted = result == QDialog.DialogCode.Accepted.value
        if accepted:
            draw(printer)
        dialog.deleteLater()
        then(accepted)

    dialog.finished.connect(finished)
    # QPrintDialog.open() wants a receiver; the plain one of its base does not.
    QDialog.open(dialog)
    return dialog
