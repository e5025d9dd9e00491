"""The feelings prompt on screen, over a page that scrolls."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from ketaguide.content.felt import Feelings
from ketaguide.content.prompt import Value
from ketaguide.engine.gate import Gate
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.prompts.base import PromptKit
from ketaguide.ui.prompts.feelings import FeelingsView
from tests.helpers.pictures import make_look, settle
from tests.helpers.rooms import core_catalogue, make_room

FELT = Feelings(id="p", label="Feelings", families=core_catalogue().words("feelings"))


def make_kit(folder: Path) -> PromptKit:
    room = make_room(folder)
    return PromptKit(
        look=make_look(folder),
        clock=room.clock,
        number="112",
        lifelines=Lifelines(),
        lines={},
        gate=lambda _prompt: Gate(outcome="go-on"),
    )


class Asked:
    """The prompt, its strengths below it, and what it has told."""

    def __init__(
        self,
        value: Value | None = None,
        *,
        kit: PromptKit,
        size: tuple[int, int] = (900, 700),
        prompt: Feelings = FELT,
    ) -> None:
        self.view = FeelingsView(prompt, kit=kit)
        self.view.show_value(value)
        self.heard: list[Any] = []
        self.view.answered.connect(self.heard.append)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.addWidget(self.view)
        assert self.view.beside is not None
        column.addWidget(self.view.beside)
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.setWidget(sheet)
        self.page.resize(*size)
        self.page.show()
        self.page.activateWindow()
        settle()

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.page.findChildren(QWidget, name))

    def find(self, name: str) -> Any:
        """The part of that name that is on screen."""
        for one in self.page.findChildren(QWidget, name):
            if one.isVisible():
                return one
        raise AssertionError(f"no {name} on screen")

    def press(self, name: str) -> None:
        self.find(name).click()
        settle()

    def focus(self, name: str) -> None:
        self.find(name).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def key(self, key: Qt.Key) -> str:
        """The name of where the keyboard is afterwards."""
        QTest.keyClick(self.focused, key)
        settle(2)
        return self.focused.objectName()

    def shows_wheel(self) -> bool:
        return self.sees("family_calm")

    @property
    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())


def felt(words: dict[str, int], *own: tuple[str, int], none: bool = False) -> dict[str, Any]:
    return {"words": words, "own": [{"label": n, "strength": s} for n, s in own], "none": none}
