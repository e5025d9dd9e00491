"""What stands around the journal's list: its head, and what is said where there is nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import Errand, OpenInsights, OpenLetters, OpenSeries, OpenSteps
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Heading, Lead, Small, Title
from ketaguide.ui.widgets.search_field import SearchField
from ketaguide.ui.widgets.segments import Segments
from ketaguide.ui.widgets.stack import Stack


class JournalHead(QWidget):
    """The name of the page, a way to write, ways on, a way to search, and how to look at it."""

    write_wanted = Signal()
    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.write = Button(tr("New entry"), look=look, kind="primary", icon="notebook-pen")
        self.write.setObjectName("new_entry")
        self.search = SearchField(tr("Search your entries"), look=look)
        self._draft = draft_button("continue_draft", look=look)
        self.views = Segments(views(), look=look, name=tr("How to look at it"), prefix="view")
        self.narrow = Button(tr("Narrow down"), look=look, kind="quiet", icon="chevron-down")
        self.narrow.setObjectName("narrow")
        self.status = Small(look=look)
        self.status.setObjectName("search_status")
        orders = (("newest", tr("Newest first")), ("best", tr("Best match first")))
        self.order = Segments(orders, look=look, name=tr("Order"), prefix="order")
        top = QHBoxLayout()
        top.setSpacing(look.gap(16))
        top.addWidget(Heading(tr("Journal"), look=look), 1)
        top.addWidget(self.write)
        self._tools = QWidget()
        tools = Flow(self._tools, gap=look.gap(10))
        for tool in (self.views, self.narrow):
            tools.addWidget(tool)
        self._found = QWidget()
        line = Flow(self._found, gap=look.gap(12))
        line.addWidget(self.status)
        line.addWidget(self.order)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(10))
        column.addLayout(top)
        column.addWidget(self._ways(look))
        column.addWidget(self._draft, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.search, self._tools, self._found):
            column.addWidget(part)
        for hidden in (self._draft, self._letters, self._found):
            hidden.hide()
        self.write.clicked.connect(self.write_wanted)
        self._draft.clicked.connect(self.write_wanted)
        self._has_draft = False
        self._has_tools = True

    def show_draft(self, has_draft: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Lead back to a new entry that was begun."""
        self._has_draft = has_draft
        self._draft.setVisible(has_draft and self._has_tools)

    def show_letters(self, count: int) -> None:
        """Lead to the sealed letters, where there are any."""
        self._letters.set_words(tr("Sealed letters ({count})", count=count))
        self._letters.setVisible(bool(count))

    def show_tools(self, shown: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """With nothing written there is nothing to search; the page then offers to write."""
        self._has_tools = shown
        for part in (self.search, self.write, self._tools, *self._onward):
            part.setVisible(shown)
        self.show_draft(self._has_draft)

    def show_found(self, words: str, *, has_order: bool) -> None:
        """How much there is; ``has_order`` where it can be ordered by how well it matches."""
        self.status.setText(words)
        self.status.setVisible(bool(words))
        self.order.setVisible(has_order)
        self._found.setVisible(bool(words))

    def show_folded(self, is_folded: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Which way the narrowing goes when its button is pressed."""
        self.narrow.set_icon("chevron-down" if is_folded else "chevron-up")
        state = tr("folded away") if is_folded else tr("shown below")
        self.narrow.setAccessibleDescription(state)

    def _ways(self, look: Look) -> QWidget:
        holder = QWidget()
        row = Flow(holder, gap=look.gap(18))
        ways: tuple[tuple[str, str, str, Errand], ...] = (
            ("open_insights", tr("Insights"), "sparkles", OpenInsights()),
            ("open_steps", tr("Small steps"), "list-checks", OpenSteps()),
            ("open_series", tr("Sessions in a row"), "route", OpenSeries()),
            ("sealed_letters", "", "lock", OpenLetters()),
        )
        made: list[Button] = []
        for name, words, icon, errand in ways:
            button = Button(words, look=look, kind="link", icon=icon)
            button.setObjectName(name)
            button.clicked.connect(partial(self._on_way, errand))
            row.addWidget(button)
            made.append(button)
        *self._onward, self._letters = made
        return holder

    def _on_way(self, errand: Errand) -> None:
        self.go_wanted.emit(errand)


def views() -> tuple[tuple[str, str], ...]:
    """Ways to look at what was written: id and words."""
    return (
        ("timeline", tr("Timeline")),
        ("calendar", tr("Calendar")),
        ("session_id", tr("Sessions")),
        ("tag", tr("Tags")),
        ("feeling", tr("Feelings")),
    )


class Empty(Card):
    """Before the first entry."""

    write_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, tone="soft", padding=28, parent=parent)
        self.setObjectName("journal_empty")
        self._title = Title(look=look)
        self._lead = Lead(
            tr("A few words are enough. They are encrypted and stay on this computer."), look=look
        )
        self.write = Button("", look=look, kind="primary", icon="notebook-pen")
        self.write.setObjectName("write_first")
        self.write.clicked.connect(self.write_wanted)
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_draft(False)

    def show_draft(self, has_draft: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """The first entry may be half written."""
        if has_draft:
            self._title.setText(tr("You began to write something."))
            self.write.set_words(tr("Go on writing"))
        else:
            self._title.setText(tr("Nothing is written here yet."))
            self.write.set_words(tr("Write a first entry"))


class NothingFound(Card):
    """A search, or a narrowed list, with nothing in it."""

    clear_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self.setObjectName("nothing_found")
        self.words = ""
        self.clear = Button(tr("Show all entries"), look=look, kind="secondary")
        self.clear.setObjectName("show_all")
        self.clear.clicked.connect(self.clear_wanted)
        self._title = Title(look=look)
        self._hint = Small(look=look)
        self.body.addWidget(self._title)
        self.body.addWidget(self._hint)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)

    def show_why(self, *, has_words: bool, is_narrowed: bool) -> None:
        """Say what there is none of, and what finds more."""
        if has_words:
            self.words = tr("No entry has these words.")
            hint = tr("The search looks for every word in titles and texts. Fewer words find more.")
        else:
            self.words = tr("No entry fits all of this.")
            hint = ""
        if is_narrowed:
            hint = f"{hint} {tr('The list is narrowed down. Taking one of that away shows more.')}"
        self._title.setText(self.words)
        self._hint.setText(hint.strip())


def draft_button(name: str, *, look: Look) -> Button:
    """The way back to a new entry that was begun and not kept."""
    button = Button(
        tr("Go on with what you began to write"), look=look, kind="link", icon="notebook-pen"
    )
    button.setObjectName(name)
    return button
