"""First words with the vault open: the guide of that name by tapping, and the same entry."""

from __future__ import annotations

from typing import ClassVar

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.engine.run import GuideRun
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.errands import GoBack, OpenGuide, OpenLayer
from ketaguide.ui.pages.guide_keeper import GuideKeeper
from ketaguide.ui.pages.tap_page import TapPage
from ketaguide.ui.room import Room


class FirstWordsPage(TapPage):
    """Answers go into the guide's own run; fills the window, without the sidebar."""

    watches: ClassVar[frozenset[str]] = frozenset({"Contact", "Session"})

    def __init__(self, room: Room, *, session_id: str = "") -> None:
        super().__init__(room, name="first_words_page")
        self._session_id = session_id
        self._keeper = GuideKeeper(room, self.guide, session_id=session_id, parent=self)
        self._keeper.called.connect(self._on_called)
        self._keeper.begun.connect(self._on_begun)
        self._keeper.saved.connect(self.show_kept)
        self._keeper.finished.connect(self._on_finished)
        self._keeper.failed.connect(self._on_failed)

    def reload(self) -> None:
        """Whom to call comes before the first question: the next screen may need it."""
        self._keeper.read_lifelines()

    def keep(self) -> None:
        self._keeper.touch()

    def keep_now(self) -> None:
        self._keeper.store_now()

    def finish(self) -> None:
        self.set_open(is_open=False)
        self._keeper.finish()

    def leave(self) -> None:
        self.keep_now()
        self.go_wanted.emit(GoBack(tr("Kept. You can go on where you stopped.")))

    def lay_over(self, layer: str) -> None:
        self.keep_now()
        self.go_wanted.emit(OpenLayer(layer))

    def go_to_guide(self, guide_id: str) -> None:
        self.go_wanted.emit(OpenGuide(guide_id, self._session_id))

    def _on_called(self, found: Lifelines) -> None:
        changed = (found.card(), found.with_whom) != (self.card, self.with_whom)
        self.card, self.with_whom = found.card(), found.with_whom
        if self._keeper.run is None:
            self._keeper.begin()
        elif changed:
            self.show_screen()

    def _on_begun(self, run: GuideRun) -> None:
        self.begin_run(run)
        self.loaded()

    def _on_finished(self) -> None:
        self.go_wanted.emit(GoBack(tr("That is written down. You can stop here.")))

    def _on_failed(self, problem: KetaGuideError) -> None:
        self.foot.kept.hide()
        self.set_open(is_open=self._keeper.run is not None)
        self.refused(problem)
