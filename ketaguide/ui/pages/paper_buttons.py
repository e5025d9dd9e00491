"""Print, or save as PDF: the same two buttons wherever something goes on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import ExportError
from ketaguide.base.paths import write_private
from ketaguide.base.text import tr
from ketaguide.ui.dialogs.files import ask_new_file
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice


@dataclass(frozen=True)
class Printed:
    """How to put it on paper."""

    prepare: Callable[[QPagedPaintDevice], None]
    draw: Callable[[QPagedPaintDevice], None]
    pdf: Callable[[], bytes]


class PaperButtons(QWidget):
    """Says ``wanted`` with the chosen file, or None for the printer; ``go`` then does it."""

    wanted = Signal(object)
    said = Signal(str, str)
    failed = Signal(object)

    def __init__(self, room: Room, *, name: str, file_name: str) -> None:
        """Args:
        name: how the objectNames of both buttons begin.
        file_name: what is offered; it says nothing personal.
        """
        super().__init__()
        self._room = room
        self._file_name = file_name
        printing = Button(tr("Print"), look=room.look, icon="printer")
        printing.setObjectName(f"{name}_print")
        saving = Button(tr("Save as PDF"), look=room.look, icon="download")
        saving.setObjectName(f"{name}_pdf")
        row = Flow(self, gap=room.look.gap(10))
        row.addWidget(printing)
        row.addWidget(saving)
        printing.clicked.connect(self._on_print_clicked)
        saving.clicked.connect(self._on_save_clicked)

    def go(self, printed: Printed, chosen: Path | None) -> None:
        """Write the file, or ask which printer."""
        if chosen is None:
            from ketaguide.ui.printing import ask_and_print

            # The title stands in the printer's queue, so it says nothing.
            ask_and_print(
                self.window(),
                title=tr("Print"),
                prepare=printed.prepare,
                draw=printed.draw,
                then=self._on_printed,
            )
            return
        self._room.desk.run(
            partial(_write, chosen, printed.pdf),
            self._on_written,
            owner=self,
            failed=self.failed.emit,
        )

    def _on_print_clicked(self) -> None:
        self.wanted.emit(None)

    def _on_save_clicked(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / self._file_name
        ask_new_file(
            self.window(),
            title=tr("Save as PDF"),
            start=start,
            suffix="pdf",
            then=self._on_file_chosen,
        )

    def _on_file_chosen(self, chosen: Path | None) -> None:
        if chosen is not None:
            self.wanted.emit(chosen)

    def _on_printed(self, printed: bool) -> None:  # noqa: FBT001 - the slot's one answer
        if printed:
            self.said.emit(tr("Sent to the printer."), "")

    def _on_written(self, _answer: object) -> None:
        self.said.emit(
            tr("Saved as PDF."), tr("This file is not encrypted. Whoever has it can read it.")
        )


def _write(path: Path, pdf: Callable[[], bytes]) -> None:
    try:
        write_private(path, pdf())
    except OSError:
        raise ExportError from None
