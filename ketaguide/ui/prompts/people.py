"""Some of one's own people, chosen by name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr, trn
from ketaguide.content.acting import People
from ketaguide.content.prompt import Value
from ketaguide.ui.errands import OpenLayer
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.labels import Body, Small
from ketaguide.ui.widgets.stack import Stack


@dataclass(frozen=True)
class _Person:
    """One row; its id is the name, which is what an answer keeps."""

    id: str
    label: str
    hint: str = ""


class PeopleView(PromptWidget):
    """The names of the contacts as check boxes, and the way to add or change them.

    A name that was chosen stays, also where the person is not among the contacts any more.
    """

    names_people = True

    def __init__(self, prompt: People, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._most = prompt.most
        self._rows: Choices | None = None
        self._part = part = QWidget(self.holder)
        self._none = Body(
            tr("No one is listed yet. One name and number is a good start."),
            look=self.look,
            tone="muted",
        )
        self._full = Small("", look=self.look)
        self._full.setText(trn("{count} name fits here.", "{count} names fit here.", self._most))
        self._change = Button(tr("Add or change people"), look=self.look, icon="users", parent=part)
        self._change.setObjectName(f"people_change_{prompt.id}")
        self._change.clicked.connect(self._on_change_clicked)
        self._column = Stack(part)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.look.gap(8))
        for one in (self._none, self._full):
            self._column.addWidget(one)
        self._column.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeading)
        self.frame(part)
        self.show_value(None)

    def show_value(self, value: Value | None) -> None:
        chosen = [str(name) for name in value] if isinstance(value, list) else []
        old = self._rows
        people = self._people(chosen)
        self._rows = Choices(
            people, look=self.look, several=True, name=self.prompt.label, parent=self._part
        )
        for number, row in enumerate(self._rows.rows()):
            row.setObjectName(f"person_{self.prompt.id}_{number}")
        self._rows.set_value(chosen)
        self._rows.changed.connect(self._on_changed)
        self._column.insertWidget(0, self._rows)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._none.setVisible(not people)
        self._rows.setVisible(bool(people))
        self._heed_most(chosen)

    def first(self) -> QWidget | None:
        rows = self._rows.rows() if self._rows is not None else ()
        return next((row for row in rows if row.isChecked()), rows[0] if rows else self._change)

    def _people(self, chosen: list[str]) -> list[_Person]:
        """Two contacts of one name are one row: the answer is the name."""
        known: dict[str, _Person] = {}
        for one in self.kit.lifelines.people:
            name = " ".join(one.name.split()) or one.phone.strip()
            known.setdefault(name, _Person(name, name, one.relation))
        gone = tr("no longer among your people")
        return [*known.values(), *(_Person(n, n, gone) for n in chosen if n not in known)]

    def _heed_most(self, chosen: list[str]) -> None:
        """Once as many are chosen as fit, the others rest, and a line says why."""
        is_full = len(chosen) >= self._most
        rows = self._rows.rows() if self._rows is not None else ()
        for row in rows:
            row.setEnabled(row.isChecked() or not is_full)
        self._full.setVisible(is_full and len(rows) > self._most)

    def _on_changed(self, chosen: list[str]) -> None:
        self._heed_most(chosen)
        self.answered.emit(chosen or None)

    def _on_change_clicked(self) -> None:
        self.go_wanted.emit(OpenLayer("people"))
