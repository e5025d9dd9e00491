"""A few quiet moments inside a guide: the room, the senses, a longer breath out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt

from ketaguide.content.acting import Pause
from ketaguide.ui.prompts.base import PromptKit
from ketaguide.ui.prompts.breathing import Breathing
from ketaguide.ui.prompts.screens import LARGE, Screen, ScreensView
from ketaguide.ui.widgets.disc import IconDisc
from ketaguide.ui.widgets.labels import Small


@dataclass(frozen=True)
class _Moment:
    """One screen; ``id`` is its group of lines, ``way`` what a prompt asks for it by."""

    way: str
    id: str
    icon: str = ""


# The room before the breath: breathing on purpose can frighten a person who is already afraid.
_MOMENTS = (
    _Moment("room", "look", "eye"),
    _Moment("room", "steady", "mountain"),
    _Moment("room", "feet", "anchor"),
    _Moment("senses", "see", "sun"),
    _Moment("senses", "touch", "hand"),
    _Moment("senses", "hear", "ear"),
    _Moment("senses", "smell", "leaf"),
    _Moment("senses", "taste", "glass-water"),
    _Moment("breath", "breath"),
)
_SKIPS: Mapping[str, str] = MappingProxyType({"room": "skip-room", "senses": "skip-senses"})
_END = _Moment("", "end", "house")


class PauseView(ScreensView):
    """One thing a screen, no clock, and a way past each part; Continue leaves at any moment."""

    def __init__(self, prompt: Pause, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._lines = kit.texts("pause")
        self._moments = (*(one for one in _MOMENTS if one.way in prompt.ways), _END)
        self._offers_box = "box" in prompt.ways
        self._index = 0
        self._is_box = False
        self._show()

    @property
    def leads(self) -> bool:
        return self._index + 1 < len(self._moments)

    def _show(self) -> None:
        moment = self._moments[self._index]
        name = "box" if moment.id == "breath" and self._is_box else moment.id
        lines, common = self._lines[name], self._lines["pause"]
        screen = Screen(lines["title"], look=self.look, parent=self.holder)
        screen.setObjectName(f"pause_{name}")
        self._add_picture(screen, moment)
        screen.say(lines["body"])
        if moment.id == "breath":
            screen.put(Breathing(lines, look=self.look, is_box=self._is_box))
            screen.put(Small(lines["care"], look=self.look))
        if moment is _END:
            screen.button("pause_again", lines["again"]).clicked.connect(partial(self._go, 0))
        else:
            self._add_ways(screen, moment, lines)
            screen.put(Small(self._place() + common["leave"], look=self.look))
        self.show_screen(screen)

    def _add_picture(self, screen: Screen, moment: _Moment) -> None:
        if moment.icon and self.look.scale < LARGE:
            disc = IconDisc(moment.icon, look=self.look, size=88)
            screen.column.insertWidget(0, disc, 0, Qt.AlignmentFlag.AlignLeading)

    def _add_ways(self, screen: Screen, moment: _Moment, lines: Mapping[str, str]) -> None:
        common = self._lines["pause"]
        onward = screen.button("pause_next", common["next"], kind="primary", icon="arrow-right")
        onward.clicked.connect(partial(self._go, self._index + 1))
        if self._index:
            back = screen.button("pause_back", common["back"], kind="quiet")
            back.clicked.connect(partial(self._go, self._index - 1))
        further = range(self._index + 1, len(self._moments))
        after = next(n for n in further if self._moments[n].way != moment.way)
        if after > self._index + 1:
            skip = screen.button("pause_skip", common[_SKIPS[moment.way]], kind="quiet")
            skip.clicked.connect(partial(self._go, after))
        if moment.id == "breath" and self._offers_box:
            other = lines["breath" if self._is_box else "box"]
            screen.button("pause_box", other, kind="quiet").clicked.connect(self._on_box_clicked)

    def _place(self) -> str:
        """Where one is, unless there is only one screen."""
        count = len(self._moments) - 1
        if count == 1:
            return ""
        words = self._lines["pause"]["place"]
        return words.replace("{here}", str(self._index + 1)).replace("{all}", str(count)) + " · "

    def _go(self, index: int) -> None:
        self._index = index
        self._is_box = False
        self._show()

    def _on_box_clicked(self) -> None:
        self._is_box = not self._is_box
        self._show()
