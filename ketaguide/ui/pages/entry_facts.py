"""About an entry: mood, energy, feelings, tags, phase, session, pin; folded away, all optional."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.flows.entry_choices import Choices
from ketaguide.flows.entry_content import Facts
from ketaguide.store.entries import Phase
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import phase_words
from ketaguide.ui.models.entry_told import facts_words, session_words
from ketaguide.ui.pages.entry_feelings import EntryFeelings
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Small, Strong
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.slider import Slider
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye
from ketaguide.ui.widgets.tags_edit import TagsEdit

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue

# Side by side from this width at 100 % text on. Source: our own choice, by eye.
_BESIDE = 520


class EntryFacts(QWidget):
    """``facts`` is what is chosen; ``changed`` comes with what a person does.

    The panel is built when it is first opened: most entries are written without it.
    """

    changed = Signal()
    opened = Signal()

    def __init__(
        self, *, look: Look, catalogue: Callable[[], Catalogue], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._catalogue = catalogue
        self._choices = Choices()
        self._panel: _Panel | None = None
        self.facts = Facts()
        self._fold = Button(tr("About this entry"), look=look, kind="quiet", icon="chevron-down")
        self._fold.setObjectName("entry_about")
        self._fold.clicked.connect(self._on_fold_clicked)
        self._told = Small("", look=look)
        head = QHBoxLayout()
        head.setSpacing(look.gap(10))
        head.addWidget(self._fold)
        head.addWidget(self._told, 1000)
        head.addStretch(1)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(10))
        self._column.addLayout(head)
        self._tell()

    @property
    def is_open(self) -> bool:
        return self._panel is not None and self._panel.isVisibleTo(self)

    def fill(self, facts: Facts) -> None:
        """Show them, folded away."""
        self.facts = facts
        if self._panel is not None:
            self._panel.hide()
            self._panel.fill(facts, self._choices)
        self._tell()

    def offer(self, choices: Choices) -> None:
        """What there is to choose from."""
        self._choices = choices
        if self._panel is not None:
            self._panel.fill(self.facts, choices)
        self._tell()

    def open(self) -> None:
        """Unfold."""
        if self._panel is None:
            self._panel = _Panel(look=self._look, catalogue=self._catalogue())
            self._panel.fill(self.facts, self._choices)
            self._panel.changed.connect(self._on_changed)
            self._column.addWidget(self._panel)
            follow_the_eye(self)
        self._panel.show()
        self._tell()
        self.opened.emit()

    def _on_fold_clicked(self) -> None:
        if self.is_open and self._panel is not None:
            self._panel.hide()
            self._tell()
        else:
            self.open()

    def _on_changed(self) -> None:
        if self._panel is not None:
            self.facts = self._panel.facts()
        self.changed.emit()

    def _tell(self) -> None:
        """Folded away it says in a line what is in it."""
        is_open = self.is_open
        self._fold.set_icon("chevron-up" if is_open else "chevron-down")
        words = facts_words(self.facts, self._catalogue, self._choices.sessions)
        self._told.setText("" if is_open else words)
        self._told.setVisible(not is_open and bool(words))
        state = tr("Open") if is_open else tr("Folded away")
        self._fold.setAccessibleDescription(" ".join(filter(None, (f"{state}.", words))))


class _Panel(Card):
    """All of it; ``facts`` reads what stands there now."""

    changed = Signal()

    def __init__(self, *, look: Look, catalogue: Catalogue) -> None:
        super().__init__(look=look, tone="sunk", padding=20)
        self._look = look
        self.setObjectName("entry_facts")
        self.setAccessibleName(tr("About this entry"))
        parts = Stack()
        parts.setSpacing(look.gap(20))
        self.body.addLayout(parts)
        ends = (tr("low"), tr("high"))
        self._mood = Rating(tr("Mood"), "entry_mood", ends=ends, look=look)
        self._energy = Rating(tr("Energy"), "entry_energy", ends=ends, look=look)
        self._feelings = EntryFeelings(look=look, catalogue=catalogue)
        self._tags = TagsEdit(look=look)
        self._phase = Select(look=look)
        self._phase.setObjectName("entry_phase")
        self._session = Select(look=look)
        self._session.setObjectName("entry_session")
        self._pinned = CheckRow(
            tr("Pin this entry"), look=look, hint=tr("The journal finds pinned entries at once.")
        )
        self._pinned.setObjectName("entry_pinned")
        tags = Field(
            tr("Tags"), self._tags, look=look, hint=tr("Your own words, as many as you like.")
        )
        tags.label.setBuddy(self._tags.line)
        for part in (
            _pair(self._mood, self._energy, look),
            self._feelings,
            tags,
            _pair(
                Field(tr("Phase"), self._phase, look=look),
                Field(tr("Session"), self._session, look=look),
                look,
            ),
            self._pinned,
        ):
            parts.addWidget(part)
        self._phase.add("", tr("None"))
        for name in ("preparation", "session-day", "integration"):
            self._phase.add(name, phase_words(name))
        self._is_filling = False
        for signal in (
            self._mood.changed,
            self._energy.changed,
            self._feelings.changed,
            self._tags.changed,
            self._phase.currentIndexChanged,
            self._session.currentIndexChanged,
            self._pinned.toggled,
        ):
            signal.connect(self._on_changed)

    def facts(self) -> Facts:
        return Facts(
            mood=self._mood.value(),
            energy=self._energy.value(),
            feelings=self._feelings.value(),
            tags=self._tags.value(),
            phase=cast("Phase", self._phase.value()),
            session_id=self._session.value(),
            pinned=self._pinned.isChecked(),
        )

    def fill(self, facts: Facts, choices: Choices) -> None:
        self._is_filling = True
        self._mood.set_value(facts.mood)
        self._energy.set_value(facts.energy)
        self._feelings.set_value(facts.feelings)
        self._tags.set_value(facts.tags)
        self._tags.offer(choices.tags)
        self._phase.set_value(facts.phase)
        self._session.clear()
        self._session.add("", tr("None"))
        known = {one.id: one for one in choices.sessions}
        if facts.session_id and facts.session_id not in known:
            # Nothing chosen is lost while the list is on its way.
            self._session.add(facts.session_id, tr("A session"))
        for one in choices.sessions:
            self._session.add(one.id, session_words(one))
        self._session.set_value(facts.session_id)
        self._pinned.setChecked(facts.pinned)
        self._is_filling = False

    def _on_changed(self, *_: object) -> None:
        if not self._is_filling:
            self.changed.emit()


class Rating(QWidget):
    """A slider that may stay unset, with a way to unset it again."""

    changed = Signal()

    def __init__(self, name: str, object_name: str, *, ends: tuple[str, str], look: Look) -> None:
        super().__init__()
        self._slider = Slider(name, look=look, ends=ends)
        self._slider.track.setObjectName(object_name)
        self._clear = Button(tr("Clear"), look=look, kind="link")
        self._clear.setObjectName(f"{object_name}_clear")
        self._clear.setAccessibleName(tr("Clear {name}", name=name))
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        label = Strong(name, look=look)
        label.setBuddy(self._slider.track)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self._clear)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(2))
        column.addLayout(head)
        column.addWidget(self._slider)
        QWidget.setTabOrder(self._slider.track, self._clear)
        self._slider.changed.connect(self._on_moved)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.set_value(None)

    def value(self) -> int | None:
        return self._slider.value()

    def set_value(self, value: int | None) -> None:
        self._slider.set_value(value)
        self._clear.setVisible(value is not None)

    def _on_moved(self) -> None:
        self._clear.show()
        self.changed.emit()

    def _on_clear_clicked(self) -> None:
        self._slider.track.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_value(None)
        self.changed.emit()


def _pair(first: QWidget, second: QWidget, look: Look) -> Columns:
    pair = Columns(look=look, at=_BESIDE, gap=24)
    for part in (first, second):
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        pair.add(part)
    return pair
