"""A day: the next ones offered by name, any other by calendar, or none."""

import datetime

from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.content.prompt import Value
from ketaguide.content.prompts import DatePrompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.day_choice import DayChoice


class DayView(PromptWidget):
    """No day is set until one is chosen; "No day" takes it back."""

    def __init__(self, prompt: DatePrompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        today = local(kit.clock.now(), kit.clock.zone()).date()
        ahead = prompt.days_ahead
        near = () if ahead is None else (ahead, ahead + 1)
        days = [today + datetime.timedelta(days=n) for n in near]
        self._days = DayChoice(
            days, today=today, look=self.look, name=prompt.label, parent=self.holder
        )
        self._days.edit.setObjectName(f"date_{prompt.id}")
        self.frame(self._days)
        self._days.chosen.connect(self.answered)

    def show_value(self, value: Value | None) -> None:
        self._days.show_day(_day(value))

    def first(self) -> QWidget | None:
        return self._days.choices.focusProxy()


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
