"""Parts of the backups page: one line for each, what makes a new one, and the second folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QAbstractButton, QWidget

from ketaguide.base.clock import Clock
from ketaguide.base.text import tr
from ketaguide.ui import backup_words
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.vault.backups import Backup


class BackupRow(Card):
    """One backup; deleting it asks a second time, in the same place."""

    restore_wanted = Signal(object)  # the Backup
    delete_wanted = Signal(object)

    def __init__(self, backup: Backup, *, look: Look, clock: Clock, can_delete: bool) -> None:
        super().__init__(look=look, padding=16)
        self._backup = backup
        self._day = backup_words.title(backup, clock)
        self.setObjectName("backup_row")
        self.setAccessibleName(tr("Backup of {when}", when=self._day))
        icon, color, words = backup_words.standing(backup)
        self.body.setSpacing(look.gap(6))
        facts = QWidget()
        column = Stack(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(4))
        column.addWidget(Strong(self._day, look=look))
        column.addWidget(Small(backup_words.facts(backup), look=look))
        column.addWidget(IconLine(icon, words, look=look, color=color))
        usual = self._usual(look, can_delete=can_delete)
        self._tools = _row(look, usual)
        sides = Columns(look=look, at=440, gap=8)
        sides.add(facts, stretch=3)
        if usual:
            sides.add(self._tools, stretch=0)
        self.body.addWidget(sides)
        self._question = Body(tr("Delete this backup for good?"), look=look)
        self._answers = _row(look, self._second(look))
        for part in (self._question, self._answers):
            part.hide()
            self.body.addWidget(part)

    def _usual(self, look: Look, *, can_delete: bool) -> list[QAbstractButton]:
        made: list[QAbstractButton] = []
        if not self._backup.problem:
            restore = Button(tr("Restore"), look=look, icon="history")
            restore.setObjectName("backup_restore")
            restore.setAccessibleName(tr("Restore the backup of {when}", when=self._day))
            restore.clicked.connect(self._on_restore_clicked)
            made.append(restore)
        name = tr("Delete the backup of {when}", when=self._day)
        self._delete = IconButton("trash-2", name, look=look)
        self._delete.setObjectName("backup_delete")
        self._delete.clicked.connect(self._on_delete_clicked)
        if can_delete:
            made.append(self._delete)
        return made

    def _second(self, look: Look) -> list[Button]:
        self._keep = Button(tr("Keep it"), look=look)
        self._keep.setObjectName("backup_keep")
        self._keep.clicked.connect(self._on_keep_clicked)
        really = Button(tr("Delete it for good"), look=look, kind="danger")
        really.setObjectName("backup_delete_really")
        really.clicked.connect(self._on_really_clicked)
        return [self._keep, really]

    def _ask(self, *, asks: bool) -> None:
        self._question.setVisible(asks)
        self._answers.setVisible(asks)
        self._tools.setVisible(not asks)
        # A second press of the same key must not be the answer.
        (self._keep if asks else self._delete).setFocus(Qt.FocusReason.OtherFocusReason)
        if asks:
            announce(self, self._question.text())

    def _on_restore_clicked(self) -> None:
        self.restore_wanted.emit(self._backup)

    def _on_delete_clicked(self) -> None:
        self._ask(asks=True)

    def _on_keep_clicked(self) -> None:
        self._ask(asks=False)

    def _on_really_clicked(self) -> None:
        self.delete_wanted.emit(self._backup)


class NowCard(Card):
    """Make one now; while it is made, how far it is."""

    wanted = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, tone="soft", padding=20)
        self.setObjectName("backup_now_card")
        self.body.setSpacing(look.gap(10))
        self._state = Body("", look=look)
        self.bar = JobBar(look=look)
        self.button = Button(tr("Back up now"), look=look, kind="primary", icon="save")
        self.button.setObjectName("backup_now")
        self.button.clicked.connect(self._on_clicked)
        self.body.addWidget(Title(tr("The newest backup"), look=look))
        self.body.addWidget(self._state)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.bar)

    def show_state(self, words: str) -> None:
        self._state.setText(words)

    def set_busy(self, *, is_busy: bool) -> None:
        """The button comes back, with the keyboard, where it was when it went."""
        had = self.bar.cancel.hasFocus() or self.button.hasFocus()
        self.button.setVisible(not is_busy)
        if not is_busy:
            self.bar.stop()
        if had:
            (self.bar.cancel if is_busy else self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        self.wanted.emit()


class SecondCard(Card):
    """A second place for copies, on a stick or another disk."""

    choose_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, padding=20)
        self.setObjectName("second_card")
        self.body.setSpacing(look.gap(10))
        self._path = TextEdit(look=look, lines=1)
        self._path.setObjectName("second_folder")
        self._path.setReadOnly(True)
        # A label would not break a long path.
        self._path.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._field = Field(tr("Copies also go to"), self._path, look=look)
        self._state = IconLine("circle-check", "", look=look, color="primary")
        self._state.setObjectName("second_state")
        self._choose = Button(tr("Choose a folder"), look=look, icon="folder-open")
        self._choose.setObjectName("second_choose")
        self._choose.clicked.connect(self._on_choose_clicked)
        self._stop = Button(tr("Stop using it"), look=look, kind="quiet")
        self._stop.setObjectName("second_stop")
        self._stop.clicked.connect(self._on_stop_clicked)
        self.body.addWidget(Title(tr("A second folder"), look=look))
        self.body.addWidget(Body(_second_words(), look=look, tone="muted"))
        self.body.addWidget(self._field)
        self.body.addWidget(self._state)
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        flow.addWidget(self._choose)
        flow.addWidget(self._stop)
        self.body.addWidget(row)
        self.show_folder("")

    @property
    def folder(self) -> Path | None:
        text = self._path.toPlainText()
        return Path(text) if text else None

    def show_folder(self, folder: str) -> None:
        """Args:
        folder: empty where there is none.
        """
        self._path.setPlainText(folder)
        self._field.setVisible(bool(folder))
        self._stop.setVisible(bool(folder))
        self._state.setVisible(False)
        self._choose.set_words(tr("Choose another folder") if folder else tr("Choose a folder"))

    def show_reachable(self, *, is_reachable: bool) -> None:
        self._state.setVisible(self.folder is not None)
        icon, color = ("circle-check", "primary") if is_reachable else ("info", "integration")
        self._state.set_icon(icon, color=color)
        self._state.set_text(
            tr("It can be reached now.")
            if is_reachable
            else tr("It cannot be reached now. Plug it in before the next backup.")
        )

    def _on_choose_clicked(self) -> None:
        self.choose_wanted.emit()

    def _on_stop_clicked(self) -> None:
        self.stop_wanted.emit()


def _row(look: Look, buttons: Sequence[QAbstractButton]) -> QWidget:
    holder = QWidget()
    flow = Flow(holder, gap=look.gap(8))
    for button in buttons:
        flow.addWidget(button)
    return holder


def _second_words() -> str:
    return tr(
        "A copy on a stick or another disk helps when this computer breaks or is lost. "
        "It is encrypted like the vault."
    )
