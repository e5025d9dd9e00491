"""The two rows that stay in the same place on every step of a guide."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.progress import ProgressDots
from ketaguide.ui.widgets.saved_mark import SavedMark


def phase_words(phase: str) -> str:
    """The name of a phase as a person reads it."""
    names = {
        "preparation": tr("Preparation"),
        "session-day": tr("Session day"),
        "integration": tr("Integration"),
    }
    return names.get(phase, "")


class GuideTop(QWidget):
    """Home at the start, where one is in the middle, Ground me and Pause at the end."""

    home_wanted = Signal()
    ground_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, *, look: Look, phase: str) -> None:
        super().__init__()
        self._phase = phase
        self._dots = ProgressDots(look=look, phase=phase)
        self._dots.setObjectName("guide_progress")
        home = Button(tr("Home"), look=look, kind="quiet", icon="arrow-left")
        home.setObjectName("guide_home")
        home.clicked.connect(self.home_wanted)
        ground = Button(tr("Ground me"), look=look, kind="quiet", icon="wind")
        ground.setObjectName("guide_ground")
        ground.clicked.connect(self.ground_wanted)
        pause = Button(tr("Pause"), look=look, kind="quiet", icon="pause")
        pause.setObjectName("guide_pause")
        pause.clicked.connect(self.pause_wanted)
        self._bar = Bar([home], self._dots, [ground, pause], look=look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)

    def show_position(self, title: str, index: int, count: int) -> None:
        """Args:
        title: of the guide, or of the part of it that is on screen.
        index: the present step, from 0.
        count: how many there are in the guide or part.
        """
        whole = " · ".join(filter(None, (phase_words(self._phase), title)))
        self._dots.set_title(whole, short=title)
        self._dots.set_position(index, count)
        self._bar.fit()


class GuideFoot(QWidget):
    """Back, whether it is saved, Skip for now and Continue; always below, never scrolled away."""

    back_wanted = Signal()
    skip_wanted = Signal()
    onward_wanted = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self.back = Button(tr("Back"), look=look, icon="arrow-left")
        self.back.setObjectName("guide_back")
        self.back.clicked.connect(self.back_wanted)
        self.skip = Button(tr("Skip for now"), look=look, kind="quiet")
        self.skip.setObjectName("guide_skip")
        self.skip.clicked.connect(self.skip_wanted)
        self.onward = Button(tr("Continue"), look=look, kind="primary", icon="arrow-right")
        self.onward.setObjectName("guide_onward")
        self.onward.clicked.connect(self.onward_wanted)
        self.saved = SavedMark(look=look)
        self.saved.setObjectName("guide_saved")
        self._bar = Bar([self.back], self.saved, [self.skip, self.onward], look=look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)

    def offer(
        self,
        onward: str,
        *,
        icon: str | None,
        back: str = "",
        skip: str = "",
        kind: str = "primary",
    ) -> None:
        """Args:
        onward: words of the main button.
        icon: its icon; None for none.
        back: words of the way back; empty hides it.
        skip: words of the way past; empty hides it.
        kind: secondary where the step itself holds the main button.
        """
        self.onward.set_kind(kind)
        self.onward.set_words(onward)
        self.onward.set_icon(icon)
        for button, words in ((self.back, back), (self.skip, skip)):
            button.setVisible(bool(words))
            if words:
                button.set_words(words)
        self._bar.fit()

    def offer_step(self, index: int, count: int, *, ends: bool, leads: bool) -> None:
        """Args:
        index: the present step, from 0.
        count: how many there are.
        ends: nothing may follow it, not even its being finished.
        leads: the way on lies inside the step first; there is one main button a screen.
        """
        kind = "secondary" if leads else "primary"
        back = tr("Back") if index else ""
        if ends:
            change = tr("Change an answer") if index else ""
            self.offer(tr("Stop here; my answers are kept"), icon=None, back=change)
        elif index + 1 < count:
            skip = tr("Skip for now")
            self.offer(tr("Continue"), icon="arrow-right", back=back, skip=skip, kind=kind)
        else:
            self.offer(tr("Finish"), icon="check", back=back, kind=kind)

    def offer_again(self, words: str, *, stop: str) -> None:
        """After Ground me: the same question again, or enough for today."""
        self.offer(words, icon="arrow-right", skip=stop, kind="secondary")

    def offer_stop(self, *, can_change: bool) -> None:
        """After the stop rule; an answer can be changed only where it may be a slip."""
        back = tr("Change my answer") if can_change else ""
        self.offer(tr("Stop here; my answers are kept"), icon=None, back=back)

    def show_saved(self) -> None:
        self.saved.show_saved()
        self._bar.fit()
