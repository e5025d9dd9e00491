"""Backups that open with an earlier passphrase, after a new key was made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr, trn
from ketaguide.flows.ways import Standing
from ketaguide.ui import backup_words, backup_work
from ketaguide.ui.backup_work import Shelf
from ketaguide.ui.errands import MakeRecoveryCode, OpenBackups
from ketaguide.ui.look import Look
from ketaguide.ui.pages.security_task import TaskPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.vault import Vault


class OldBackupsPage(TaskPage):
    """One by one or all at once, each after a second question, and never by itself."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="old_backups_page",
            heading=tr("Backups from before the new key"),
            lead=tr("They open with the passphrase or the recovery code of that time."),
        )
        self._list: QWidget | None = None
        self._keep: Button | None = None
        self._has_newer = False
        self._old: tuple[Backup, ...] = ()
        self._at_notice: Callable[[], None] | None = None
        self.notice.action_wanted.connect(self._on_notice_action_wanted)

    def fill(self, standing: Standing) -> None:
        if not standing.is_code_checked:
            self._add_code_first()
            return
        self._load()

    def _add_code_first(self) -> None:
        """Until the new code is on paper, an old backup may be the only thing that still opens."""
        look = self.room.look
        words = tr(
            "First make a recovery code and type two groups of it back. Until then these "
            "backups stay."
        )
        self.form_body.addWidget(Body(words, look=look))
        make = Button(tr("Make my recovery code"), look=look, kind="primary", icon="key-round")
        make.setObjectName("make_recovery")
        make.clicked.connect(self._on_make_clicked)
        self.form_body.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)

    def _load(self) -> None:
        self.room.desk.tend(backup_work.look, self._on_shelf, owner=self, failed=self.refused)

    def _on_shelf(self, shelf: Shelf) -> None:
        self._has_newer = shelf.newest is not None
        self._old = tuple(one for one in shelf.backups if not one.is_ours and not one.problem)
        old, self._list = self._list, self._make_list()
        if old is not None:
            self.form_body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.form_body.addWidget(self._list)
        self._list.show()
        follow_the_eye(self)
        if old is not None and self._keep is not None:
            # The button that was pressed has gone with its row.
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_list(self) -> QWidget:
        look = self.room.look
        holder = QWidget()
        column = Stack(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(12))
        if not self._old:
            column.addWidget(Body(tr("There are none of them in this vault's folder."), look=look))
        else:
            column.addWidget(Body(_why(self._old), look=look))
            if not self._has_newer:
                self._add_newer_first(column)
        for number, backup in enumerate(self._old, start=1):
            when = backup_words.when(backup.at, self.room.clock)
            row = _Row(when, backup_words.facts(backup), number=number, look=look)
            row.delete.clicked.connect(partial(self._on_delete_clicked, backup.path, when))
            column.addWidget(row)
        column.addWidget(Small(_elsewhere(), look=look))
        buttons = QWidget()
        flow = Flow(buttons, gap=look.gap(8))
        keep = Button(
            tr("Keep these") if self._old else tr("Done"),
            look=look,
            kind="primary",
            icon="check",
        )
        keep.setObjectName("keep_backups")
        keep.clicked.connect(self._on_keep_clicked)
        flow.addWidget(keep)
        self._keep = keep
        if len(self._old) > 1:
            words = trn("Delete {count} backup", "Delete these {count} backups", len(self._old))
            every = Button(words, look=look, icon="trash-2")
            every.setObjectName("delete_all_backups")
            every.clicked.connect(self._on_delete_all_clicked)
            flow.addWidget(every)
        column.addWidget(buttons)
        return holder

    def _add_newer_first(self, column: Stack) -> None:
        """Whoever deletes these now would have one copy of everything, and no other."""
        column.addWidget(Body(_newer_first()))
        make = Button(tr("Make a backup first"), look=self.room.look, icon="hard-drive")
        make.setObjectName("make_backup_first")
        make.clicked.connect(self._on_newer_clicked)
        column.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_newer_clicked(self) -> None:
        self.go_wanted.emit(OpenBackups())

    def _on_delete_clicked(self, path: Path, when: str, *_: object) -> None:
        words = tr("Delete the backup of {when}?", when=when)
        self._ask((path,), words)

    def _on_delete_all_clicked(self) -> None:
        count = len(self._old)
        words = trn("Delete {count} backup?", "Delete these {count} backups?", count)
        self._ask(tuple(one.path for one in self._old), words)

    def _ask(self, paths: tuple[Path, ...], words: str) -> None:
        self._at_notice = partial(self._on_sure, paths, words)
        self.notice.show_text(
            words,
            _what_is_left(has_newer=self._has_newer),
            kind="care",
            action=tr("Delete"),
        )
        self.notice.take_focus()

    def _on_notice_action_wanted(self) -> None:
        deed, self._at_notice = self._at_notice, None
        self.notice.clear()
        if deed is not None:
            deed()

    def _on_sure(self, paths: tuple[Path, ...], words: str) -> None:
        self._quiet.ask(words, partial(self._delete, paths), below=2)

    def _delete(self, paths: tuple[Path, ...]) -> None:
        self.room.desk.tend(
            partial(_forget, paths=paths), self._on_deleted, owner=self, failed=self._on_not_deleted
        )

    def _on_deleted(self, count: int) -> None:
        self.notice.show_text(trn("{count} backup deleted.", "{count} backups deleted.", count))
        self._load()

    def _on_not_deleted(self, problem: object) -> None:
        self.refused(problem)  # type: ignore[arg-type]
        self._load()

    def _on_keep_clicked(self) -> None:
        self.leave()

    def _on_make_clicked(self) -> None:
        self.go_wanted.emit(MakeRecoveryCode())


class _Row(Card):
    def __init__(self, when: str, facts: str, *, number: int, look: Look) -> None:
        super().__init__(look=look, padding=14)
        self.setObjectName(f"old_backup_{number}")
        self.delete = Button(tr("Delete"), look=look, kind="quiet", icon="trash-2")
        self.delete.setObjectName(f"delete_backup_{number}")
        self.delete.setAccessibleName(tr("Delete the backup of {when}", when=when))
        words = QWidget()
        column = Stack(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(2))
        column.addWidget(Strong(when, look=look))
        column.addWidget(Small(facts, look=look))
        self.body.setSpacing(look.gap(4))
        self.body.addWidget(words)
        self.body.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)


def _forget(vault: Vault, *, paths: tuple[Path, ...]) -> int:
    for path in paths:
        backup_work.forget(vault, path)
    return len(paths)


def _newer_first() -> str:
    return tr("There is no backup with the new key yet. Best make one first.")


def _why(old: tuple[Backup, ...]) -> str:
    if any(one.reason == "set-aside" for one in old):
        return tr(
            "Whoever has one of these files and knows the old passphrase can read what was written "
            "until then. Those that were set aside may hold entries that are not in the vault "
            "today."
        )
    return tr(
        "Whoever has one of these files and knows the old passphrase can read what was written "
        "until then. The vault itself holds it too, except what you deleted since."
    )


def _what_is_left(*, has_newer: bool) -> str:
    if has_newer:
        return tr("This cannot be taken back. Newer backups stay, and so does the vault itself.")
    return tr(
        "This cannot be taken back. The vault itself stays, but there is no backup with the new "
        "key yet."
    )


def _elsewhere() -> str:
    return tr(
        "Copies in other places are not deleted here: a second backup folder, a USB stick, or a "
        "backup of the whole computer."
    )
