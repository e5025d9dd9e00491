"""Someone may know the passphrase: a new key, a new passphrase, a new recovery code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ketaguide.base.errors import KetaGuideError, WeakPassphrase
from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import Standing
from ketaguide.ui.errands import KeepRecoveryCode
from ketaguide.ui.pages.passphrase_fields import NewPassphrase
from ketaguide.ui.pages.security_task import TaskPage
from ketaguide.ui.room import Room
from ketaguide.vault import slots
from ketaguide.vault.secrets import Passphrase

if TYPE_CHECKING:
    from ketaguide.vault.recovery import RecoveryCode


class CompromisedPage(TaskPage):
    """Writes the whole vault again. It can be called off until that has taken over."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="compromised_page",
            heading=tr("Someone may know my passphrase"),
            lead=tr(
                "Then the vault gets a new key. Have paper at hand: you also get a new recovery "
                "code."
            ),
            wish=tr("Make a new key now?"),
        )
        self.new = NewPassphrase(tr("Your new passphrase"), desk=room.desk, look=room.look)
        self.new.entered.connect(self.submit)

    def fill(self, standing: Standing) -> None:
        self.add_honest(
            tr("What this does"),
            (
                "hard-drive",
                tr("A backup is made. Then everything is written again, with a new key."),
            ),
            ("key-round", what_ends(standing)),
            ("clock", tr("A small vault takes seconds, a large one some minutes.")),
        )
        self.add_honest(
            tr("What it cannot do"),
            ("eye", tr("It cannot take back what someone has read, or a copy they have made.")),
            ("info", what_old_backups_open_with()),
        )
        self.add_proof(standing)
        self.form_body.addWidget(self.new)
        self.add_main(tr("Make a new key"), name="make_new_key", icon="refresh-cw")

    def submit(self) -> None:
        if self.proof is None or self.proof.take() is None:
            return
        words = self.new.take()
        if words is None:
            return
        deed = partial(
            ways.rotate,
            passphrase=Passphrase(words),
            at=self.room.clock.now(),
            policy=self.room.policy,
        )
        doing = tr("Writing everything again with a new key. Please leave KetaGuide open.")
        self.work(deed, self._on_rotated, words=doing, can_cancel=True)

    def refused(self, problem: KetaGuideError) -> None:
        super().refused(problem)
        if isinstance(problem, WeakPassphrase):
            self.new.refuse(problem.user_text)

    def _on_rotated(self, made: tuple[RecoveryCode, str] | None) -> None:
        if made is None:
            self.notice.show_text(
                tr("Called off. The key and your passphrase are the same as before."),
                tr("A backup may have been made on the way. It stays."),
            )
            return
        code, key_id = made
        self.go_wanted.emit(KeepRecoveryCode(code, key_id, then="old-backups"))


def what_ends(standing: Standing) -> str:
    """Which ways in are gone afterwards."""
    if standing.has(slots.KEY_FILE) and standing.has(slots.PRACTICE):
        return tr(
            "The old passphrase, the old recovery code, your key file and the practice no longer "
            "open it. You can add a key file again afterwards."
        )
    if standing.has(slots.KEY_FILE):
        return tr(
            "The old passphrase, the old recovery code and your key file no longer open it. You "
            "can add a key file again afterwards."
        )
    if standing.has(slots.PRACTICE):
        return tr("The old passphrase, the old recovery code and the practice no longer open it.")
    return tr("The old passphrase and the old recovery code no longer open it.")


def what_old_backups_open_with() -> str:
    """Honest words about backups; a test of the vault holds them to it."""
    return tr(
        "Backups made before still open with the old passphrase. They are shown to you "
        "afterwards, so that you can delete them."
    )
