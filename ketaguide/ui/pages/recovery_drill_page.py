"""Once a year: does the code on the sheet still open this vault?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import NewCode, Standing
from ketaguide.ui.errands import KeepRecoveryCode, MakeRecoveryCode
from ketaguide.ui.pages.security_task import TaskPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.notice import announce
from ketaguide.vault import slots


class RecoveryDrillPage(TaskPage):
    """Tried against the vault itself: a code without a typo may still be an old one."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="recovery_drill_page",
            heading=tr("Try your recovery code"),
            lead=tr("Type it from the sheet. Nothing is changed, and the vault stays open."),
        )
        self._done: Button | None = None

    def fill(self, standing: Standing) -> None:
        if not standing.has(slots.RECOVERY):
            self.form_body.addWidget(Body(tr("This vault has no recovery code yet.")))
            self._add_make(tr("Make my recovery code"), kind="primary")
            return
        self.add_proof(standing, only=slots.RECOVERY)
        self.add_main(tr("Try it"), name="try_code", icon="check")
        self.form_body.addWidget(Body(tr("The sheet is lost, or it is not the right one?")))
        self._add_make(tr("Make a new recovery code"), kind="secondary")

    def focus_first(self) -> None:
        if self._done is not None:
            self._done.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    def submit(self) -> None:
        deed = partial(ways.note_code_works, at=self.room.clock.now())
        words = tr("Trying the code.")
        self.work(deed, self._on_opens, words=words, checks=words)

    def _on_opens(self, _answer: object) -> None:
        look = self.room.look
        self.form.hide()
        card = Card(look=look, tone="soft", padding=24)
        card.setObjectName("code_opens")
        title = Title(tr("This code opens your vault"), look=look)
        card.body.addWidget(title)
        words = tr("Put the sheet back where it is kept: a closed place, apart from this computer.")
        card.body.addWidget(Body(words, look=look))
        if not self.room.reads_only:
            again = tr("You are asked again in a year.")
            card.body.addWidget(IconLine("calendar-check", again, look=look))
        self._done = Button(tr("Done"), look=look, kind="primary", icon="check")
        self._done.setObjectName("drill_done")
        self._done.clicked.connect(self._on_done_clicked)
        card.body.addWidget(self._done, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.insertWidget(2, card)
        announce(card, title.text())
        self.focus_first()

    def _add_make(self, words: str, *, kind: str) -> None:
        make = Button(words, look=self.room.look, kind=kind, icon="key-round")
        make.setObjectName("make_recovery")
        make.clicked.connect(self._on_make_clicked)
        self.form_body.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_make_clicked(self) -> None:
        if self.standing is not None and self.standing.has(slots.RECOVERY):
            self.leave(part="new-code")
        else:
            self.go_wanted.emit(MakeRecoveryCode())

    def _on_done_clicked(self) -> None:
        self.leave()


class NewCodePage(TaskPage):
    """A code instead of the one on paper. Asks who it is: it would be a way in for anyone here."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="new_code_page",
            heading=tr("A new recovery code"),
            lead=tr("For when the sheet is lost, or someone may have seen it."),
            wish=tr("Make a new recovery code now?"),
        )

    def fill(self, standing: Standing) -> None:
        card = self.add_honest(
            tr("What this does, and what it does not"),
            ("check", tr("The code you have on paper stops working the moment the new one shows.")),
            ("info", tr("Copies and backups made before still open with the old code.")),
            (
                "eye",
                tr(
                    "Whoever has such a copy and saw the sheet could also read what you write from "
                    "now on, if they get these files. Then a new key is the better step."
                ),
            ),
        )
        seen = Button(tr("Make a new key"), look=self.room.look, kind="link", icon="users")
        seen.setObjectName("to_compromised")
        seen.clicked.connect(self._on_seen_clicked)
        card.body.addWidget(seen, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_proof(standing)
        self.add_main(tr("Show my new code"), name="show_new_code", icon="key-round")

    def submit(self) -> None:
        deed = partial(ways.renew_code, at=self.room.clock.now())
        self.work(deed, self._on_made, words=tr("Making a new code."))

    def _on_seen_clicked(self) -> None:
        self.leave(part="compromised")

    def _on_made(self, made: NewCode) -> None:
        code, key_id = made
        self.go_wanted.emit(KeepRecoveryCode(code, key_id))
