"""First words from the lock screen: sealed at every tap, and read after unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal

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


class LockedWordsPage(TapPage):
    """The guide runs in memory alone; what leaves it is one sealed note.

    Nothing of the vault is read: numbers show only where the safety card allows them.
    """

    back_wanted = Signal()
    layer_wanted = Signal(str)
    fills_window: ClassVar[bool] = True

    def __init__(self, room: Room, *, slip: Slip) -> None:
        super().__init__(room, name="locked_words_page")
        self._leaves = False
        self.card = read_card(room.places.state)
        self.screen_note = self.lines["open"]["locked"]
        self._note = SealedNote(room, slip=slip, text=self._text, parent=self)
        self._note.saved.connect(self._on_sealed)
        self._note.failed.connect(self._on_failed)
        self._note.settled.connect(self._on_settled)
        self.begin_run(GuideRun(self.guide, RunState(run_id="", guide_id=self.guide.id)))

    def keep(self) -> None:
        self._note.touch()

    def keep_now(self) -> None:
        self._note.flush()

    def finish(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Back to the lock screen, but only once it is sealed."""
        self._leaves = True
        if self._note.is_clean:
            self.back_wanted.emit()
        else:
            self._note.flush()

    def lay_over(self, layer: str) -> None:
        self._note.flush()
        self.layer_wanted.emit(layer)

    def refused(self, problem: KetaGuideError) -> None:
        """What was tapped stays on screen; sealing is tried again by itself."""
        self.notice.show_error(problem)

    def _text(self) -> str:
        return words_of(self.guide, self.run.state) if self.run is not None else ""

    def _on_sealed(self) -> None:
        self.notice.clear()
        self.show_kept()

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._leaves = False
        self.foot.kept.hide()
        self.refused(problem)

    def _on_settled(self) -> None:
        if self._leaves:
            self.back_wanted.emit()


def words_of(guide: Guide, state: RunState) -> str:
    """The answers in plain lines, under the guide's title; nothing where nothing was tapped."""
    rows = [row for section in freeze(guide, state).sections for row in section.rows]
    lines = [tr("{label}: {words}", label=row.label, words=_in_line(row.words)) for row in rows]
    return "\n\n".join([guide.title, *lines]) if lines else ""


def _in_line(words: str) -> str:
    return ", ".join(line.removeprefix("- ") for line in words.splitlines())
