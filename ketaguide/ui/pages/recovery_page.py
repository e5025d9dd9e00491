"""The second way in: a code on paper, shown once and typed back."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QStandardPaths, Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.errors import ExportError
from ketaguide.base.paths import write_private
from ketaguide.base.text import tr
from ketaguide.store import preferences
from ketaguide.store.preferences import RECOVERY_DONE, RECOVERY_PENDING_SINCE, Preferences
from ketaguide.ui.dialogs.files import ask_new_file
from ketaguide.ui.errands import GoBack, KeepRecoveryCode, OpenSecurity
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.recovery_steps import CheckStep, CodeStep, OfferStep
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault.recovery import GROUPS

if TYPE_CHECKING:
    from ketaguide.paper.recovery_sheet import RecoverySheet
    from ketaguide.vault.recovery import RecoveryCode
    from ketaguide.vault.vault import Vault

_ASKED_BACK = 2
_KEY_ID_LENGTH = 8


class RecoveryPage(Page):
    """Right after a vault is made, and from Home until it is done.

    A code that was shown but not typed back opens the vault all the same; making another
    replaces it.
    """

    def __init__(
        self,
        room: Room,
        *,
        centred: bool = False,
        made: KeepRecoveryCode | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        centred: half way down the page, as the pages before a vault is open are.
        made: a code that is there already, and what follows once it is on paper.
        """
        super().__init__(room, name="recovery_page", parent=parent)
        self._pending_since: datetime | None = None
        self._groups: tuple[str, ...] = ()
        self._key_id = ""
        self._step: QWidget | None = None
        self._offer = OfferStep(look=room.look)
        self._offer.make_wanted.connect(self._on_make_wanted)
        self._offer.later_wanted.connect(self._on_later_wanted)
        self._outer.removeWidget(self.notice)
        self._steps = Stack()
        if centred:
            self.body.addStretch(1)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._steps)
        if centred:
            self.body.addStretch(1)
        self._made = made
        self._show(self._offer)
        if made is not None:
            self._groups, self._key_id = made.code.groups(), made.key_id
            self._show_code()

    def reload(self) -> None:
        self.room.desk.ask(preferences.every, self._on_preferences, owner=self)

    def focus_first(self) -> None:
        if self._step is not None:
            self._step.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, step: QWidget) -> None:
        old, self._step = self._step, step
        self.notice.clear()
        self._steps.addWidget(step)
        step.show()
        if old is not None:
            self._steps.removeWidget(old)
            old.hide()
            old.deleteLater()
        if self.isVisible():
            self.focus_first()
        self.sheet.verticalScrollBar().setValue(0)

    def _on_preferences(self, stored: Preferences) -> None:
        self._pending_since = stored.recovery_pending_since
        if not self._groups:
            self._offer.say_replaced(there_was_one=stored.recovery_done)

    def _on_make_wanted(self) -> None:
        self._offer.setEnabled(False)
        self.room.desk.tend(_make, self._on_made, owner=self, failed=self._on_not_made)

    def _on_not_made(self, problem: object) -> None:
        self._offer.setEnabled(True)
        self.refused(problem)  # type: ignore[arg-type]

    def _on_made(self, made: tuple[RecoveryCode, str]) -> None:
        code, self._key_id = made
        self._groups = code.groups()
        # The code before it is gone now: until this one is on paper, there is none.
        self._put(RECOVERY_DONE, done=False)
        self._note_pending()
        self._show_code()

    def _show_code(self) -> None:
        step = CodeStep(self._groups, look=self.room.look)
        step.print_wanted.connect(self._on_print_wanted)
        step.pdf_wanted.connect(self._on_pdf_wanted)
        step.noted.connect(self._on_noted)
        step.later_wanted.connect(self._on_later_wanted)
        self._show(step)

    def _on_noted(self) -> None:
        asked = sorted(secrets.SystemRandom().sample(range(GROUPS), _ASKED_BACK))
        step = CheckStep({index: self._groups[index] for index in asked}, look=self.room.look)
        step.again_wanted.connect(self._show_code)
        step.matched.connect(self._on_matched)
        step.later_wanted.connect(self._on_later_wanted)
        self._show(step)

    def _on_matched(self) -> None:
        self._groups = ()
        self._put(RECOVERY_DONE, done=True)
        nothing = partial(preferences.put_moment, name=RECOVERY_PENDING_SINCE, moment=None)
        words = tr("Your recovery code works. Keep the sheet apart from this computer.")
        done = OpenSecurity(self._made.then, words) if self._made else GoBack(words)
        self.room.desk.ask(nothing, lambda _: self.go_wanted.emit(done), owner=self)

    def _on_later_wanted(self) -> None:
        self._note_pending()
        self._groups = ()
        self.go_wanted.emit(GoBack())

    def _note_pending(self) -> None:
        if self._pending_since is None:
            self._pending_since = now = self.room.clock.now()
            later = partial(preferences.put_moment, name=RECOVERY_PENDING_SINCE, moment=now)
            self.room.desk.ask(later, owner=self)

    def _put(self, name: str, *, done: bool) -> None:
        self.room.desk.ask(partial(preferences.put, name=name, value=done), owner=self)

    def _on_print_wanted(self) -> None:
        from ketaguide.paper import recovery_sheet
        from ketaguide.ui.printing import ask_and_print

        ask_and_print(
            self.window(),
            title=tr("Recovery sheet"),
            prepare=recovery_sheet.prepare,
            draw=partial(recovery_sheet.draw, self._sheet()),
            then=self._on_printed,
        )

    def _on_printed(self, printed: bool) -> None:  # noqa: FBT001 - the slot's one answer
        if printed:
            self.notice.show_text(tr("Sent to the printer."), _after_paper())

    def _on_pdf_wanted(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / "recovery-sheet.pdf"
        ask_new_file(
            self.window(),
            title=tr("Save as PDF"),
            start=start,
            suffix="pdf",
            then=self._on_file_chosen,
        )

    def _on_file_chosen(self, chosen: Path | None) -> None:
        if chosen is not None:
            self.room.desk.run(
                partial(_write, chosen, self._sheet()),
                self._on_written,
                owner=self,
                failed=self.refused,
            )

    def _on_written(self, _answer: object) -> None:
        self.notice.show_text(
            tr("Saved as PDF."),
            tr("This file opens the vault: print it, then delete it, or move it to a USB stick."),
        )

    def _sheet(self) -> RecoverySheet:
        from ketaguide.paper.recovery_sheet import RecoverySheet

        today = local(self.room.clock.now(), self.room.clock.zone()).date()
        date = QDate(today.year, today.month, today.day)
        made_on = QLocale().toString(date, QLocale.FormatType.LongFormat)
        return RecoverySheet(groups=self._groups, key_id=self._key_id, made_on=made_on)


def _make(vault: Vault) -> tuple[RecoveryCode, str]:
    """On the vault thread: the new code, and a public name for the sheet."""
    return vault.add_recovery(), vault.vault_id.hex()[:_KEY_ID_LENGTH].upper()


def _write(path: Path, sheet: RecoverySheet) -> None:
    from ketaguide.paper.recovery_sheet import pdf

    try:
        write_private(path, pdf(sheet))
    except OSError:
        raise ExportError from None


def _after_paper() -> str:
    return tr("Compare a few groups with the screen, and keep the sheet in a closed place.")
