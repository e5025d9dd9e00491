"""A way to another place of the program, within a step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt

from ketaguide.content.acting import Link
from ketaguide.ui.errands import Errand, OpenGuide, OpenLayer, PlanSession
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.stack import Stack

_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "session": "calendar",
        "people": "users",
        "safety": "life-buoy",
        "ground": "wind",
        "calls": "phone",
        "plan": "heart-handshake",
        "guide": "arrow-right",
    }
)
_LAYERS: Mapping[str, str] = MappingProxyType(
    {"people": "people", "safety": "safety", "ground": "ground", "calls": "calls", "plan": "plan"}
)


class LinkView(PromptWidget):
    """One button. What was answered is kept before anyone goes."""

    def __init__(self, prompt: Link, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._link = prompt
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap(6))
        self._button = Button(prompt.label, look=self.look, icon=_ICONS[prompt.to], parent=self)
        self._button.setObjectName(f"link_{prompt.id}")
        self._button.setAccessibleDescription(prompt.hint)
        self._button.clicked.connect(self._on_clicked)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeading)
        if prompt.hint:
            column.addWidget(Small(prompt.hint, look=self.look))

    def _on_clicked(self) -> None:
        if self._link.to == "ground":
            self.ground_wanted.emit()
        else:
            self.go_wanted.emit(self._errand())

    def _errand(self) -> Errand:
        """Where it leads; the page adds the session it is about."""
        if self._link.to == "session":
            return PlanSession()
        if self._link.to == "guide":
            return OpenGuide(self._link.guide)
        return OpenLayer(_LAYERS[self._link.to])
