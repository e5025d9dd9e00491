"""Which widget shows which kind of prompt. A new kind is one file and one line here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ketaguide.content.acting import Letter, Link, Pause, People, Recall, StepPrompt, Titrate
from ketaguide.content.felt import Feelings
from ketaguide.content.lists import Checklist, Choice, Signs
from ketaguide.content.pictures import BodyMap, Drawing
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import DatePrompt, GatePrompt, Info, Scale, TextPrompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.body import BodyView
from ketaguide.ui.prompts.choosing import ChoiceView
from ketaguide.ui.prompts.day import DayView
from ketaguide.ui.prompts.drawing import DrawingView
from ketaguide.ui.prompts.feelings import FeelingsView
from ketaguide.ui.prompts.gate import GateView
from ketaguide.ui.prompts.info import InfoView
from ketaguide.ui.prompts.letter import LetterView
from ketaguide.ui.prompts.link import LinkView
from ketaguide.ui.prompts.pause import PauseView
from ketaguide.ui.prompts.people import PeopleView
from ketaguide.ui.prompts.rating import RatingView
from ketaguide.ui.prompts.recall import RecallView
from ketaguide.ui.prompts.signs import SignsView
from ketaguide.ui.prompts.step import SmallStepView
from ketaguide.ui.prompts.ticking import ChecklistView
from ketaguide.ui.prompts.titrate import TitrateView
from ketaguide.ui.prompts.writing import WritingView

Maker = Callable[..., PromptWidget]

WIDGETS: Mapping[type[Prompt], Maker] = MappingProxyType(
    {
        Info: InfoView,
        TextPrompt: WritingView,
        Choice: ChoiceView,
        Scale: RatingView,
        Checklist: ChecklistView,
        DatePrompt: DayView,
        Feelings: FeelingsView,
        Signs: SignsView,
        GatePrompt: GateView,
        BodyMap: BodyView,
        Drawing: DrawingView,
        Pause: PauseView,
        Titrate: TitrateView,
        People: PeopleView,
        StepPrompt: SmallStepView,
        Recall: RecallView,
        Link: LinkView,
        Letter: LetterView,
    }
)


def is_picker(prompt: Prompt) -> bool:
    """Whether what shows it fills a column of its own where the window is wide."""
    return bool(getattr(WIDGETS[type(prompt)], "is_big", False))


def make_prompt(prompt: Prompt, value: Value | None, *, kit: PromptKit) -> PromptWidget:
    """The prompt on screen, with the answer given earlier.

    Raises:
        KeyError: a kind that content knows and no widget shows (a bug; a test looks for it).
    """
    widget: Any = WIDGETS[type(prompt)](prompt, kit=kit)
    made: PromptWidget = widget
    made.show_value(value)
    return made
