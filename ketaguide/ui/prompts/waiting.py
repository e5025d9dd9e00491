"""Holds the place of a prompt whose own widget is being built."""

from ketaguide.content.prompt import Prompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.labels import Body


class WaitingView(PromptWidget):
    """Shows the label, and asks nothing."""

    def __init__(self, prompt: Prompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self.place(Body(prompt.label, look=self.look))
