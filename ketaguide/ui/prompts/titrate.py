"""Near the edge of something hard and back again: short rounds, and an end at every moment."""

from __future__ import annotations

from functools import partial
from typing import Any

from ketaguide.content.acting import Titrate
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit
from ketaguide.ui.prompts.screens import ScreensView
from ketaguide.ui.prompts.titrate_screens import (
    AfterScreen,
    EndScreen,
    NearScreen,
    RateScreen,
    RoundScreen,
    SteadyScreen,
)


class TitrateView(ScreensView):
    """Who is near, what is steady, then rounds of near and back, each with a mark before and after.

    A mark is part of the answer as soon as it is set, so that Continue below heeds the stop rule,
    too. Going on within here asks the rule at once.
    """

    def __init__(self, prompt: Titrate, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._texts = kit.texts("titrate")
        self._titrate = prompt
        self._marks: list[int] = []  # gone on from; the one on screen comes behind them
        self._value: dict[str, Any] = _nothing()
        self.show_value(None)

    @property
    def leads(self) -> bool:
        return not isinstance(self.shown, EndScreen)

    def show_value(self, value: Value | None) -> None:
        """Go on where it was left; a round that was left in the middle is not taken up again."""
        given = value if isinstance(value, dict) else {}
        self._value = {**_nothing(), **given, "ratings": list(given.get("ratings", ()))}
        marks, rounds = self._value["ratings"], self._value["rounds"]
        # A mark before the first round may have been set and not gone on from: it is shown again.
        is_open = len(marks) <= rounds or rounds == 0
        self._marks = marks[:rounds] if is_open else list(marks)
        if self._titrate.halts(self._titrate.clean(self._value)):
            self._end()
        elif not self._value["near"] and not marks:
            self._ask_near()
        elif not self._value["resource"]:
            self._ask_steady()
        elif is_open:
            self._ask_rating()
        else:
            self._offer_more()

    def _ask_near(self, *, is_alone: bool = False) -> None:
        people = self.kit.lifelines.people
        screen = NearScreen(self._texts, people, look=self.look, is_alone=is_alone)
        screen.near_given.connect(self._on_near_given)
        screen.onward_wanted.connect(self._ask_steady)
        screen.enough_wanted.connect(self._end)
        self.show_screen(screen)

    def _ask_steady(self) -> None:
        screen = SteadyScreen(self._texts, self._value["resource"], look=self.look)
        screen.steady_changed.connect(partial(self._keep, "resource"))
        screen.onward_wanted.connect(self._ask_rating)
        screen.enough_wanted.connect(self._end)
        self.show_screen(screen)

    def _ask_rating(self) -> None:
        screen = RateScreen(
            self._texts,
            look=self.look,
            stop_at=self._titrate.stop_at,
            is_again=bool(self._value["rounds"]),
        )
        behind = self._value["ratings"][len(self._marks) :]
        screen.show_given(behind[0] if behind else None, self._value["now"] if behind else "")
        screen.rated.connect(self._on_rated)
        screen.onward_wanted.connect(self._on_rating_left)
        screen.enough_wanted.connect(self._end)
        self.show_screen(screen)

    def _go_near(self) -> None:
        self._show_round("edge", self._come_back)

    def _come_back(self) -> None:
        self._show_round("back", self._on_back)

    def _show_round(self, name: str, then: Any) -> None:
        screen = RoundScreen(
            name,
            self._texts,
            look=self.look,
            seconds=self._titrate.seconds,
            steady=self._value["resource"],
        )
        screen.onward_wanted.connect(then)
        self.show_screen(screen)

    def _offer_more(self) -> None:
        screen = AfterScreen(
            self._texts,
            self._marks,
            look=self.look,
            rounds=self._value["rounds"],
            most=self._titrate.rounds,
        )
        screen.again_wanted.connect(self._go_near)
        screen.enough_wanted.connect(self._end)
        self.show_screen(screen)

    def _end(self) -> None:
        screen = EndScreen(self._texts, look=self.look)
        screen.ground_wanted.connect(self.ground_wanted)
        self.show_screen(screen)

    def _on_near_given(self, near: str) -> None:
        self._keep("near", near)
        if near == "yes":
            self._ask_steady()
        else:
            self._ask_near(is_alone=True)

    def _on_rated(self, number: int | None, now: str) -> None:
        self._value["now"] = now
        self._keep("ratings", self._marks + ([] if number is None else [number]))

    def _on_rating_left(self) -> None:
        if self._titrate.halts(self._titrate.clean(self._value)):
            self.stop_wanted.emit()
            return
        self._marks = list(self._value["ratings"])
        if self._value["rounds"]:
            self._offer_more()
        else:
            self._go_near()

    def _on_back(self) -> None:
        self._keep("rounds", self._value["rounds"] + 1)
        self._ask_rating()

    def _keep(self, part: str, given: object) -> None:
        self._value[part] = given
        self.answered.emit({**self._value, "ratings": list(self._value["ratings"])})


def _nothing() -> dict[str, Any]:
    return {"near": "", "resource": "", "ratings": [], "now": "", "rounds": 0}
