"""What the pages behind Security share: honest words, who it is, work that takes a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import Standing
from ketaguide.ui.errands import Errand, OpenSecurity
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.pages.security_proof import Proof
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.widgets.labels import Intro, Strong
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.vault.keys import VaultKeys

# As wide as a form and its words are pleasant to read.
WIDTH = 680

Work = Callable[..., Any]  # called with the vault, a pulse, and ``proven``


class TaskPage(Page):
    """A subclass fills ``form`` in ``fill``, once the vault has said how it stands.

    Nothing is shown to fill in before that, nor on a quiet day before the second answer.
    """

    leads_back: ClassVar[Errand] = OpenSecurity()

    def __init__(self, room: Room, *, name: str, heading: str, lead: str, wish: str = "") -> None:
        """Args:
        wish: the step as a question for a quiet day; empty where it never waits.
        """
        super().__init__(room, name=name)
        self.sheet.set_sides(max_width=WIDTH, margin=36)
        look = room.look
        self._wish = wish
        self.standing: Standing | None = None
        self.proof: Proof | None = None
        self._quiet = QuietStep(self)
        self._back = Button(tr("Security"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("security_back")
        self._back.clicked.connect(self._on_back_clicked)
        self.intro = Intro(heading, lead, look=look)
        self.form = QWidget()
        self.form_body = Stack(self.form)
        self.form_body.setContentsMargins(0, 0, 0, 0)
        self.form_body.setSpacing(look.gap(16))
        self.form.hide()
        self.bar = JobBar(look=look)
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.intro)
        self.body.addWidget(self.form)
        self.body.addWidget(self.bar)
        self.body.addStretch(1)

    def fill(self, standing: Standing) -> None:
        """Put the form together. Called once."""

    def reload(self) -> None:
        if self.standing is None:
            self.room.desk.tend(ways.look, self._on_standing, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        if self._quiet.take_focus():
            return
        is_open = self.form.isVisibleTo(self)
        if is_open and self.proof is not None:
            self.proof.take_focus()
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_proof(self, standing: Standing, *, only: str = "") -> None:
        """Ask who it is: by any way the person holds, or by one kind of them."""
        kinds = [way.kind for way in standing.ways if only in ("", way.kind)]
        self.proof = Proof(kinds, first=standing.opened_by, look=self.room.look)
        self.proof.entered.connect(self.submit)
        self.form_body.addWidget(self.proof)

    def add_honest(self, title: str, *lines: tuple[str, str]) -> Card:
        """What a step does and does not do.

        Args:
            lines: the name of an icon, and a sentence.
        """
        card = Card(look=self.room.look, tone="soft", padding=20)
        card.body.setSpacing(self.room.look.gap(8))
        card.body.addWidget(Strong(title, look=self.room.look))
        for icon, words in lines:
            card.body.addWidget(IconLine(icon, words, look=self.room.look, color="primary"))
        self.form_body.addWidget(card)
        return card

    def add_main(self, words: str, *, name: str, kind: str = "primary", icon: str = "") -> Button:
        """The one button that does it."""
        button = Button(words, look=self.room.look, kind=kind, icon=icon or None)
        button.setObjectName(name)
        button.clicked.connect(self.submit)
        self.form_body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def submit(self) -> None:
        """Do it with what stands in the form."""

    def work(
        self,
        deed: Work,
        then: Callable[[Any], None],
        *,
        words: str,
        checks: str = "",
        can_cancel: bool = False,
    ) -> None:
        """Let the person prove who it is, then do ``deed`` with the vault. What was typed stays.

        Args:
            words: what is being done, while it is.
            checks: what is being done before, while the proof is looked at.
            then: gets the deed's answer; None after it was called off.
        """
        take = self.proof.take() if self.proof is not None else None
        if take is None or self.standing is None or self.bar.is_running:
            return
        self.notice.clear()
        self.form.setEnabled(False)
        self._start(checks or tr("Checking that it is you. This takes a second or two."))
        self.room.desk.run(
            partial(ways.prove, self.standing.folder, take, policy=self.room.policy),
            partial(self._on_proven, deed, then, words, can_cancel=can_cancel),
            owner=self,
            failed=self._on_not_proven,
        )

    def leave(self, note: str = "", *, part: str = "") -> None:
        """Go back to Security, or on to another part of it."""
        self.go_wanted.emit(OpenSecurity(part, note))

    def _start(self, words: str, *, can_cancel: bool = False) -> None:
        self.bar.start(words, can_cancel=can_cancel)
        # Its place is known once the layout has taken it in.
        QTimer.singleShot(0, self, partial(self.sheet.ensureWidgetVisible, self.bar))

    def _on_proven(
        self,
        deed: Work,
        then: Callable[[Any], None],
        words: str,
        keys: VaultKeys,
        *,
        can_cancel: bool,
    ) -> None:
        self._start(words, can_cancel=can_cancel)
        job = self.room.desk.tend_long(
            partial(deed, proven=keys),
            partial(self._on_done, then),
            owner=self,
            failed=self.refused,
        )
        self.bar.follow(job)
        if can_cancel and self.bar.is_running:
            # Nobody would be there to read the answer.
            self.destroyed.connect(job.cancel)
            self.bar.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_done(self, then: Callable[[Any], None], answer: object) -> None:
        self._set_ready()
        then(answer)

    def _on_not_proven(self, problem: KetaGuideError) -> None:
        if self.proof is None or not self.proof.is_about(problem):
            self.refused(problem)
            return
        self._set_ready()
        self.proof.refuse(problem)
        self.sheet.ensureWidgetVisible(self.proof)

    def refused(self, problem: KetaGuideError) -> None:
        """What was typed stays where it is."""
        self._set_ready()
        super().refused(problem)

    def _set_ready(self) -> None:
        self.bar.stop()
        self.form.setEnabled(True)

    def _on_standing(self, standing: Standing) -> None:
        self.standing = standing
        if self._wish:
            self._quiet.ask(self._wish, self._on_begin, waited=self.leave, below=2)
        else:
            self._on_begin()

    def _on_begin(self) -> None:
        if self.standing is None:
            return
        self.fill(self.standing)
        self.form.show()
        self.loaded()

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(self.leads_back)
