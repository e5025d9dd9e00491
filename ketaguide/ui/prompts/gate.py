"""Where the readiness answers lead. It asks nothing; it says whom to tell first."""

from ketaguide.content.prompts import GatePrompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.gate_outcome import GateOutcome, GateWords


class GateView(PromptWidget):
    """Builds the outcome's panel when it is shown, from the answers as they are then."""

    def __init__(self, prompt: GatePrompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        gate = kit.gate(prompt)
        own = {"now": prompt.now, "stop": prompt.stop, "pause": prompt.pause, "go-on": prompt.go_on}
        words = GateWords.of(kit.lines, kit.lifelines, number=kit.number, own=own[gate.outcome])
        self.outcome = gate.outcome
        panel = GateOutcome(gate, words, look=self.look)
        self.spoken = panel.spoken
        self.place(panel)
