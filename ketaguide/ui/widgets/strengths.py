"""How strong each chosen feeling is, words of one's own, and that there is no word for it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.felt import LONGEST_OWN, MOST_OWN
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.slider import StrengthRow
from ketaguide.ui.widgets.stack import Stack

# Where a word begins before the person has said how strong it is: the middle of 0 to 10.
MIDDLE = 5


class Strengths(QWidget):
    """A line for every chosen word; below them, room for one's own.

    ``changed`` tells of everything the person does here, ``dropped`` that a word of the list was
    taken out.
    """

    changed = Signal()
    dropped = Signal(str)

    def __init__(
        self,
        title: str,
        labels: Mapping[str, str],
        *,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        labels: what each word of the list is called, by id.
        """
        super().__init__(parent)
        self._look = look
        self._labels = labels
        self._offers_none = True
        self._known: dict[str, StrengthRow] = {}
        self._own: dict[str, StrengthRow] = {}
        self._empty = Body("", look=look, tone="muted")
        self._none = Chip(tr("No words for it"), look=look, parent=self)
        self._none.setObjectName("feelings_none")
        self._none.clicked.connect(self._on_none_clicked)
        words = tr("A word of your own")
        self._line = LineEdit(look=look, name=words, placeholder=words, parent=self)
        self._line.setObjectName("own_feeling")
        self._line.setMaxLength(LONGEST_OWN)
        self._line.installEventFilter(self)
        self._line.textEdited.connect(self._on_typed)
        self._add = Button(tr("Add"), look=look, icon="plus", parent=self)
        self._add.setObjectName("own_feeling_add")
        self._add.clicked.connect(self._on_add_clicked)
        self._rows = Stack()
        self._rows.setSpacing(look.gap(4))
        self._lay(title)
        self._tell_empty()

    @property
    def words(self) -> dict[str, int]:
        """Chosen words of the list, with how strong each is."""
        return {name: row.value() for name, row in self._known.items()}

    @property
    def own(self) -> list[dict[str, Any]]:
        """One's own words; also the one that is being typed, because it is not to be lost."""
        found = {label: row.value() for label, row in self._own.items()}
        if (typed := self._typed()) and len(found) < MOST_OWN:
            found.setdefault(typed, MIDDLE)
        return [{"label": label, "strength": mark} for label, mark in found.items()]

    @property
    def is_none(self) -> bool:
        """Whether there is no word for it."""
        return self._none.isChecked()

    def offer_none(self, offered: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Whether "No words for it" can be said here."""
        self._offers_none = offered
        self._tell_empty()

    def set_value(self, value: Mapping[str, Any] | None) -> None:
        """Show a clean answer without telling of it; None clears."""
        given = value or {"words": {}, "own": [], "none": False}
        for row in (*self._known.values(), *self._own.values()):
            self._forget(row)
        self._known.clear()
        self._own.clear()
        for name, mark in given["words"].items():
            self._put(name, mark)
        for one in given["own"]:
            self._put_own(one["label"], one["strength"])
        self._none.setChecked(given["none"])
        self._settle()

    def put(self, name: str) -> None:
        """A word of the list was chosen; it begins in the middle."""
        if name not in self._known:
            self._put(name, MIDDLE)
            self._settle()

    def take(self, name: str) -> None:
        """A word of the list is no longer chosen."""
        if name in self._known:
            self._forget(self._known.pop(name))
            self._tell_empty()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the line adds the word, and does not press the page's main button."""
        if (
            watched is self._line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self._typed()
        ):
            self._on_add_clicked()
            return True
        return False

    def _lay(self, title: str) -> None:
        look = self._look
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        column.addWidget(Strong(title, look=look))
        column.addWidget(self._empty)
        # Nothing is chosen as long as this stands here, so that it never takes a word away.
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(self._rows)
        adder = QHBoxLayout()
        adder.setContentsMargins(0, look.gap(4), 0, 0)
        adder.setSpacing(look.gap(8))
        adder.addWidget(self._line, 1)
        adder.addWidget(self._add)
        column.addLayout(adder)

    def _on_none_clicked(self) -> None:
        self._tell_empty()
        self.changed.emit()

    def _on_typed(self) -> None:
        self._tell_empty()
        self.changed.emit()

    def _on_add_clicked(self) -> None:
        label = self._typed()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        if not label or len(self._own) >= MOST_OWN:
            return
        known = {words.casefold(): name for name, words in self._labels.items()}
        name = known.get(label.casefold())
        self._line.clear()
        if name is not None:
            self.put(name)
        elif label not in self._own:
            self._put_own(label, MIDDLE)
        self._settle()
        self.changed.emit()

    def _on_remove_wanted(self, row: StrengthRow) -> None:
        rows = [*self._known.values(), *self._own.values()]
        after = next((one for one in rows[rows.index(row) + 1 :]), None)
        (after.track if after is not None else self._line).setFocus(Qt.FocusReason.TabFocusReason)
        name = next((name for name, one in self._known.items() if one is row), "")
        label = next((label for label, one in self._own.items() if one is row), "")
        self._known.pop(name, None)
        self._own.pop(label, None)
        self._forget(row)
        self._tell_empty()
        if name:
            self.dropped.emit(name)
        self.changed.emit()

    def _put(self, name: str, mark: int) -> None:
        row = self._row(self._labels[name], mark)
        row.setObjectName(f"strength_{name}")
        self._known[name] = row
        self._rows.insertWidget(len(self._known) - 1, row)
        # A layout shows its new parts later, and what is hidden takes no focus.
        row.show()

    def _put_own(self, label: str, mark: int) -> None:
        row = self._row(label, mark)
        row.setObjectName("own_strength")
        self._own[label] = row
        self._rows.addWidget(row)
        row.show()

    def _row(self, label: str, mark: int) -> StrengthRow:
        row = StrengthRow(label, look=self._look, parent=self)
        row.set_value(mark)
        row.changed.connect(self.changed)
        row.remove_wanted.connect(partial(self._on_remove_wanted, row))
        return row

    def _forget(self, row: StrengthRow) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _typed(self) -> str:
        return " ".join(self._line.text().split())

    def _settle(self) -> None:
        """Tab goes through the rows where they stand, between what was always here."""
        self._tell_empty()
        before: QWidget = self._none
        for row in (*self._known.values(), *self._own.values()):
            for stop in row.stops():
                QWidget.setTabOrder(before, stop)
                before = stop
        QWidget.setTabOrder(before, self._line)
        QWidget.setTabOrder(self._line, self._add)

    def _tell_empty(self) -> None:
        chosen = bool(self._known or self._own or self._typed())
        if chosen:
            self._none.setChecked(False)
        none = self._none.isChecked()
        if not self._offers_none:
            self._empty.setText(tr("Nothing chosen yet."))
        elif none:
            self._empty.setText(tr("That is an answer, too."))
        else:
            self._empty.setText(tr("Nothing chosen yet. That is an answer, too."))
        self._empty.setVisible(not chosen)
        self._none.setVisible(not chosen and self._offers_none)
