"""First words on screen, one question after the other, in the dark; kept by whoever derives it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from ketaguide.base.safety_card import SafetyCard
from ketaguide.base.text import tr
from ketaguide.content.lists import Choice
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.ui.night import NightLook
from ketaguide.ui.pages.first_words_parts import Beside, CloseScreen, Screen, StepScreen
from ketaguide.ui.pages.first_words_rest import RestScreen
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.tap_foot import TapFoot
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.marks import keeps_nothing
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.tab_order import follow_the_eye

GUIDE_ID = "first-words"
_REST, _CLOSE, _LINE = "rest", "close", "line"
_EFFECTS, _REST_WORD = "effects", "rest-word"
# As wide as four large words beside each other.
_WIDTH = 1100


class TapPage(Page):
    """Shows a run of the guide; every tap goes to ``keep`` at once.

    Back, Enough, Ground me and the way on stand in the same four places on every screen.
    """

    def __init__(self, room: Room, *, name: str) -> None:
        night = NightLook(room.look, room.settings)
        super().__init__(replace(room, look=night), name=name)
        night.dress(self)
        self.guide = self.room.catalogue().guide(GUIDE_ID)
        self.lines = self.room.catalogue().lines(GUIDE_ID)
        self.card: SafetyCard | None = None
        self.with_whom = ""
        self.screen_note = ""
        self._run: GuideRun | None = None
        self._shown: Screen | None = None
        self.sheet.set_sides(max_width=_WIDTH, margin=36, below=8)
        self.body.addStretch(2)
        self.body.addStretch(3)
        self.foot = TapFoot(self.lines["open"], look=night)
        self.foot.setEnabled(False)
        self.keep_below(self.foot)
        self.foot.back_wanted.connect(self.back)
        self.foot.enough_wanted.connect(self.leave)
        self.foot.ground_wanted.connect(partial(self.lay_over, "ground-dark"))
        self.foot.onward_wanted.connect(self.forward)

    @property
    def run(self) -> GuideRun | None:
        return self._run

    def keep(self) -> None:
        """Something was tapped: store it soon."""
        raise NotImplementedError

    def keep_now(self) -> None:
        """A screen was left."""
        raise NotImplementedError

    def finish(self) -> None:
        """The last screen was closed."""
        raise NotImplementedError

    def leave(self) -> None:
        """Enough for now; what was tapped is kept."""
        raise NotImplementedError

    def lay_over(self, layer: str) -> None:
        """Go to something that lies over everything, and come back here."""
        raise NotImplementedError

    def go_to_guide(self, guide_id: str) -> None:
        """Another guide fits better now."""

    def begin_run(self, run: GuideRun) -> None:
        self._run = run
        self.foot.setEnabled(True)
        self.show_screen()

    def back(self) -> None:
        """One screen back; whatever was tapped stays."""
        run = self._run
        if run is None or (self._shown is not None and self._shown.back()):
            return
        if run.back():
            self._moved()

    def forward(self) -> None:
        """On to the next screen, with or without an answer; from the last one, out."""
        run = self._run
        if run is None or not self.foot.isEnabled() or run.step.ends:
            return
        if run.step.id == _CLOSE:
            run.advance()
            self.keep_now()
            self.finish()
            return
        # Only an answer of a shape that no tap can give would keep anyone here.
        outcome = run.advance()
        if outcome is Outcome.PROBLEMS:
            run.skip()
        self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is enough for now, where no window listens for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.set_side(self.body.contentsMargins().left())

    def showEvent(self, event: QShowEvent) -> None:
        """The sheet learns its size only now if it came into a window that stood already."""
        super().showEvent(event)
        self.foot.set_side(self.body.contentsMargins().left())

    def focus_first(self) -> None:
        first = self._shown.first() if self._shown is not None else None
        way = self.foot.onward if self.foot.onward.isVisible() else self.foot.ground
        (first or way).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kept(self) -> None:
        """Say quietly that it is kept; not in a vault that keeps nothing."""
        nothing = tr("Made-up notes: nothing is kept")
        words = nothing if keeps_nothing(self) else self.lines["rest"]["kept"]
        self.foot.kept.setText(words)
        if self.foot.kept.isHidden():
            self.foot.kept.show()
            announce(self.foot.kept, words)

    def show_screen(self) -> None:
        """Build what belongs on screen now; what stood there goes."""
        run = self._run
        if run is None:
            return
        old, self._shown = self._shown, self._make(run)
        if old is None:
            self.body.insertWidget(1, self._shown)
        else:
            self.body.replaceWidget(old, self._shown)
            old.hide()
            old.deleteLater()
        self._shown.show()
        self._offer()
        self.foot.kept.hide()
        self.notice.clear()
        follow_the_eye(self)
        self.sheet.verticalScrollBar().setValue(0)
        self.focus_first()
        announce(self, self._shown.spoken)

    def set_open(self, *, is_open: bool) -> None:
        """While it is being finished nothing more can be tapped: it would not be in it."""
        self.foot.setEnabled(is_open)
        if self._shown is not None:
            self._shown.setEnabled(is_open)
        if is_open and QApplication.focusWidget() is None:
            self.focus_first()

    def _make(self, run: GuideRun) -> Screen:
        values = {prompt.id: run.value(prompt.id) for prompt in run.step.prompts}
        beside = Beside(
            look=self.room.look,
            lines=self.lines,
            number=self.room.settings.text("emergency_number"),
            card=self.card,
            with_whom=self.with_whom,
            clinic_time=run.state.facts.get("clinic-time", ""),
        )
        screen: Screen
        if run.step.id == _REST:
            screen = RestScreen(run.step, values, beside)
            screen.eased.connect(self._on_eased)
        elif run.step.id == _CLOSE:
            screen = CloseScreen(run.step, beside)
        else:
            screen = StepScreen(run.step, values, beside)
            if run.position[0] == 0 and self.screen_note:
                screen.say(self.screen_note, tone="muted")
        is_rest = isinstance(screen, RestScreen)
        self.foot.say(beside.words("rest", "emergency") if is_rest else "")
        screen.show_only({prompt.id for prompt in run.prompts})
        screen.answered.connect(self._on_answered)
        screen.chosen.connect(self._on_chosen)
        screen.turned.connect(self._on_turned)
        screen.layer_wanted.connect(self.lay_over)
        screen.guide_wanted.connect(self.go_to_guide)
        return screen

    def _on_answered(self, prompt_id: str, value: object) -> None:
        run = self._run
        if run is None or self._shown is None:
            return
        before = [prompt.id for prompt in run.prompts]
        run.answer(prompt_id, value)
        now = [prompt.id for prompt in run.prompts]
        if now != before:
            self._shown.show_only(set(now))
            follow_the_eye(self)
            # Its place is known once the layouts have taken it in.
            QTimer.singleShot(0, self, partial(self._bring, [n for n in now if n not in before]))
        self._offer()
        self.keep()

    def _bring(self, prompt_ids: list[str]) -> None:
        """What an answer asks someone to heed is not left below the edge of the screen."""
        parts = [self._shown.part(name) for name in prompt_ids] if self._shown else []
        for part in parts:
            if part is not None:
                self.sheet.ensureWidgetVisible(part)

    def _on_chosen(self) -> None:
        """One of a few is enough to go on, unless something more is to be read here."""
        run = self._run
        if run is not None and all(isinstance(prompt, Choice) for prompt in run.prompts):
            self.forward()

    def _on_turned(self) -> None:
        follow_the_eye(self)
        self._offer()
        self.focus_first()
        self.sheet.verticalScrollBar().setValue(0)

    def _on_eased(self) -> None:
        """What was tapped while it was strong is not lost: it begins the line to remember."""
        run = self._run
        if run is None:
            return
        word = run.guide.prompt(_REST_WORD)
        value = run.value(_REST_WORD)
        if isinstance(word, Choice) and value is not None and run.value(_LINE) is None:
            run.answer(_LINE, tr("While it was strong: {word}", word=word.shown(value)))
        run.answer(_EFFECTS, "easing")
        self._moved()

    def _moved(self) -> None:
        self.keep_now()
        self.show_screen()

    def _offer(self) -> None:
        run = self._run
        if run is None:
            return
        words = self.lines["open"]
        asks = [prompt.id for prompt in run.prompts if prompt.asks]
        is_answered = any(run.value(name) is not None for name in asks)
        if run.step.id == _CLOSE:
            self.foot.offer(self.lines["close"]["done"], is_main=True, can_leave=False)
        elif run.step.ends:
            self.foot.offer("", can_back=run.position[0] > 0)
            self.foot.ground.set_main(is_main=run.step.id == _REST)
        else:
            onward = words["next"] if is_answered or not asks else words["skip"]
            self.foot.offer(onward, is_main=is_answered, can_back=run.position[0] > 0)
