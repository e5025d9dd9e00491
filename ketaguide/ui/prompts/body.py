"""Where something was met in the body: a figure to press, or the same places as a list."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.pictures import BodyMap, clean_body
from ketaguide.content.prompt import Value
from ketaguide.engine.recalled import EarlierAnswer
from ketaguide.ui import moments
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets import body_map
from ketaguide.ui.widgets.body_parts import Legend, PlaceList, RegionRow
from ketaguide.ui.widgets.body_picture import BodyPicture
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.page_scroll import Columns


class BodyView(PromptWidget):
    """The figure is a big picker of its own; ``beside`` holds a row for every chosen place.

    What was chosen the time before stands below, and nothing is said about the difference.
    """

    is_big = True

    def __init__(self, prompt: BodyMap, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._rows: dict[str, RegionRow] = {}
        # What stood beside a place that was taken out: choosing it again brings it back.
        self._left: dict[str, dict[str, str]] = {}
        self._card = Card(look=self.look, padding=16, parent=self)
        self._map = body_map.BodyMap(look=self.look, parent=self._card)
        # Built when it is first wanted: most people press the figure.
        self._list: PlaceList | None = None
        self._swap = Button("", look=self.look, kind="quiet", parent=self._card)
        self._named = Small(look=self.look)
        self.setAccessibleName(prompt.label)
        self._fill_card()
        self.place(self._card)
        self.beside = QWidget(kit.aside)
        self.beside.setObjectName(f"chosen_{prompt.id}")
        self._none = Body(
            tr("Nothing chosen yet. That is an answer, too."), look=self.look, tone="muted"
        )
        self._problem = Small(look=self.look, tone="danger")
        self._column = QVBoxLayout()
        self._lay_beside(self.beside, kit.earlier.get(prompt.id))
        self._map.pressed.connect(self._on_pressed)
        self._map.pointed.connect(self._on_pointed)
        self._swap.clicked.connect(self._on_swap_clicked)
        wish = kit.showing.as_list
        self._show_list(shown=kit.list_first if wish is None else wish)
        self._on_pointed("")
        self.show_problem("")

    def show_value(self, value: Value | None) -> None:
        for name in list(self._rows):
            self._take_out(name)
        self._left.clear()
        for name, region in (clean_body(value) or {"regions": {}})["regions"].items():
            self._put_in(name, region)
        self._show_chosen()

    def show_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def first(self) -> QWidget | None:
        if self._list is not None and self._map.isHidden():
            return self._list.first()
        return self._map.tab_stop()

    def _fill_card(self) -> None:
        look, card = self.look, self._card
        card.body.setSpacing(look.gap(8))
        self._legend = Legend(look=look, parent=card)
        self._swap.setObjectName(f"swap_{self.prompt.id}")
        self._named.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._map, self._named):
            card.body.addWidget(part)
        self._body = card.body
        foot = QHBoxLayout()
        foot.addWidget(self._swap)
        foot.addStretch(1)
        foot.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(foot)

    def _lay_beside(self, beside: QWidget, earlier: EarlierAnswer | None) -> None:
        look = self.look
        outer = QVBoxLayout(beside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.gap(12))
        outer.addWidget(Strong(self.prompt.label, look=look))
        if self.prompt.hint:
            outer.addWidget(Small(self.prompt.hint, look=look))
        outer.addWidget(self._problem)
        outer.addWidget(self._none)
        self._column.setSpacing(look.gap(16))
        outer.addLayout(self._column)
        then = clean_body(earlier.value) if earlier is not None else None
        if earlier is not None and then is not None:
            outer.addWidget(self._earlier(earlier, then))

    def _earlier(self, earlier: EarlierAnswer, then: Mapping[str, Any]) -> QWidget:
        look, clock = self.look, self.kit.clock
        today = local(clock.now(), clock.zone()).date()
        day = moments.day_words(local(earlier.when, earlier.zone).date(), today=today)
        card = Card(look=look, tone="sunk", padding=16)
        card.setObjectName(f"earlier_{self.prompt.id}")
        title = tr("Earlier: {day}", day=day)
        card.setAccessibleName(title)
        card.body.setSpacing(look.gap(8))
        card.body.addWidget(Strong(title, look=look))
        words = self.prompt.shown(dict(then)).replace("\n- ", "\n").removeprefix("- ")
        pair = Columns(look=look, at=380)
        pair.add(BodyPicture(then["regions"], look=look), stretch=0)
        pair.add(Small(words, look=look), stretch=1)
        card.body.addWidget(pair)
        return card

    def _value(self) -> dict[str, Any] | None:
        chosen = {name: row.value() for name, row in self._rows.items()}
        return {"regions": chosen} if chosen else None

    def _on_pressed(self, name: str) -> None:
        if name in self._rows:
            self._take_out(name)
        else:
            self._put_in(name, self._left.pop(name, {}))
        self._tell()

    def _on_remove_wanted(self, name: str) -> None:
        self._take_out(name)
        target = self.first()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        self._tell()

    def _tell(self) -> None:
        self._show_chosen()
        self.answered.emit(self._value())

    def _show_chosen(self) -> None:
        value = self._value()
        chosen = value["regions"] if value is not None else {}
        self._map.show_regions(chosen)
        if self._list is not None:
            self._list.show_regions(chosen)
        self._none.setVisible(not chosen)

    def _put_in(self, name: str, region: Mapping[str, str]) -> None:
        row = RegionRow(name, region, look=self.look, parent=self.beside)
        row.changed.connect(self._tell)
        row.remove_wanted.connect(partial(self._on_remove_wanted, name))
        self._rows[name] = row
        self._column.addWidget(row)

    def _take_out(self, name: str) -> None:
        row = self._rows.pop(name)
        self._left[name] = row.value()
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_pointed(self, name: str) -> None:
        self._named.setText(
            name or tr("Left in the picture is your left. The dotted line is the space around you.")
        )

    def _on_swap_clicked(self) -> None:
        self.kit.showing.as_list = not self._map.isHidden()
        self._show_list(shown=self.kit.showing.as_list)
        self.rebuilt.emit()

    def _show_list(self, *, shown: bool) -> None:
        for part in (self._map, self._named, self._legend):
            part.setVisible(not shown)
        if shown and self._list is None:
            self._list = PlaceList(look=self.look, parent=self._card)
            self._list.pressed.connect(self._on_pressed)
            self._list.show_regions(self._rows)
            self._body.insertWidget(0, self._list)
        if self._list is not None:
            self._list.setVisible(shown)
        self._swap.set_words(tr("Show as a picture") if shown else tr("Show as a list"))
        self._swap.set_icon("user" if shown else "list")
