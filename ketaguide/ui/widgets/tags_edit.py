"""One's own short words for something: a line to type them in, and what was used before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.text import tr
from ketaguide.store.entries import TAG_CHARS
from ketaguide.ui.look import Look
from ketaguide.ui.models.found_words import folded
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

# Source: our own choice: one row of them, so that they never push the page down.
MOST_OFFERED = 6
# Source: our own choice: more than any page has.
_MOST_STEPS = 1_000


class TagsEdit(QWidget):
    """Enter or a comma adds what is typed; Backspace in an empty line takes the last one.

    A word that is being typed counts already, because nothing typed is to be lost.
    """

    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tags: list[str] = []
        self._known: tuple[str, ...] = ()
        self._chips: ChipRow | None = None
        self._offers: ChipRow | None = None
        self._offered: list[str] = []
        self.line = LineEdit(look=look, name=tr("Tags"), placeholder=tr("Add a tag"))
        self.line.setObjectName("tags_line")
        self.line.setMaxLength(TAG_CHARS)
        self.line.installEventFilter(self)
        self._before = Small(tr("Used before"), look=look)
        self._before.hide()
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(6))
        self._column.addWidget(self.line)
        self._column.addWidget(self._before)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_left)

    def value(self) -> tuple[str, ...]:
        """All of them, in their order."""
        typed = _clean(self.line.text())
        return tuple(self._tags if not typed or self._has(typed) else [*self._tags, typed])

    def set_value(self, tags: Sequence[str]) -> None:
        """Show them without telling of it."""
        self._tags = list(tags)
        self.line.clear()
        self._show()

    def offer(self, known: Sequence[str]) -> None:
        """Words used before, the most used first."""
        self._known = tuple(known)
        self._show_offers()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is not self.line
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
        ):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Never the page's main button: whoever adds a tag has not ended.
            self._add(self.line.text())
            return True
        if key == Qt.Key.Key_Backspace and not self.line.text() and self._tags:
            self._take(self._tags[-1])
            return True
        if key == Qt.Key.Key_Down and self._offers is not None:
            self._offers.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _on_typed(self, text: str) -> None:
        *whole, rest = text.split(",")
        if whole:
            self.line.setText(rest.lstrip())
            for word in whole:
                self._put(word)
            self._show()
        else:
            self._show_offers()
        self.changed.emit()

    def _on_left(self) -> None:
        """Not on the way to a word that completes it."""
        here = QApplication.focusWidget()
        is_choosing = self._offers is not None and here in self._offers.chips
        if _clean(self.line.text()) and not is_choosing:
            self._add(self.line.text())

    def _add(self, word: str) -> None:
        self.line.clear()
        self._put(word)
        self._show()
        self.changed.emit()

    def _put(self, word: str) -> None:
        tag = _clean(word)
        if tag and not self._has(tag):
            self._tags.append(tag)
            announce(self, tr("Tag {tag} added.", tag=tag))

    def _take(self, tag: str) -> None:
        self._tags.remove(tag)
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, tr("Tag {tag} removed.", tag=tag))
        self.changed.emit()

    def _on_offer(self, tag: str) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._add(tag)

    def _has(self, tag: str) -> bool:
        return any(one.casefold() == tag.casefold() for one in self._tags)

    def _show(self) -> None:
        self._drop(self._chips)
        self._chips = None
        if self._tags:
            self._chips = ChipRow(tr("Tags of this entry"), look=self._look)
            for tag in self._tags:
                chip = self._chip(f"{tag}  ×", tr("Remove the tag {tag}", tag=tag), "tag")
                chip.clicked.connect(partial(self._take, tag))
                self._chips.add(chip)
            self._column.insertWidget(0, self._chips)
            self._chips.show()
        self._show_offers(anew=True)

    def _show_offers(self, *, anew: bool = False) -> None:
        begun = folded(_clean(self.line.text()))
        fit = [one for one in self._known if folded(one).startswith(begun) and not self._has(one)]
        fit = fit[:MOST_OFFERED]
        if fit == self._offered and not anew:
            return
        self._drop(self._offers)
        self._offers, self._offered = None, fit
        if fit:
            self._offers = ChipRow(self._before.text(), look=self._look)
            for tag in fit:
                chip = self._chip(tag, tr("Add the tag {tag}", tag=tag), "tag_offer")
                chip.clicked.connect(partial(self._on_offer, tag))
                self._offers.add(chip)
            self._column.addWidget(self._offers)
            self._offers.show()
        self._before.setVisible(bool(fit))
        self._order()

    def _chip(self, words: str, name: str, object_name: str) -> Chip:
        chip = Chip(words, look=self._look, is_choice=False, is_small=True)
        chip.setObjectName(object_name)
        chip.setAccessibleName(name)
        return chip

    def _order(self) -> None:
        """Tab goes through them as they stand."""
        rows = (self._chips, self._offers)
        before, after = ([*row.chips] if row is not None else [] for row in rows)
        stops = [*before, self.line, *after]
        here: QWidget = self._anchor()
        for stop in stops:
            if here is not stop:
                QWidget.setTabOrder(here, stop)
            here = stop

    def _anchor(self) -> QWidget:
        """The last stop before all of this; Qt puts new parts at the end of the window."""
        here: QWidget = self.line
        for _ in range(_MOST_STEPS):
            above = here.previousInFocusChain()
            if above is None or above is self.line:
                break
            here = above
            is_stop = here.focusPolicy() != Qt.FocusPolicy.NoFocus
            if is_stop and here is not self and not self.isAncestorOf(here):
                return here
        return self.line

    def _drop(self, row: QWidget | None) -> None:
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()


def _clean(word: str) -> str:
    """As ``entries.tags_text`` will store it."""
    return " ".join(word.replace("#", " ").split())[:TAG_CHARS].strip()
