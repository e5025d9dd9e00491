"""Words for feelings on a wheel or in a list, how strong each is, one's own words, or none."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QWidget

from ketaguide.base.text import tr
from ketaguide.content.felt import Feelings
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.feelings import FeelingList, meant
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.strengths import Strengths
from ketaguide.ui.widgets.wheel import FeelingWheel
from ketaguide.ui.widgets.wheel_layout import layouts_of


class FeelingsView(PromptWidget):
    """A big picker, wheel or list, over the same answer; ``beside`` holds what was chosen.

    The step puts both side by side where there is room. The list stands first where the kit says
    so, and where the wheel would not be seen as a whole. Choosing nothing is an answer too.
    """

    is_big = True

    def __init__(self, prompt: Feelings, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._families = prompt.families
        words = [word for family in prompt.families for word in family.words]
        self._meanings = {word.id: meant(word) for word in words}
        labels = {word.id: word.label for word in words}
        self._strengths = Strengths(prompt.label, labels, look=self.look, parent=kit.aside)
        self._strengths.setObjectName(f"strengths_{prompt.id}")
        self._strengths.setAccessibleName(tr("How strong each one is"))
        self._strengths.changed.connect(self._on_changed)
        self.beside = self._strengths
        self._layouts = layouts_of(prompt.families, self.look)
        self._wheel: FeelingWheel | None = None
        self._list: FeelingList | None = None
        self._picker: FeelingWheel | FeelingList | None = None
        self._sheet: QScrollArea | None = None
        self._is_laid = False
        self._toggle = Button("", look=self.look, kind="quiet")
        self._toggle.setObjectName("feelings_toggle")
        self._toggle.clicked.connect(self._on_toggle_clicked)
        self._meaning = Body("", look=self.look, tone="muted")
        self._meaning.setObjectName("feelings_meaning")
        self._card = Card(look=self.look, padding=16, parent=self)
        self._foot = self._make_foot()
        self.place(self._card)
        self.setAccessibleName(prompt.label)
        self._find_sheet()
        self._settle()

    def show_value(self, value: Value | None) -> None:
        clean = self.prompt.clean(value)
        self._strengths.set_value(clean if isinstance(clean, dict) else None)
        self._show_chosen()

    def first(self) -> QWidget | None:
        return self._picker.first() if self._picker is not None else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._is_laid = True
        self._find_sheet()
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The page grew or shrank, perhaps only in height."""
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def _find_sheet(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and above is not self._sheet:
            self._sheet = above
            above.viewport().installEventFilter(self)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, self.look.gap(6), 0)
        row.setSpacing(self.look.gap(16))
        row.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._meaning, 1)
        return foot

    def _settle(self) -> None:
        """Show the picker that is wanted and has room; it is built the first time."""
        is_wheel = self._is_wheel()
        picker: FeelingWheel | FeelingList
        if is_wheel and self._wheel is None:
            self._wheel = picker = FeelingWheel(
                self._families, self._layouts, look=self.look, parent=self._card
            )
            picker.setAccessibleName(self.prompt.label)
            picker.turned.connect(self._say_how)
            picker.pointed.connect(self._say_how)
            picker.toggled.connect(self._on_toggled)
        if not is_wheel and self._list is None:
            self._list = picker = FeelingList(self._families, look=self.look, parent=self._card)
            picker.toggled.connect(self._on_toggled)
        shown = self._wheel if is_wheel else self._list
        if shown is not None and shown is not self._picker:
            self._picker = shown
            self._lay(shown, is_wheel=is_wheel)
        if self._wheel is not None:
            self._wheel.set_room(self._room())
        self._toggle.set_words(tr("Show as a list") if is_wheel else tr("Show as a wheel"))
        self._toggle.set_icon("list" if is_wheel else "chart-pie")
        self._meaning.setVisible(is_wheel)
        self._foot.setVisible(is_wheel or self._has_width())
        self._say_how()

    def _lay(self, picker: FeelingWheel | FeelingList, *, is_wheel: bool) -> None:
        """The way to the other picker stands below the wheel, but over a list, which is long."""
        before = self._before()
        body = self._card.body
        parts: list[QWidget] = [picker, self._foot] if is_wheel else [self._foot, picker]
        for part in parts:
            body.removeWidget(part)
            body.addWidget(part)
        for one in (self._wheel, self._list):
            if one is not None:
                one.setVisible(one is picker)
        self._show_chosen()
        buttons = picker.findChildren(QAbstractButton)
        for stop in [*buttons, self._toggle] if is_wheel else [self._toggle, *buttons]:
            QWidget.setTabOrder(before, stop)
            before = stop

    def _before(self) -> QWidget:
        """What comes before this prompt in the Tab order; Qt puts new parts at its end."""
        here: QWidget = self._toggle
        for _ in self.findChildren(QWidget):
            above = here.previousInFocusChain()
            if above is None or not self.isAncestorOf(here):
                break
            here = above
        return here

    def _is_wheel(self) -> bool:
        as_list = self.kit.showing.as_list
        if as_list is None:
            as_list = self.kit.list_first or not self._is_seen_whole()
        return not as_list and self._has_width()

    def _has_width(self) -> bool:
        """Whether all words fit on a wheel as wide as there is room."""
        least = self._least()
        # Before that, its width says nothing.
        if least is None or not self._is_laid:
            return least is not None
        margins = self._card.body.contentsMargins()
        return least <= self.width() - margins.left() - margins.right()

    def _is_seen_whole(self) -> bool:
        least = self._least()
        if least is None or self._sheet is None:
            return least is not None
        return least <= self._sheet.viewport().height()

    def _least(self) -> int | None:
        return self._layouts.least_side()

    def _room(self) -> int:
        """From top to bottom for the wheel, so that the whole card is seen at once."""
        if self._sheet is None:
            return 0
        body = self._card.body
        margins = body.contentsMargins()
        around = margins.top() + margins.bottom() + body.spacing() + 2 * self.look.gap(24)
        return self._sheet.viewport().height() - around - self._toggle.sizeHint().height()

    def _show_chosen(self) -> None:
        words, own = self._strengths.words, len(self._strengths.own)
        if self._wheel is not None:
            self._wheel.set_chosen(words, own=own, none=self._strengths.is_none)
        if self._list is not None:
            self._list.set_chosen(words)

    def _say_how(self, word: str = "") -> None:
        """How the word is meant that the person is at; or how the picker is used."""
        if self._meanings.get(word):
            self._meaning.setText(self._meanings[word])
        elif self._wheel is not None and self._wheel.open_family:
            self._meaning.setText(tr("Longer petals are stronger words · Esc goes back"))
        else:
            self._meaning.setText(
                tr("Press a family for more words · Arrow keys move · Space chooses")
            )

    def _on_toggled(self, word: str, chosen: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if chosen:
            self._strengths.put(word)
        else:
            self._strengths.take(word)
        self._on_changed()

    def _on_toggle_clicked(self) -> None:
        self.kit.showing.as_list = self._is_wheel()
        self._settle()
        # The button has gone to the other end of what it changed.
        if self._picker is not None and (first := self._picker.first()) is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            QTimer.singleShot(0, self, self._show_top)

    def _show_top(self) -> None:
        """Begin where the picker begins, once it has found its size."""
        page = self._sheet.widget() if self._sheet is not None else None
        if self._sheet is not None and page is not None:
            top = self._card.mapTo(page, QPoint(0, 0)).y() - self.look.gap(12)
            if top < self._sheet.verticalScrollBar().value() or not self._is_seen_whole():
                self._sheet.verticalScrollBar().setValue(top)

    def _on_changed(self) -> None:
        self._show_chosen()
        strengths = self._strengths
        value: dict[str, Any] = {
            "words": strengths.words,
            "own": strengths.own,
            "none": strengths.is_none,
        }
        self.answered.emit(value if any(value.values()) else None)
