"""Days as a file for a calendar program: it says what the file says, and where it lies then."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal

from ketaguide.base.errors import ExportError
from ketaguide.base.paths import write_private
from ketaguide.base.text import tr
from ketaguide.export import ics
from ketaguide.flows import coming_up
from ketaguide.ui.dialogs.files import ask_new_file
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.rows import CheckRow

if TYPE_CHECKING:
    from ketaguide.export.ics import Note

# What is offered says nothing of what it is about.
_FILE_NAME = "notes.ics"
# Source: own choice, the hour for which a step's day is stored.
_RINGS_AT = timedelta(hours=12)


class CalendarCard(Card):
    """``failed`` carries a KetaGuideError."""

    said = Signal(str, str)
    failed = Signal(object)

    def __init__(self, room: Room) -> None:
        super().__init__(look=room.look, padding=20)
        self.setObjectName("steps_calendar")
        self._room = room
        look = room.look
        title = tr("Put the days into a calendar")
        self.setAccessibleName(title)
        self.rings = CheckRow(tr("The calendar may ring at noon"), look=look)
        self.rings.setObjectName("calendar_rings")
        self.save = Button(tr("Save a calendar file"), look=look, icon="calendar")
        self.save.setObjectName("calendar_save")
        self.body.setSpacing(look.gap(10))
        self.body.addWidget(Title(title, look=look))
        self.body.addWidget(
            Body(
                tr(
                    "On each day with something on it the file says “{words}”, and nothing else: "
                    "no step, no person, not what it is for.",
                    words=neutral_words(),
                ),
                look=look,
            )
        )
        self.body.addWidget(
            Small(
                tr(
                    "The file lies outside the vault and is not encrypted. Some calendars send "
                    "what they hold to other computers: then the days go there, too."
                ),
                look=look,
            )
        )
        self.body.addWidget(self.rings)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.save.clicked.connect(self._on_save_clicked)

    def _on_save_clicked(self) -> None:
        clock = self._room.clock
        question = partial(coming_up.calendar_notes, now=clock.now(), zone=clock.zone())
        self._room.desk.ask(question, self._on_notes, owner=self, failed=self.failed.emit)

    def _on_notes(self, notes: tuple[Note, ...]) -> None:
        if not notes:
            self.said.emit(tr("No day lies ahead now, so there is nothing to put in."), "")
            return
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        ask_new_file(
            self.window(),
            title=tr("Save a calendar file"),
            start=Path(QStandardPaths.writableLocation(documents)) / _FILE_NAME,
            suffix="ics",
            then=partial(self._on_chosen, notes),
        )

    def _on_chosen(self, notes: tuple[Note, ...], chosen: Path | None) -> None:
        if chosen is None:
            return
        rings_at = _RINGS_AT if self.rings.isChecked() else None
        work = partial(write, chosen, notes, now=self._room.clock.now(), rings_at=rings_at)
        self._room.desk.run(work, self._on_written, owner=self, failed=self.failed.emit)

    def _on_written(self, _answer: object) -> None:
        self.said.emit(
            tr("The calendar file is saved."),
            tr("Open it with your calendar program. You can delete the file after that."),
        )


def neutral_words() -> str:
    """The same for every note, wherever someone else may read it."""
    return tr("A note for today")


def write(
    path: Path, notes: tuple[Note, ...], *, now: datetime, rings_at: timedelta | None
) -> None:
    """Raises ExportError: the file cannot be written there."""
    text = ics.calendar(notes, words=neutral_words(), now=now, rings_at=rings_at)
    try:
        write_private(path, text.encode("utf-8"))
    except OSError:
        raise ExportError from None
