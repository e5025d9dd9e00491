"""First words from the lock screen: sealed at every tap, and read after unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.safety_card import read_card
from ketaguide.base.text import tr
from ketaguide.content.guide import Guide
from ketaguide.engine.outline import freeze
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.ui.pages.tap_page import TapPage
from ketaguide.ui.room import Room
from ketaguide.ui.sealed_note import SealedNote

if TYPE_CHECKING:
    from ketaguide.vault.inbox import Slip

_MINUTE_MS = 60_000


class LockedWordsPage(TapPage):
    """The guide runs in memory alone; what leaves it is one sealed note.

    Nothing of the vault is read: numbers show only where the safety card allows them.
    """

    back_wanted = Signal()
    layer_wanted = Signal(str)
    fills_window: ClassVar[bool] = True

    def __init__(self, room: Room, *, slip: Slip) -> None:
        super().__init__(room, name="locked_words_page")
        self._slip = slip
        self._leaves = False
        self._notes: list[SealedNote] = []
        self.card = read_card(room.places.state)
        self.screen_note = self.lines["open"]["locked"]
        self._nobody_here = QTimer(self)
        self._nobody_here.setSingleShot(True)
        self._nobody_here.setInterval(room.settings.number("idle_minutes") * _MINUTE_MS)
        self._nobody_here.timeout.connect(self.put_away)
        self._begin()

    def put_away(self) -> None:
        """Nobody is there: what was tapped is sealed, and no longer on screen or a step back.

        Whom to call stays, for as long as it is wanted.
        """
        run = self.run
        if run is not None and not run.step.ends and run.state.answers:
            self._notes[-1].flush()
            self._begin()
        else:
            self._nobody_here.start()

    def keep(self) -> None:
        self._nobody_here.start()
        self._notes[-1].touch()

    def keep_now(self) -> None:
        self._nobody_here.start()
        self._notes[-1].flush()

    def finish(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Back to the lock screen, but only once it is sealed."""
        self._leaves = True
        self._notes[-1].flush()
        self._leave_if_sealed()

    def lay_over(self, layer: str) -> None:
        self._notes[-1].flush()
        self.layer_wanted.emit(layer)

    def refused(self, problem: KetaGuideError) -> None:
        """What was tapped stays on screen; sealing is tried again by itself."""
        self.notice.show_error(problem)

    def _begin(self) -> None:
        """A run and a note of its own; a note before it may still wait for the disk."""
        run = GuideRun(self.guide, RunState(run_id="", guide_id=self.guide.id))
        note = SealedNote(
            self.room, slip=self._slip, text=lambda: words_of(run.guide, run.state), parent=self
        )
        note.saved.connect(self._on_sealed)
        note.failed.connect(self._on_failed)
        note.settled.connect(self._leave_if_sealed)
        self._notes.append(note)
        self.begin_run(run)
        self._nobody_here.start()

    def _on_sealed(self) -> None:
        self.notice.clear()
        self.show_kept()

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._leaves = False
        self.foot.kept.hide()
        self.refused(problem)

    def _leave_if_sealed(self) -> None:
        if self._leaves and all(note.is_clean for note in self._notes):
            self._leaves = False
            self.back_wanted.emit()


def words_of(guide: Guide, state: RunState) -> str:
    """The answers in plain lines, under the guide's title; nothing where nothing was tapped."""
    rows = [row for section in freeze(guide, state).sections for row in section.rows]
    lines = [tr("{label}: {words}", label=row.label, words=_in_line(row.words)) for row in rows]
    return "\n\n".join([guide.title, *lines]) if lines else ""


def _in_line(words: str) -> str:
    return ", ".join(line.removeprefix("- ") for line in words.splitlines())
