"""A guide on screen, one step at a time; what is typed is in the vault within a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.content.lists import Choice
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.errands import Errand, GoBack, GoTo, OpenLayer
from ketaguide.ui.pages.guide_keeper import GuideKeeper
from ketaguide.ui.pages.guide_panels import (
    Panel,
    leaving_words,
    make_enough,
    make_ground_first,
    make_step,
    place,
    with_way_back,
)
from ketaguide.ui.pages.guide_pauses import EnoughForToday, GroundFirst
from ketaguide.ui.pages.guide_top import GuideFoot, GuideTop
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.step_view import StepView
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.tab_order import follow_the_eye

READING_WIDTH = 760
WIDE = 1240


class GuidePage(Page):
    """Begins a guide or goes on where it was left; fills the window, without the sidebar."""

    watches: ClassVar[frozenset[str]] = frozenset({"Contact", "Session"})

    def __init__(
        self, room: Room, *, guide_id: str, session_id: str = "", part_id: str = ""
    ) -> None:
        super().__init__(room, name="guide_page")
        self._guide = room.catalogue().guide(guide_id)
        self._session_id = session_id
        self._part_id = part_id
        self._lifelines = Lifelines()
        self._shown: Panel | None = None
        self._saved_here = False
        self._after: Errand | None = None  # where to, once it is finished
        self._keeper = GuideKeeper(room, self._guide, session_id=session_id, parent=self)
        self._top = GuideTop(look=room.look, phase=self._guide.phase)
        self._foot = GuideFoot(look=room.look)
        self._foot.saved.heed(room.unsaved)
        self._foot.setEnabled(False)
        self._outer.insertWidget(0, self._top)
        self.keep_below(self._foot)
        self._keeper.called.connect(self._on_called)
        self._keeper.begun.connect(self._on_begun)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.finished.connect(self._on_finished)
        self._keeper.failed.connect(self._on_failed)
        self._top.home_wanted.connect(partial(self._on_errand, GoTo("home")))
        self._top.ground_wanted.connect(self._on_ground_wanted)
        self._top.pause_wanted.connect(self._leave)
        self._foot.back_wanted.connect(self.back)
        self._foot.skip_wanted.connect(self._on_skip_wanted)
        self._foot.onward_wanted.connect(self.forward)

    def reload(self) -> None:
        """Begin, or take over a phone number that was changed in the meantime."""
        self._keeper.read_lifelines()

    def back(self) -> None:
        """One step back, or from a pause to the answer that led there. Answers stay."""
        run = self._keeper.run
        if run is None or not self._foot.back.isVisible():
            return
        if not isinstance(self._shown, StepView):
            self._show_question(run)
        elif run.back():
            self._moved()

    def forward(self) -> None:
        """What the main button says: continue, finish, or stop here."""
        run = self._keeper.run
        if run is None or not self._foot.isEnabled():
            return
        if isinstance(self._shown, GroundFirst):
            run.grounded_once()
            self._moved()
        elif isinstance(self._shown, StepView) and not self._shown.ends:
            self._go_on(run.advance)
        else:
            self._leave()

    def focus_first(self) -> None:
        """The first thing to answer, or the way on where there is only something to read."""
        first = self._shown.first() if isinstance(self._shown, StepView) else None
        if isinstance(self._shown, GroundFirst | EnoughForToday):
            first = self._shown.ground
        (first or self._foot.onward).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_called(self, found: Lifelines) -> None:
        changed = found != self._lifelines
        self._lifelines = found
        if self._keeper.run is None:
            self._keeper.begin()
        elif changed and not (isinstance(self._shown, StepView) and not self._shown.names_people):
            self._show_step()

    def _on_begun(self, run: GuideRun) -> None:
        if self._part_id and run.step.part != self._part_id and not run.state.stopped:
            run.go_to_part(self._part_id)
        self._foot.setEnabled(True)
        self._show_step()

    def _show_step(self) -> None:
        """Build what belongs on screen now; the widgets before it go."""
        run = self._keeper.run
        if run is not None and run.state.stopped:
            self._show_stop(run)
        elif run is not None:
            self._show_question(run)

    def _show_question(self, run: GuideRun) -> None:
        sheet = self.sheet.widget()
        calls = self._lifelines
        view = make_step(run, room=self.room, lifelines=calls, keeper=self._keeper, parent=sheet)
        view.answered.connect(self._on_answered)
        view.ground_wanted.connect(self._on_ground_wanted)
        view.go_wanted.connect(self._on_link_followed)
        view.stop_wanted.connect(self._on_stop_wanted)
        view.rebuilt.connect(self._on_rebuilt)
        self._put(view, width=WIDE if view.is_wide else READING_WIDTH)
        self._offer()
        self._saved_here = False

    def _show_ground_first(self) -> None:
        panel = make_ground_first(self.room)
        panel.ground_wanted.connect(self._on_ground_wanted)
        self._put(panel, width=READING_WIDTH)
        self._foot.offer_again(panel.again, stop=panel.stop)

    def _show_stop(self, run: GuideRun) -> None:
        panel = make_enough(self.room, self._lifelines)
        panel.ground_wanted.connect(self._on_ground_wanted)
        self._put(panel, width=READING_WIDTH)
        # A choice can be a slip of the hand; a rating stands for today.
        self._foot.offer_stop(can_change=isinstance(self._guide.prompt(run.state.stopped), Choice))

    def _put(self, panel: Panel, *, width: int) -> None:
        old, self._shown, self._after = self._shown, panel, None
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
            self.notice.clear()
        self.sheet.set_sides(max_width=width, margin=36)
        panel.resize(self.sheet.wide_beside_bar(), panel.height())
        self.body.addWidget(panel)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        panel.show()
        follow_the_eye(self, last=self._top)
        self.sheet.verticalScrollBar().setValue(0)
        self.focus_first()
        # Places are known once the layouts have taken everything in.
        QTimer.singleShot(0, panel, partial(self.sheet.open_at_top, panel))
        announce(self, panel.spoken)

    def _offer(self) -> None:
        """Name the buttons and the place for the step on screen, as its answers stand."""
        run = self._keeper.run
        if run is None or not isinstance(self._shown, StepView):
            return
        index, count = run.position
        self._foot.offer_step(index, count, ends=self._shown.ends, leads=self._shown.leads)
        self._top.show_position(*place(run))

    def _on_answered(self, prompt_id: str, value: object) -> None:
        run = self._keeper.run
        if run is None or not isinstance(self._shown, StepView):
            return
        run.answer(prompt_id, value)
        self._shown.show_only({prompt.id for prompt in run.prompts})
        if prompt_id not in run.problems():
            self._shown.show_problem(prompt_id, "")
        if not isinstance(value, str):
            # A list may have got a line of its own, which Qt puts after everything else.
            follow_the_eye(self, last=self._top)
        self._offer()
        self._keeper.touch()

    def _on_rebuilt(self, prompt_id: str) -> None:
        """Another screen inside a prompt: in the order of the eye, and from its top."""
        if not isinstance(self._shown, StepView):
            return
        follow_the_eye(self, last=self._top)
        self._offer()
        self.sheet.ensureWidgetVisible(self._shown.prompt(prompt_id))
        self.sheet.bring_into_view(QApplication.focusWidget())

    def _on_stop_wanted(self) -> None:
        """An answer that ends the work for today does so at once, whatever else is missing."""
        run = self._keeper.run
        if run is not None:
            self._go_on(run.skip)

    def _on_link_followed(self, errand: Errand) -> None:
        """Somewhere else; from the last step the guide is finished first, but not for a layer."""
        run, view = self._keeper.run, self._shown
        if run is None or not isinstance(view, StepView):
            return
        ends = run.can_finish and not view.ends and not isinstance(errand, OpenLayer)
        errand = with_way_back(errand, run=run, session_id=self._session_id, ends=ends)
        if ends:
            self._after = errand
            self._go_on(run.advance)
        else:
            self._on_errand(errand)

    def _on_errand(self, errand: Errand) -> None:
        self._keeper.store_now()
        self.go_wanted.emit(errand)

    def _go_on(self, leave: Callable[[], Outcome]) -> None:
        """Leave the step by Continue or Skip, and show what that led to."""
        run = self._keeper.run
        if run is None:
            return
        outcome = leave()
        if outcome is Outcome.PROBLEMS:
            self._show_problems(run.problems())
            return
        self._keeper.store_now()
        if outcome is Outcome.FINISHED:
            self._set_open(is_open=False)
            self._keeper.finish()
        elif outcome is Outcome.GROUND:
            self._show_ground_first()
        else:
            self._show_step()

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        if not isinstance(self._shown, StepView):
            return
        self._shown.show_problems(problems)
        prompt = self._shown.prompt(next(iter(problems)))
        if (first := prompt.first()) is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, partial(self.sheet.ensureWidgetVisible, prompt))
        announce(self, " ".join(problems.values()))

    def _moved(self) -> None:
        self._keeper.store_now()
        self._show_step()

    def _on_finished(self) -> None:
        self.go_wanted.emit(self._after or GoBack(tr("That is written down. You can stop here.")))

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._set_open(is_open=self._keeper.run is not None)
        self.refused(problem)

    def _set_open(self, *, is_open: bool) -> None:
        """While a guide is being finished nothing more can be answered: it would not be in it."""
        self._foot.setEnabled(is_open)
        if self._shown is not None:
            self._shown.setEnabled(is_open)
        if is_open and QApplication.focusWidget() is None:
            self._foot.onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self) -> None:
        self._foot.show_saved()
        if not self._saved_here:
            self._saved_here = True
            announce(self._foot.saved, self._foot.saved.text())

    def _on_skip_wanted(self) -> None:
        run = self._keeper.run
        if run is not None and isinstance(self._shown, StepView):
            self._go_on(run.skip)
        else:
            self._leave()

    def _on_ground_wanted(self) -> None:
        if not isinstance(self._shown, StepView):
            # The keyboard comes back to where it left: on the way on, not on the same way round.
            self._foot.onward.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keeper.store_now()
        self.go_wanted.emit(OpenLayer("ground"))

    def _leave(self) -> None:
        self._keeper.store_now()
        self.go_wanted.emit(GoBack(leaving_words(self._shown)))
