"""What is said about an entry that is read, and what can be done with it below its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.flows.read_entry import Reading
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_told import mark_words, session_words, versions_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tag import Tag

if TYPE_CHECKING:
    from ketaguide.flows.entry_content import Facts
    from ketaguide.store.sessions import Session


class EntryTold(QWidget):
    """Pin, mood, energy and session in a line, tags below; takes no room where there are none."""

    def __init__(self, facts: Facts, session: Session | None, *, look: Look) -> None:
        super().__init__()
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(6))
        if facts.pinned:
            column.addWidget(IconLine("pin", tr("Pinned"), look=look))
        told = mark_words(facts.mood, facts.energy)
        if session is not None:
            told.append(tr("Session: {session}", session=session_words(session)))
        if told:
            column.addWidget(Small(" · ".join(told), look=look))
        if facts.tags:
            column.addWidget(_tags(facts.tags, look))
        if not (facts.pinned or told or facts.tags):
            self.hide()


class EntryMarks(QWidget):
    """Pin it, and see how it read before."""

    pin_wanted = Signal(bool)
    versions_wanted = Signal()

    def __init__(self, reading: Reading, *, look: Look) -> None:
        super().__init__()
        entry = reading.entry
        self._is_pinned = entry is not None and entry.pinned
        words = tr("Unpin this entry") if self._is_pinned else tr("Pin this entry")
        pin = Button(words, look=look, kind="quiet", icon="pin")
        pin.setObjectName("entry_pin")
        pin.clicked.connect(self._on_pin_clicked)
        flow = Flow(self, gap=look.gap(8))
        flow.addWidget(pin)
        if reading.versions:
            told = versions_words(reading.versions)
            versions = Button(told, look=look, kind="quiet", icon="history")
            versions.setObjectName("entry_versions")
            versions.clicked.connect(self.versions_wanted)
            flow.addWidget(versions)
        _grow(self)

    def _on_pin_clicked(self) -> None:
        self.pin_wanted.emit(not self._is_pinned)


def _tags(tags: tuple[str, ...], look: Look) -> QWidget:
    row = QWidget()
    row.setAccessibleName(tr("Tags"))
    flow = Flow(row, gap=look.gap(6))
    for tag in tags:
        flow.addWidget(Tag(f"#{tag}", look=look))
    _grow(row)
    return row


def _grow(row: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
