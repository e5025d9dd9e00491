"""The ways to open a vault, as a list: what each is good for, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.flows.ways import Standing, Way
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.rule import Rule
from ketaguide.ui.widgets.stack import Stack
from ketaguide.vault import slots

_ICON = 22


class WaysCard(Card):
    """``part_wanted`` names a part of Security; empty for making the first recovery code."""

    part_wanted = Signal(str)

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, padding=24)
        self.setObjectName("ways_card")
        self.setAccessibleName(tr("Ways to open this vault"))
        self._look = look
        self._rows: QWidget | None = None
        self.body.addWidget(Title(tr("Ways to open this vault"), look=look))
        self.body.addSpacing(look.gap(4))

    def show_ways(self, standing: Standing) -> None:
        """Put the list on screen, in place of an older one."""
        old, self._rows = self._rows, QWidget()
        column = Stack(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.gap(14))
        for number, way in enumerate(standing.ways):
            if number:
                column.addWidget(Rule(look=self._look))
            column.addWidget(self._row(way))
        if not standing.has(slots.RECOVERY):
            column.addWidget(Rule(look=self._look))
            column.addWidget(self._no_code())
        column.addWidget(Rule(look=self._look))
        column.addWidget(self._add_row(standing))
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.body.addWidget(self._rows)
        self._rows.show()

    def _row(self, way: Way) -> QWidget:
        buttons = [self._button(*deed) for deed in _deeds(way)]
        words = what_for(way.kind)
        note = tr("It is the only way in that you hold, so it stays.") if way.is_last else ""
        if not way.is_last:
            name = tr("Remove: {way}", way=title_of(way.kind))
            remove = self._button(
                tr("Remove"), f"remove:{way.slot_id}", "remove_way_" + _named(way)
            )
            remove.setAccessibleName(name)
            buttons.append(remove)
        return self._laid(_icon(way.kind), title_of(way.kind), words, note, buttons)

    def _no_code(self) -> QWidget:
        words = tr("There is none yet. If the passphrase is lost, nobody can open this vault.")
        make = self._button(tr("Make my recovery code"), "", "make_recovery")
        return self._laid(_icon(slots.RECOVERY), title_of(slots.RECOVERY), words, "", [make])

    def _add_row(self, standing: Standing) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=self._look.gap(8))
        if not standing.has(slots.PASSPHRASE):
            add = self._button(tr("Add a passphrase"), "passphrase", "add_passphrase", icon="plus")
            flow.addWidget(add)
        words = tr("Add a passphrase with a key file")
        flow.addWidget(self._button(words, "key-file", "add_key_file", icon="plus"))
        return row

    def _button(
        self, words: str, part: str, name: str, *, icon: str = "", kind: str = "secondary"
    ) -> Button:
        button = Button(words, look=self._look, icon=icon or None, kind=kind)
        button.setObjectName(name)
        button.clicked.connect(partial(self._on_clicked, part))
        return button

    def _laid(self, icon: str, title: str, words: str, note: str, buttons: list[Button]) -> QWidget:
        look = self._look
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(look.gap(14))
        mark = IconMark(icon, look=look, color="primary", size=_ICON)
        beside.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = Stack()
        column.setSpacing(look.gap(3))
        column.addWidget(Strong(title, look=look))
        column.addWidget(Body(words, look=look, tone="muted"))
        if note:
            column.addWidget(Small(note, look=look))
        if buttons:
            column.addSpacing(look.gap(5))
            holder = QWidget()
            flow = Flow(holder, gap=look.gap(8))
            for button in buttons:
                flow.addWidget(button)
            column.addWidget(holder)
        beside.addLayout(column, 1)
        return row

    def _on_clicked(self, part: str, *_: object) -> None:
        self.part_wanted.emit(part)


def title_of(kind: str) -> str:
    """The name of a way, for people."""
    return {
        slots.PASSPHRASE: tr("Passphrase"),
        slots.RECOVERY: tr("Recovery code"),
        slots.KEY_FILE: tr("Passphrase with a key file"),
        slots.PRACTICE: tr("A practice's vault"),
    }[kind]


def what_for(kind: str) -> str:
    """What a way is good for."""
    return {
        slots.PASSPHRASE: tr("For every day. You know it; it is stored nowhere."),
        slots.RECOVERY: tr("For the day the passphrase is lost. It is on your printed sheet only."),
        slots.KEY_FILE: tr(
            "It takes two things: a file, such as on a USB stick, and what you know."
        ),
        slots.PRACTICE: tr("A practice that you allowed can open this vault without asking you."),
    }[kind]


def _deeds(way: Way) -> tuple[tuple[str, str, str], ...]:
    """Words, part and objectName of what can be done with a way, besides removing it."""
    if way.kind == slots.PASSPHRASE:
        return ((tr("Change"), "passphrase", "change"),)
    if way.kind == slots.RECOVERY:
        return (
            (tr("Try it"), "drill", "try_recovery"),
            (tr("Make a new one"), "new-code", "new_recovery"),
        )
    return ()


def _icon(kind: str) -> str:
    icons = {slots.RECOVERY: "file-text", slots.KEY_FILE: "hard-drive", slots.PRACTICE: "users"}
    return icons.get(kind, "key-round")


def _named(way: Way) -> str:
    return f"{way.kind}_{way.slot_id}".replace("-", "_")
