"""Before a backup is restored: what will change, and that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.errors import BackupInvalid, KetaGuideError, NotFound, WrongPassphrase
from ketaguide.base.text import tr, trn
from ketaguide.ui import backup_words, backup_work
from ketaguide.ui.errands import Errand, OpenBackups, Restored
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.pages.restore_secret import SecretFields
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.widgets.labels import Body, Intro, Title
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.base.pulse import Pulse
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.newer import Newer
    from ketaguide.vault.secrets import Secret
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Outlook:
    """What restoring a backup would change; ``newer`` is None where that cannot be known."""

    backup: Backup
    newer: Newer | None


class RestorePage(Page):
    """One button restores; before that nothing is touched, and afterwards there is a way back."""

    leads_back: ClassVar[Errand] = OpenBackups()

    def __init__(self, room: Room, *, path: Path) -> None:
        super().__init__(room, name="restore_page")
        self.sheet.set_sides(max_width=720, margin=36)
        look = room.look
        self._path = path
        self._outlook: Outlook | None = None
        self._quiet = QuietStep(self)
        self._intro = Intro(tr("Restore a backup"), look=look)
        self._changes = Stack()
        self._changes.setSpacing(look.gap(12))
        self._secret = SecretFields(
            tr("The passphrase of that time"), look=look, hint=tr("Or its recovery code.")
        )
        self._secret.hide()
        self._bar = JobBar(look=look)
        self._restore = Button(tr("Restore"), look=look, kind="primary", icon="history")
        self._restore.setObjectName("restore")
        self._leave = Button(tr("Leave it as it is"), look=look, kind="quiet")
        self._leave.setObjectName("restore_leave")
        self._buttons = QWidget()
        self._lay()
        self._secret.entered.connect(self._on_restore_clicked)
        self._restore.clicked.connect(self._on_restore_clicked)
        self._leave.clicked.connect(self._on_leave_clicked)

    @property
    def holds(self) -> bool:
        """While it is restored nobody goes elsewhere: what they wrote there would be set aside."""
        return self._bar.is_running

    def reload(self) -> None:
        self._restore.setEnabled(False)
        self.room.desk.tend(
            partial(_look, path=self._path), self._on_looked, owner=self, failed=self.refused
        )

    def focus_first(self) -> None:
        if self._secret.isVisibleTo(self):
            self._secret.focus_first()
        else:
            first = self._restore if self._restore.isEnabled() else self._leave
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        look = self.room.look
        card = Card(look=look, padding=22)
        card.setObjectName("what_will_change")
        card.body.setSpacing(look.gap(12))
        card.body.addWidget(Title(tr("What will change"), look=look))
        card.body.addLayout(self._changes)
        flow = Flow(self._buttons, gap=look.gap(12))
        flow.addWidget(self._restore)
        flow.addWidget(self._leave)
        self.body.addWidget(self._intro)
        self.body.addWidget(card)
        self.body.addWidget(self._secret)
        self.body.addWidget(self._buttons)
        self.body.addWidget(self._bar)
        self.body.addStretch(1)

    def _on_looked(self, outlook: Outlook) -> None:
        self._outlook = outlook
        backup = outlook.backup
        self._intro.set_words(
            tr("Go back to {when}", when=backup_words.when(backup.at, self.room.clock)),
            backup_words.facts(backup),
        )
        for icon, words in _changes(outlook):
            self._changes.addWidget(_line(icon, words, room=self.room))
        self._secret.setVisible(not backup.is_ours)
        self._restore.setEnabled(not self.room.reads_only)
        self.loaded()

    def _on_restore_clicked(self) -> None:
        if self._outlook is None or self._bar.is_running:
            return
        secret: Secret | None = None
        if not self._outlook.backup.is_ours:
            secret = self._secret.secret()
            if secret is None:
                return
        self.notice.clear()
        self._quiet.ask(tr("Restore this backup now?"), partial(self._begin, secret))

    def _begin(self, secret: Secret | None) -> None:
        if secret is None:
            self._go_on(None)
            return
        self._set_busy(tr("Opening the backup. This takes a second or two."), can_cancel=False)
        self.room.desk.run(
            partial(_unlock, self._path, secret, self.room.policy),
            self._go_on,
            owner=self,
            failed=self._on_failed,
        )

    def _go_on(self, keys: VaultKeys | None) -> None:
        self._set_busy(tr("Restoring. Your vault as it is now becomes a backup first."))
        job = self.room.desk.tend_long(
            partial(_restore, path=self._path, keys=keys),
            self._on_restored,
            owner=self,
            failed=self._on_failed,
        )
        self._bar.follow(job)

    def _set_busy(self, words: str, *, can_cancel: bool = True) -> None:
        self._buttons.setEnabled(False)
        self._secret.setEnabled(False)
        self._bar.start(words, can_cancel=can_cancel)
        if can_cancel:
            self._bar.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_ready(self) -> None:
        self._bar.stop()
        self._buttons.setEnabled(True)
        self._secret.setEnabled(True)
        self.focus_first()

    def _on_restored(self, done: bool | None) -> None:  # noqa: FBT001 - an answer
        self._set_ready()
        if not done or self._outlook is None:
            self.notice.show_text(tr("Stopped. Your vault is as it was."))
            return
        self._secret.clear()
        when = backup_words.when(self._outlook.backup.at, self.room.clock)
        self.go_wanted.emit(Restored(tr("Your vault is as it was on {when}.", when=when)))

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._set_ready()
        if isinstance(problem, WrongPassphrase):
            self._secret.refuse()
        else:
            self.refused(problem)

    def _on_leave_clicked(self) -> None:
        self.go_wanted.emit(self.leads_back)


def _look(vault: Vault, *, path: Path) -> Outlook:
    from ketaguide.vault import backups, epochs

    listed = backups.listed(vault.folder / backups.FOLDER, vault.keys)
    found = next((each for each in listed if each.path == path), None)
    if found is None:
        raise NotFound
    if found.problem:
        raise BackupInvalid(found.problem)
    return Outlook(found, epochs.newer_than(vault, found) if found.is_ours else None)


def _unlock(path: Path, secret: Secret, policy: object) -> VaultKeys:
    from ketaguide.vault import backups, kdf

    chosen = policy if isinstance(policy, kdf.KdfPolicy) else kdf.DEFAULT
    return backups.unlock(path, secret, policy=chosen)


def _restore(vault: Vault, pulse: Pulse, *, path: Path, keys: VaultKeys | None) -> bool:
    from ketaguide.vault import epochs

    today = backup_work.of_today(vault)
    try:
        epochs.restore(vault, path, keys=keys, pulse=pulse)
    finally:
        if keys is not None:
            keys.wipe()
    backup_work.keep(vault, today)
    return True


def _changes(outlook: Outlook) -> list[tuple[str, str]]:
    """An icon and a sentence for each thing that will be different, or will not."""
    lines = []
    newer = outlook.newer
    if newer is None:
        lines.append(("history", tr("What is newer than this backup is set aside, not deleted.")))
    elif newer.entries:
        lines.append(
            (
                "history",
                trn(
                    "{count} entry newer than this backup will be set aside, not deleted.",
                    "{count} entries newer than this backup will be set aside, not deleted.",
                    newer.entries,
                ),
            )
        )
    elif newer.changes:
        lines.append(
            (
                "history",
                trn(
                    "{count} change newer than this backup will be set aside, not deleted.",
                    "{count} changes newer than this backup will be set aside, not deleted.",
                    newer.changes,
                ),
            )
        )
    elif not newer.unfinished:
        lines.append(("history", tr("Nothing in your vault is newer than this backup.")))
    if newer is not None and newer.unfinished:
        lines.append(("pencil", _unfinished(newer)))
    lines.append(
        (
            "save",
            tr(
                "Your vault as it is now becomes a backup first. To come back to it, restore "
                "that one in the same way."
            ),
        )
    )
    lines.append(("key-round", tr("Your passphrase and your recovery code stay those of today.")))
    return lines


def _unfinished(newer: Newer) -> str:
    """What is not stored yet, but kept while it is written."""
    if newer.entries or newer.changes:
        return trn(
            "{count} unfinished text will be set aside as well.",
            "{count} unfinished texts will be set aside as well.",
            newer.unfinished,
        )
    return trn(
        "{count} unfinished text newer than this backup will be set aside, not deleted.",
        "{count} unfinished texts newer than this backup will be set aside, not deleted.",
        newer.unfinished,
    )


def _line(icon: str, words: str, *, room: Room) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(room.look.gap(12))
    mark = IconMark(icon, look=room.look, color="primary", size=20)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Body(words, look=room.look), 1)
    return holder
