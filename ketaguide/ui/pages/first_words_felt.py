"""Feelings by tapping: a family first, then its words; or no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.content.felt import Feelings
from ketaguide.content.prompt import Value
from ketaguide.content.words import Family
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import TapWords

# Source: as ``widgets.strengths``; nobody is asked for a strength here, and the middle claims
# least.
_MIDDLE = 5
_NONE = "no-words"


@dataclass(frozen=True)
class _One:
    id: str
    label: str


class FeltTaps(QWidget):
    """Speaks the answer of a feelings prompt; strengths and own words given elsewhere stay."""

    changed = Signal(object)
    turned = Signal()  # other words are on screen

    def __init__(self, prompt: Feelings, *, look: Look, none: str) -> None:
        """Args:
        none: the words on the button for no words.
        """
        super().__init__()
        self._look = look
        self._prompt = prompt
        self._value: dict[str, Any] = {}
        self._inner: QWidget | None = None
        families = [_One(family.id, family.title) for family in prompt.families]
        self._outer = TapWords([_One(_NONE, none), *families], look=look, name="family")
        self._outer.tapped.connect(self._on_tapped)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._outer)
        self.set_value(None)

    def set_value(self, value: Value | None) -> None:
        clean = self._prompt.clean(value)
        empty: dict[str, Any] = {"words": {}, "own": [], "none": False}
        self._value = dict(clean) if isinstance(clean, dict) else empty
        self._show()

    def first(self) -> QWidget | None:
        inner = self._inner.findChild(TapWords) if self._inner is not None else None
        return (inner if isinstance(inner, TapWords) else self._outer).first()

    def back(self) -> bool:
        """From a family's words to the families; False where one is there already."""
        inner, self._inner = self._inner, None
        if inner is None:
            return False
        self._column.removeWidget(inner)
        inner.hide()
        inner.deleteLater()
        self._outer.show()
        self._show()
        self.turned.emit()
        return True

    def _show(self) -> None:
        """A tick on a family says that words of it are chosen."""
        words = self._value["words"]
        felt = [f.id for f in self._prompt.families if any(w.id in words for w in f.words)]
        self._outer.set_value([_NONE] if self._value["none"] else felt)

    def _on_tapped(self, name: str) -> None:
        if name == _NONE:
            self._value = {"words": {}, "own": [], "none": not self._value["none"]}
            self._show()
            self._tell()
            return
        family = self._family(name)
        self._show()
        taps = TapWords(family.words, look=self._look, name="tap")
        taps.set_value([word.id for word in family.words if word.id in self._value["words"]])
        taps.changed.connect(lambda chosen: self._on_words(family.id, chosen))
        self._inner = QWidget()
        inner = Stack(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self._look.gap(10))
        inner.addWidget(Label(family.title, look=self._look, role="large", tone="primary"))
        inner.addWidget(taps)
        self._outer.hide()
        self._column.addWidget(self._inner)
        self._inner.show()
        self.turned.emit()

    def _on_words(self, family_id: str, chosen: tuple[str, ...]) -> None:
        mine = {word.id for word in self._family(family_id).words}
        words = {k: v for k, v in self._value["words"].items() if k not in mine}
        before = self._value["words"]
        words |= {name: before.get(name, _MIDDLE) for name in chosen}
        self._value = {"words": words, "own": self._value["own"], "none": False}
        self._tell()

    def _tell(self) -> None:
        """Nothing chosen any more takes the answer back."""
        self.changed.emit(dict(self._value) if any(self._value.values()) else None)

    def _family(self, family_id: str) -> Family:
        return next(one for one in self._prompt.families if one.id == family_id)
