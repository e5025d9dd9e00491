"""The person's own music for the day, in their order, played by another program."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.flows import day_music
from ketaguide.ui.look import Look
from ketaguide.ui.pages.day_parts import Panel, empty
from ketaguide.ui.pages.home_words import one_line
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import ROLE, TapButton

if TYPE_CHECKING:
    from ketaguide.store.tracks import Track


def play(place: Path | None) -> bool:
    """Hand a file to the system's player; False where there is none to hand over."""
    return place is not None and QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


class MusicPanel(Panel):
    """Each piece can be played, moved and taken off; files that are gone say so in their place."""

    add_wanted = Signal()
    play_wanted = Signal(str)  # a path
    move_wanted = Signal(str, int)  # a track's id; -1 up, 1 down
    remove_wanted = Signal(str)

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, name="day_music")
        self._rows: dict[str, _Row] = {}
        self._told: list[tuple[str, str, int]] = []
        self.head(tr("Music"))
        self._none = self.say(tr("No music is chosen yet. Silence is as good."))
        self._rows_here = Stack()
        self._rows_here.setSpacing(look.gap(12))
        self.column.addLayout(self._rows_here)
        add = self.button(tr("Add music files"), "music_add")
        add.clicked.connect(self.add_wanted)
        self.say(
            tr(
                "Only files on this computer, and only their places are kept here. Another "
                "program plays them. It may remember what it played."
            ),
            tone="muted",
        )

    def show_tracks(self, tracks: Sequence[Track]) -> None:
        """The rows again, where they changed; the keyboard stays on the piece it was on."""
        told = [(track.id, track.title, track.position) for track in tracks]
        if told == self._told:
            return
        held = next((row.held() for row in self._rows.values() if row.held()), None)
        before = [name for name, _, _ in self._told]
        self._told = told
        empty(self._rows_here)
        self._rows = {}
        for number, track in enumerate(tracks):
            row = _Row(track, number, len(tracks), look=self.look)
            row.play.clicked.connect(partial(self.play_wanted.emit, track.path))
            row.up.clicked.connect(partial(self.move_wanted.emit, track.id, -1))
            row.down.clicked.connect(partial(self.move_wanted.emit, track.id, 1))
            row.remove.clicked.connect(partial(self.remove_wanted.emit, track.id))
            self._rows[track.id] = row
            self._rows_here.addWidget(row)
            row.show()
        self._none.setVisible(not tracks)
        if held is not None:
            self._hold(held, before)

    def show_there(self, paths: Collection[str]) -> None:
        """Args:
        paths: of those that can be played now.
        """
        for row in self._rows.values():
            row.show_there(is_there=row.path in paths)

    def _hold(self, held: tuple[str, str], before: list[str]) -> None:
        """Give the keyboard back: to the same piece, or to the one in its place."""
        track_id, name = held
        row = self._rows.get(track_id)
        if row is None and self._rows and track_id in before:
            place = min(before.index(track_id), len(self._rows) - 1)
            row = list(self._rows.values())[place]
        wanted = row.findChild(QWidget, name) if row is not None else None
        if not isinstance(wanted, QWidget) or not wanted.isEnabled():
            wanted = row.play if row is not None else self.findChild(QWidget, "music_add")
        if isinstance(wanted, QWidget):
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)


class _Row(QWidget):
    def __init__(self, track: Track, number: int, count: int, *, look: Look) -> None:
        super().__init__()
        self.track_id, self.path = track.id, track.path
        self.setObjectName("music_row")
        title = one_line(track.title) or tr("A piece without a name")
        self.play = TapButton(tr("{number}. {title}", number=number + 1, title=title), look=look)
        self.play.setObjectName("music_play")
        self.play.setAccessibleName(tr("Play {title}", title=title))
        self.up = _small(tr("Up"), tr("Move {name} up", name=title), "music_up", look=look)
        self.down = _small(tr("Down"), tr("Move {name} down", name=title), "music_down", look=look)
        self.remove = _small(
            tr("Take off"), tr("Take {name} off the list", name=title), "music_remove", look=look
        )
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number + 1 < count)
        self._gone = Label("", look=look, role=ROLE, tone="integration")
        self._gone.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.gap(10))
        grid.setColumnStretch(0, 1)
        for column, one in enumerate((self.play, self.up, self.down, self.remove)):
            grid.addWidget(one, 0, column)
            if column:
                grid.setColumnMinimumWidth(column, one.minimumSizeHint().width())
        grid.addWidget(self._gone, 1, 0, 1, 4)

    def held(self) -> tuple[str, str] | None:
        """The piece and which of its buttons has the keyboard."""
        for one in (self.play, self.up, self.down, self.remove):
            if one.hasFocus():
                return self.track_id, one.objectName()
        return None

    def show_there(self, *, is_there: bool) -> None:
        words = tr("This file is not where it was, or cannot be played from there.")
        self._gone.setText("" if is_there else words)
        self._gone.setVisible(not is_there)
        self.play.setAccessibleDescription(self._gone.text())


def _small(words: str, name: str, object_name: str, *, look: Look) -> TapButton:
    button = TapButton(words, look=look)
    button.setObjectName(object_name)
    button.setAccessibleName(name)
    return button


def kinds() -> str:
    """For the file dialog: what can be added."""
    files = " ".join(f"*{suffix}" for suffix in day_music.SUFFIXES)
    return tr("Music ({files})", files=files)
