"""Ground me (F8): the room first, one thing a screen, and a way out of it at every moment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent

from ketaguide.base.text import tr
from ketaguide.ui.pages.ground_steps import STEPS, GroundStepView, People
from ketaguide.ui.pages.lifeline_page import LifelinePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.marks import COUNTS_AS_THERE
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.progress import ProgressDots
from ketaguide.ui.widgets.tab_order import follow_the_eye

# Window height at 100 % text below which only words and buttons show.
# Source: our own; at 200 % on 640 x 480 the words else have the room of one line.
_LOW = 330
_PEOPLE = next(n for n, step in enumerate(STEPS) if step.id == "people")


class GroundPage(LifelinePage):
    """Nothing moves by itself and nothing is counted: each screen stays until one goes on."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="ground_page", unlocked=unlocked)
        self.setProperty(COUNTS_AS_THERE, True)
        look = room.look
        self._lines = room.catalogue().lines("grounding")
        self._index = 0
        self._view: GroundStepView | None = None
        close = self._lines["close"]
        self._leave = Button(close["back"], look=look, kind="quiet", icon="arrow-left")
        self._leave.setObjectName("ground_leave")
        self._worse = Button(close["worse"], look=look, kind="quiet", icon="life-buoy")
        self._worse.setObjectName("ground_worse")
        self._dots = ProgressDots(look=look, title=tr("Ground me"))
        self._back = Button(tr("Back"), look=look, icon="arrow-left")
        self._back.setObjectName("ground_back")
        self._again = Button(close["again"], look=look, kind="quiet")
        self._again.setObjectName("ground_again")
        self._next = Button(
            self._lines["open"]["next"], look=look, kind="primary", icon="arrow-right"
        )
        self._next.setObjectName("ground_next")
        self._stay = Small(self._lines["open"]["stay"], look=look)
        self._top = Bar([self._leave], self._dots, [self._worse], look=look)
        self._outer.insertWidget(0, self._top)
        self._foot = Bar([self._back], self._stay, [self._again, self._next], look=look)
        self.keep_below(self._foot)
        self.sheet.set_sides(max_width=720, margin=36)
        self._connect()
        self._show()
        self.sheet.installEventFilter(self)

    def show_lifelines(self) -> None:
        if self._index == _PEOPLE:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._outer.activate()
        self._fit_words()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Buttons that wrap take their height from the sheet only after the page has its size."""
        if event.type() == QEvent.Type.Resize:
            self._fit_words()
        return False

    def focus_first(self) -> None:
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.closed)
        self._worse.clicked.connect(self._on_worse_clicked)
        self._back.clicked.connect(self._on_back_clicked)
        self._again.clicked.connect(self._on_again_clicked)
        self._next.clicked.connect(self._on_next_clicked)

    def _show(self) -> None:
        """Build the screen that is wanted now; the one before it goes."""
        step = STEPS[self._index]
        old = self._view
        self._view = GroundStepView(
            step,
            self._lines,
            look=self.room.look,
            people=People(
                card=self.card,
                with_whom=self.with_whom,
                why_empty=self._lines["people"]["none" if self.unlocked else "locked"],
            ),
        )
        if old is None:
            self.body.addStretch(1)
            self.body.addWidget(self._view)
            self.body.addStretch(2)
        else:
            self.body.replaceWidget(old, self._view)
            old.hide()
            old.deleteLater()
        is_last = self._index == len(STEPS) - 1
        self._dots.set_position(self._index, len(STEPS))
        self._back.setVisible(self._index > 0)
        self._make_room()
        self._next.set_icon(None if is_last else "arrow-right")
        self._foot.fit()
        self._fit_words()
        follow_the_eye(self, last=self._top)
        self.sheet.verticalScrollBar().setValue(0)
        announce(self, self._view.words)

    def _make_room(self) -> None:
        """In a low window the words to read go before everything that is only good to have."""
        is_last = self._index == len(STEPS) - 1
        is_low = self.height() < self.room.look.px(_LOW)
        self._dots.setVisible(not is_low)
        self._stay.setVisible(not is_low and not is_last)
        self._again.setVisible(not is_low and is_last)
        last_words = tr("Done") if is_low else self._lines["close"]["back"]
        words = last_words if is_last else self._lines["open"]["next"]
        if words != self._next.words:
            self._next.set_words(words)
        self.sheet.set_sides(max_width=720, margin=36, below=4 if is_low else 24)

    def _fit_words(self) -> None:
        room, margins = self.sheet.maximumViewportSize(), self.body.contentsMargins()
        if self._view is not None:
            self._view.fit(
                room.width() - margins.left() - margins.right(),
                height=room.height() - margins.top() - margins.bottom(),
            )

    def _on_next_clicked(self) -> None:
        if self._index + 1 < len(STEPS):
            self._index += 1
            self._show()
        else:
            self.closed.emit()

    def _on_back_clicked(self) -> None:
        self._index = max(0, self._index - 1)
        self._show()
        if self._index == 0:
            self.focus_first()

    def _on_again_clicked(self) -> None:
        self._index = 0
        self._show()
        self.focus_first()

    def _on_worse_clicked(self) -> None:
        self.layer_wanted.emit("safety")
