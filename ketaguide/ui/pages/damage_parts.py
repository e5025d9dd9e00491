"""Parts of the damage page: a backup to go back to, what was rescued, and where the files lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import Clock
from ketaguide.base.text import tr, trn
from ketaguide.ui import backup_words
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.salvage import Rescued


class BestBackup(Card):
    """The newest backup that can be used, one press away."""

    restore_wanted = Signal(object)  # a Backup

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, tone="soft", padding=20)
        self.setObjectName("best_backup")
        self.body.setSpacing(look.gap(8))
        self._backup: Backup | None = None
        self._title = Title("", look=look)
        self._when = Strong("", look=look)
        self._facts = Small("", look=look)
        self._after = Body("", look=look)
        self.button = Button(tr("Restore this backup"), look=look, kind="primary", icon="history")
        self.button.setObjectName("restore_best")
        self.button.clicked.connect(self._on_clicked)
        for part in (self._title, self._when, self._facts, self._after):
            self.body.addWidget(part)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_backup(self, backup: Backup, clock: Clock, *, has_keys: bool) -> None:
        day = backup_words.title(backup, clock)
        self._backup = backup
        self._title.setText(tr("Your newest good backup") if has_keys else tr("Your newest backup"))
        self._when.setText(day)
        self._facts.setText(backup_words.facts(backup))
        self._after.setText(
            tr("What you wrote after that is not in it.")
            if has_keys
            else tr("It also keeps the header. Where that still fits, nothing is lost.")
        )
        self.setAccessibleName(tr("Backup of {when}", when=day))
        self.show()

    def show_rescued(self, backup: Backup, rescued: Rescued) -> None:
        """What the rescue made is restored like any backup."""
        self._backup = backup
        self._title.setText(
            trn("Rescued: {count} record", "Rescued: {count} records", rescued.records)
        )
        self._when.setVisible(False)
        self._facts.setText(_lost(rescued))
        self._after.setText(
            tr("Compare: this holds what could be read today, a backup what was whole then.")
        )
        self.button.set_words(tr("Restore what was rescued"))
        self.show()

    def _on_clicked(self) -> None:
        if self._backup is not None:
            self.restore_wanted.emit(self._backup)


class BackupChoice(QWidget):
    """All backups beside the vault; hidden until wanted."""

    restore_wanted = Signal(object)

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self.setObjectName("all_backups")
        self._look = look
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(10))
        self.hide()

    def show_backups(self, backups: tuple[Backup, ...], clock: Clock, *, has_keys: bool) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for backup in backups:
            self._column.addWidget(self._row(backup, clock, has_keys=has_keys))

    def _row(self, backup: Backup, clock: Clock, *, has_keys: bool) -> Card:
        look = self._look
        day = backup_words.title(backup, clock)
        card = Card(look=look, padding=14)
        card.setAccessibleName(tr("Backup of {when}", when=day))
        card.body.setSpacing(look.gap(4))
        card.body.addWidget(Strong(day, look=look))
        card.body.addWidget(Small(backup_words.facts(backup), look=look))
        icon, color, words = backup_words.standing(backup, has_keys=has_keys)
        card.body.addWidget(IconLine(icon, words, look=look, color=color))
        if not backup.problem:
            restore = Button(tr("Restore this"), look=look, icon="history")
            restore.setObjectName("damage_restore")
            restore.setAccessibleName(tr("Restore the backup of {when}", when=day))
            restore.clicked.connect(lambda: self.restore_wanted.emit(backup))
            card.body.addWidget(restore, 0, Qt.AlignmentFlag.AlignLeft)
        return card


class WherePart(QWidget):
    """Where the files lie, to copy the whole folder; hidden until wanted."""

    def __init__(self, folder: Path, *, look: Look) -> None:
        super().__init__()
        path = TextEdit(look=look, lines=1)
        path.setObjectName("damaged_folder")
        path.setReadOnly(True)
        # A label would not break a long path.
        path.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        path.setPlainText(str(folder))
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Field(
                tr("The vault's folder"),
                path,
                look=look,
                hint=tr("Copy all of it to another disk before anything else is tried."),
            )
        )
        self.hide()


def _lost(rescued: Rescued) -> str:
    parts = [
        trn(
            "{count} page of the file could not be read.",
            "{count} pages of the file could not be read.",
            rescued.lost_pages,
        )
    ]
    if rescued.cut:
        parts.append(
            trn(
                "Of {count} text only the beginning is there; it says so.",
                "Of {count} texts only the beginning is there; they say so.",
                rescued.cut,
            )
        )
    return " ".join(parts)
