"""Between a wish and its deed: on a quiet day the page asks first, in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import quiet
from ketaguide.ui import moments
from ketaguide.ui.pages.page import Page
from ketaguide.ui.widgets.quiet_ask import QuietAsk

Deed = Callable[[], None]


class QuietStep(QObject):
    """One for a page. Without quiet time every deed is done at once.

    ::

        self._quiet = QuietStep(self)
        self._quiet.ask(tr("Delete this entry now?"), self._delete)
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._asked: QuietAsk | None = None
        self._came_from: QWidget | None = None

    def take_focus(self) -> bool:
        """Put the keyboard on waiting, where the question is on screen now."""
        if self._asked is None:
            return False
        self._asked.wait.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def ask(self, wish: str, deed: Deed, *, waited: Deed | None = None, below: int = 0) -> None:
        """Do it, or ask first.

        Args:
            wish: the step as a question, such as "Delete this entry now?".
            waited: called where the person waits; otherwise the question just goes.
            below: how many parts of the page's body the question stands under.
        """
        room = self._page.room
        room.desk.ask(
            partial(quiet.until, now=room.clock.now()),
            partial(self._on_known, wish, deed, waited, below),
            owner=self,
            failed=self._page.refused,
        )

    def _on_known(
        self, wish: str, deed: Deed, waited: Deed | None, below: int, until: datetime | None
    ) -> None:
        if until is None:
            deed()
            return
        self._drop()
        page = self._page
        clock = page.room.clock
        when, wait = _words(until, now=clock.now(), zone=clock.zone())
        asked = QuietAsk(wish, until=when, wait=wait, look=page.room.look)
        asked.wait_wanted.connect(partial(self._on_wait, waited))
        asked.go_on_wanted.connect(partial(self._on_go_on, deed))
        self._came_from = QApplication.focusWidget()
        self._asked = asked
        page.body.insertWidget(below, asked)
        asked.show()
        asked.say()
        # Its place is known once the layouts have taken it in.
        QTimer.singleShot(0, asked, self._on_placed)

    def _on_placed(self) -> None:
        if self._asked is not None:
            self._asked.wait.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.sheet.verticalScrollBar().setValue(0)
            self._page.sheet.bring_into_view(self._asked.wait)

    def _on_wait(self, waited: Deed | None) -> None:
        before = self._came_from
        self._drop()
        if waited is not None:
            waited()
        elif before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._page.focus_first()

    def _on_go_on(self, deed: Deed) -> None:
        self._drop()
        deed()
        if self._page.isVisible():
            self._page.focus_first()

    def _drop(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self._page.body.removeWidget(asked)
            asked.hide()
            asked.deleteLater()


def _words(until: datetime, *, now: datetime, zone: str) -> tuple[str, str]:
    """When it ends, and the words of the button that waits so long."""
    today, day = local(now, zone).date(), local(until, zone).date()
    when = moments.full(until, zone, today=today)
    ahead = (day - today).days
    if ahead == 0:
        return when, tr("Wait until {time}", time=moments.time_words(until, zone))
    if ahead == 1:
        return when, tr("Wait until tomorrow")
    name = moments.day_words(day, today=today, weekday=True)
    return when, tr("Wait until {day}", day=name)
