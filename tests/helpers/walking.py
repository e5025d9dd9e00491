"""Someone who goes through a whole guide with the keyboard, and writes wherever it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QWidget

from ketaguide.content.felt import Feelings
from ketaguide.content.guide import Guide
from ketaguide.content.lists import Choice
from ketaguide.content.prompt import Prompt
from ketaguide.content.prompts import Scale
from ketaguide.engine.run import GuideRun
from ketaguide.ui.pages.guide_page import GuidePage
from tests.helpers.guides import Reader

FINISH = "Finish"
_MOST_STEPS = 40


@dataclass
class Walker:
    """Answers each prompt that is on screen.

    Attributes:
        word: is in everything that is typed.
        chosen: by prompt, the options or the number to give; else the first that stops nothing.
        brief: nothing else is answered.
        typed: all that was typed, as it stands in the field.
        seen: the steps that were on screen.
    """

    reader: Reader
    word: str
    chosen: Mapping[str, Any] = field(default_factory=dict)
    brief: bool = False
    typed: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    @property
    def run(self) -> GuideRun:
        page = self.reader.page
        assert isinstance(page, GuidePage)
        run = page._keeper.run
        assert run is not None
        return run

    @property
    def guide(self) -> Guide:
        return self.run.guide

    def walk(self) -> None:
        """To the last page and off it; or to where the guide stops."""
        for _ in range(_MOST_STEPS):
            step = self.run.step
            self.seen.append(step.id)
            self.answer_step()
            self.reader.press("guide_onward")
            if self.reader.sees("ground_first") or self.run.state.stopped or self.reader.wishes:
                return
        raise AssertionError(f"no end: {self.seen}")

    def answer_step(self) -> None:
        """An answer can bring further prompts to the step."""
        done: set[str] = set()
        while left := [p for p in self.run.prompts if p.id not in done]:
            done.add(left[0].id)
            self.answer(left[0])

    def answer(self, prompt: Prompt) -> None:
        ways: Mapping[str, Callable[[Any], None]] = {
            "text": self._text,
            "choice": self._choice,
            "scale": self._scale,
            "checklist": self._checklist,
            "date": self._date,
            "feelings": self._feelings,
            "signs": self._signs,
            "pause": self._pause,
            "titrate": self._titrate,
            "people": self._people,
            "step": self._step,
            "letter": self._letter,
            "body": self._body,
            "drawing": self._drawing,
        }
        if prompt.kind in ways and (prompt.id in self.chosen or not self.brief):
            ways[prompt.kind](prompt)

    def _in(self, prompt: Prompt, name: str) -> QWidget:
        """A part of this prompt; two prompts of a step can have options of one name."""
        home = self.reader.find(f"prompt_{prompt.id}")
        for widget in home.findChildren(QWidget, name):
            if isinstance(widget, QWidget) and widget.isVisible():
                return widget
        return self.reader.find(name)

    def _write(self, widget: QWidget, what: str) -> None:
        words = f"{what} {self.word}{len(self.typed)}"
        QTest.keyClicks(self.reader.reach(widget), words)
        self.typed.append(words)

    def _press(self, prompt: Prompt, name: str) -> None:
        self.reader.press_on(self._in(prompt, name))

    def _text(self, prompt: Prompt) -> None:
        self._write(self._in(prompt, f"text_{prompt.id}"), "words")

    def _choice(self, prompt: Choice) -> None:
        first = next(name for name in prompt.names() if name not in prompt.stops)
        given = self.chosen.get(prompt.id, first)
        for name in [given] if isinstance(given, str) else given:
            self._press(prompt, f"choice_{name}")

    def _scale(self, prompt: Scale) -> None:
        mark = self.chosen.get(prompt.id, prompt.min)
        self.reader.reach(self._in(prompt, f"scale_{prompt.id}"))
        QTest.keyClicks(self.reader.focus, str(mark))

    def _checklist(self, prompt: Any) -> None:
        for name in self.chosen.get(prompt.id, prompt.names()[:1]):
            self._press(prompt, f"check_{name}")
        if prompt.own:
            self._write(self._in(prompt, "own_line"), "line")
            self.reader.key(Qt.Key.Key_Return)

    def _date(self, prompt: Prompt) -> None:
        home = self.reader.find(f"prompt_{prompt.id}")
        first = next(b for b in home.findChildren(QAbstractButton) if b.isVisible())
        self.reader.press_on(first)

    def _feelings(self, prompt: Feelings) -> None:
        name = self.chosen.get(prompt.id, "sad")
        if name == "none":
            self._press(prompt, "feelings_none")
            return
        if not self.reader.sees(f"feeling_{name}"):
            family = next(f for f in prompt.families if name in [word.id for word in f.words])
            self._press(prompt, f"family_{family.id}")
        self._press(prompt, f"feeling_{name}")
        self._write(self._in(prompt, "own_feeling"), "felt")
        self._press(prompt, "own_feeling_add")

    def _signs(self, prompt: Prompt) -> None:
        for name, mark in self.chosen.get(prompt.id, {}).items():
            row = self._in(prompt, f"sign_{name}").findChildren(QRadioButton)
            self.reader.reach(row[0])
            while self.reader.focus.objectName() != f"sign_{mark}":
                self.reader.key(Qt.Key.Key_Right)
            self.reader.press_on(self.reader.focus)
        self._press(prompt, f"none_{prompt.id}")

    def _pause(self, prompt: Prompt) -> None:
        self._press(prompt, "pause_next")

    def _titrate(self, prompt: Prompt) -> None:
        marks = list(self.chosen.get(prompt.id, (3, 3)))
        self._press(prompt, "titrate_near_yes")
        self._write(self._in(prompt, "titrate_resource"), "steady")
        self._press(prompt, "titrate_next")
        self._rate(prompt, marks.pop(0))
        while marks:
            self._press(prompt, "titrate_leave_edge")
            self._press(prompt, "titrate_leave_back")
            self._rate(prompt, marks.pop(0))
        if self.reader.sees("titrate_enough"):
            self._press(prompt, "titrate_enough")

    def _rate(self, prompt: Prompt, mark: int) -> None:
        self.reader.reach(self._in(prompt, "titrate_scale"))
        QTest.keyClicks(self.reader.focus, str(mark))
        self._press(prompt, "titrate_next")

    def _people(self, prompt: Prompt) -> None:
        self._press(prompt, f"person_{prompt.id}_0")

    def _step(self, prompt: Prompt) -> None:
        for part in ("insight", "value", "action", "cue"):
            name = f"step_{part}_{prompt.id}"
            if self.reader.sees(name):
                self._write(self.reader.find(name), part)

    def _letter(self, prompt: Prompt) -> None:
        self._text(prompt)
        end = self.chosen.get(prompt.id, "keep")
        self._press(prompt, f"choice_{end}")
        if end == "shred":
            self._press(prompt, "shred_now")
            self.typed.pop()

    def _body(self, prompt: Prompt) -> None:
        self._press(prompt, f"swap_{prompt.id}")
        self._press(prompt, "listed_chest")
        self._write(self.reader.find("words_chest"), "there")

    def _drawing(self, prompt: Prompt) -> None:
        self.reader.reach(self._in(prompt, f"canvas_{prompt.id}"))
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space):
            self.reader.key(key)
        self._write(self.reader.find(f"title_{prompt.id}"), "title")
