"""When this vault was opened, backed up, checked; and what this computer does with its memory."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ketaguide.base.clock import Clock
from ketaguide.base.text import tr, trn
from ketaguide.flows.ways import Standing
from ketaguide.ui import backup_words
from ketaguide.ui.backup_work import Shelf
from ketaguide.ui.errands import Errand, OpenBackups, OpenCheck
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Label, Strong, Title
from ketaguide.ui.widgets.marks import IconLine


class StateCard(Card):
    """Facts with their dates, and the ways to more of them."""

    go_wanted = Signal(object)  # an Errand
    part_wanted = Signal(str)

    def __init__(self, *, look: Look, clock: Clock) -> None:
        super().__init__(look=look, padding=24)
        self.setObjectName("state_card")
        self.setAccessibleName(tr("How things stand"))
        self._look = look
        self._clock = clock
        self._facts: dict[str, Label] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.gap(16))
        self._grid.setVerticalSpacing(look.gap(6))
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(Title(tr("How things stand"), look=look))
        self.body.addLayout(self._grid)
        for name, words in (
            ("opened", tr("Last opened")),
            ("backup", tr("Last backup")),
            ("verified", tr("Last checked")),
            ("code", tr("Recovery code tried")),
        ):
            self._add_fact(name, words)
        self.body.addSpacing(look.gap(6))
        self._old = IconLine("key-round", "", look=look, color="integration")
        self._old.hide()
        self._see_old = self._button(tr("See old backups"), "see_old_backups", icon="history")
        self._see_old.clicked.connect(self._on_old_clicked)
        self._see_old.hide()
        self._swap = IconLine("info", "", look=look, color="integration")
        self._swap.setObjectName("swap_line")
        self._swap.hide()
        self._weak = IconLine("info", "", look=look, color="primary")
        self._weak.setObjectName("weak_line")
        self._weak.hide()
        self._stronger = self._button(tr("Make guessing harder"), "stronger")
        self._stronger.clicked.connect(self._on_stronger_clicked)
        self._stronger.hide()
        for part in (self._old, self._swap, self._weak):
            self.body.addWidget(part)
        self.body.addSpacing(look.gap(2))
        self.body.addWidget(self._ways_on())

    def show_standing(self, standing: Standing) -> None:
        """What the vault remembers of itself."""
        kept = standing.upkeep
        for name, moment, never in (
            ("opened", kept.opened, tr("This is the first time")),
            ("verified", kept.verified, tr("Not yet")),
            ("code", kept.recovery_tried, tr("Not yet")),
        ):
            self._tell(name, moment, never=never)

    def show_shelf(self, shelf: Shelf) -> None:
        """What lies in the folder of backups."""
        newest = shelf.newest
        self._tell("backup", newest.at if newest else None, never=tr("None yet"))
        count = sum(not one.is_ours and not one.problem for one in shelf.backups)
        self._old.set_text(
            trn(
                "{count} backup is from before the new key.",
                "{count} backups are from before the new key.",
                count,
            )
        )
        self._old.setVisible(bool(count))
        self._see_old.setVisible(bool(count))

    def say_no_shelf(self) -> None:
        """The backups could not be looked at; their own page says why."""
        self._facts["backup"].setText(tr("Could not be read"))

    def say_swap(self, words: str) -> None:
        """Args:
        words: empty where memory goes to no disk in clear.
        """
        self._swap.set_text(words)
        self._swap.setVisible(bool(words))

    def offer_stronger(self) -> None:
        """This computer could make the passphrase dearer to guess than it is."""
        self._weak.set_text(
            tr("This computer is fast enough to make your passphrase harder to guess.")
        )
        self._weak.show()
        self._stronger.show()

    def value(self, name: str) -> str:
        """What stands beside ``opened``, ``backup``, ``verified`` or ``code``."""
        return self._facts[name].text()

    def _add_fact(self, name: str, words: str) -> None:
        row = self._grid.rowCount()
        self._facts[name] = Strong(" ", look=self._look)
        self._grid.addWidget(Body(words, look=self._look, tone="muted"), row, 0)
        self._grid.addWidget(self._facts[name], row, 1)

    def _tell(self, name: str, moment: datetime | None, *, never: str) -> None:
        words = backup_words.when(moment, self._clock) if moment else never
        self._facts[name].setText(words)

    def _ways_on(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=self._look.gap(8))
        for words, name, icon, errand in (
            (tr("Backups"), "open_backups", "hard-drive", OpenBackups()),
            (tr("Check my vault"), "open_check", "list-checks", OpenCheck()),
        ):
            flow.addWidget(self._leading(words, name, icon, errand))
        flow.addWidget(self._see_old)
        flow.addWidget(self._stronger)
        return row

    def _leading(self, words: str, name: str, icon: str, errand: Errand) -> Button:
        button = self._button(words, name, icon=icon)
        button.clicked.connect(lambda: self.go_wanted.emit(errand))
        return button

    def _button(self, words: str, name: str, *, icon: str = "") -> Button:
        button = Button(words, look=self._look, icon=icon or None)
        button.setObjectName(name)
        return button

    def _on_old_clicked(self) -> None:
        self.part_wanted.emit("old-backups")

    def _on_stronger_clicked(self) -> None:
        self.part_wanted.emit("stronger")
