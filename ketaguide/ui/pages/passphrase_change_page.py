"""A new passphrase for the same vault, and the same one made harder to guess."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from ketaguide.base.errors import KetaGuideError, WeakPassphrase
from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import Standing
from ketaguide.ui.pages.passphrase_fields import NewPassphrase
from ketaguide.ui.pages.security_proof import ByPassphrase
from ketaguide.ui.pages.security_task import TaskPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.vault import slots
from ketaguide.vault.secrets import Passphrase


class PassphraseChangePage(TaskPage):
    """Re-wraps a few bytes, and says what that leaves as it was."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="passphrase_change_page",
            heading=tr("Change your passphrase"),
            lead=tr("It takes a few seconds. Everything you wrote stays as it is."),
            wish=tr("Change the passphrase now?"),
        )
        self.new = NewPassphrase(tr("Your new passphrase"), desk=room.desk, look=room.look)
        self.new.entered.connect(self.submit)

    def fill(self, standing: Standing) -> None:
        first = tr("From then on the new passphrase opens this vault, and the old one does not.")
        if not standing.has(slots.PASSPHRASE):
            first = tr("From then on this passphrase opens the vault by itself.")
        lines = [("check", first), *unchanged(standing), *what_stays_open()]
        card = self.add_honest(tr("What this does, and what it does not"), *lines)
        known = Button(
            tr("Someone may know my passphrase"), look=self.room.look, kind="link", icon="users"
        )
        known.setObjectName("to_compromised")
        known.clicked.connect(self._on_known_clicked)
        card.body.addWidget(known, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_proof(standing)
        self.form_body.addWidget(self.new)
        self.add_main(tr("Change the passphrase"), name="change_passphrase", icon="check")

    def submit(self) -> None:
        if self.proof is None or self.proof.take() is None:
            return
        words = self.new.take()
        if words is not None:
            deed = partial(
                ways.change_passphrase, passphrase=Passphrase(words), policy=self.room.policy
            )
            self.work(deed, self._on_changed, words=tr("Changing the passphrase. A few seconds."))

    def refused(self, problem: KetaGuideError) -> None:
        super().refused(problem)
        if isinstance(problem, WeakPassphrase):
            self.new.refuse(problem.user_text)

    def _on_changed(self, _answer: object) -> None:
        self.leave(tr("Your passphrase is changed. The next time, the new one opens this vault."))

    def _on_known_clicked(self) -> None:
        self.leave(part="compromised")


class StrongerPage(TaskPage):
    """The passphrase stays; guessing it gets dearer, as this computer is faster than the first."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="stronger_page",
            heading=tr("Make guessing harder"),
            lead=tr("Your passphrase stays the same."),
            wish=tr("Do this now?"),
        )

    def fill(self, standing: Standing) -> None:
        self.add_honest(
            tr("What this does, and what it does not"),
            ("check", tr("Each guess at your passphrase costs a stranger more time and memory.")),
            ("clock", tr("Unlocking may take a little longer, mostly on older computers.")),
            ("info", tr("Copies and backups made before stay as they are.")),
        )
        # Only the passphrase itself will do: it is wrapped anew.
        self.add_proof(standing, only=slots.PASSPHRASE)
        self.add_main(tr("Make guessing harder"), name="make_stronger", icon="check")

    def submit(self) -> None:
        if self.proof is None or not isinstance(self.proof.form, ByPassphrase):
            return
        words = self.proof.form.edit.text()
        deed = partial(
            ways.change_passphrase, passphrase=Passphrase(words), policy=self.room.policy
        )
        self.work(deed, self._on_changed, words=tr("Wrapping the key anew. A few seconds."))

    def _on_changed(self, _answer: object) -> None:
        self.leave(tr("Done. Your passphrase is the same as before."))


def unchanged(standing: Standing) -> list[tuple[str, str]]:
    """The other ways in, which stay as they are."""
    told = []
    if standing.has(slots.RECOVERY):
        told.append(("key-round", tr("Your recovery code stays the same.")))
    if standing.has(slots.KEY_FILE):
        told.append(("file-text", tr("Your key file and its own passphrase stay the same.")))
    return told


def what_stays_open() -> list[tuple[str, str]]:
    """Honest words about copies; a test of the vault holds them to it."""
    return [
        (
            "info",
            tr(
                "It does not change copies. Backups, and copies of the vault made before, still "
                "open with the old passphrase."
            ),
        ),
        (
            "eye",
            tr(
                "Whoever has such a copy and the old passphrase could also read what you write "
                "from now on, if they get these files. Then a new key is the better step."
            ),
        ),
    ]
