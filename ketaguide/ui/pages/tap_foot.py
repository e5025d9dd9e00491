"""The four places below every screen of First words, and below the day of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.tap import ROLE, TapButton


class Foot(QWidget):
    """Large places to press that never move, and two quiet lines above them."""

    def __init__(self, ways: Sequence[tuple[str, str]], *, look: Look) -> None:
        """Args:
        ways: objectName and words of each place.
        """
        super().__init__()
        self._urgent = Label("", look=look, role=ROLE, tone="danger")
        self._urgent.setObjectName("words_emergency")
        self._urgent.hide()
        self.kept = Label("", look=look, role=ROLE, tone="muted", wrap=False)
        self.kept.setObjectName("words_kept")
        policy = self.kept.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.kept.setSizePolicy(policy)
        self.kept.hide()
        self.places = tuple(TapButton(words, look=look) for _, words in ways)
        column = self._column = QVBoxLayout(self)
        self._look = look
        self.set_side(look.gap(24))
        column.setSpacing(look.gap(8))
        said = QHBoxLayout()
        said.setSpacing(look.gap(16))
        said.addWidget(self._urgent, 1)
        said.addStretch(0)
        said.addWidget(self.kept, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(said)
        row = QGridLayout()
        row.setSpacing(look.gap(14))
        column.addLayout(row)
        for number, (name, _words) in enumerate(ways):
            button = self.places[number]
            button.setObjectName(name)
            row.addWidget(button, 0, number)
            row.setColumnStretch(number, 1)
            # Even where words are longer than their share.
            row.setColumnMinimumWidth(number, 1)

    def set_side(self, side: int) -> None:
        """Stand below what is on the page, in pixels from its edges."""
        look = self._look
        self._column.setContentsMargins(side, look.gap(8), side, look.gap(20))

    def say(self, urgent: str) -> None:
        """What must be in sight without scrolling; empty for nothing."""
        self._urgent.setText(urgent)
        self._urgent.setVisible(bool(urgent))


class TapFoot(Foot):
    """Back, Enough for now, Ground me, and on: each keeps its place where another is missing."""

    back_wanted = Signal()
    enough_wanted = Signal()
    ground_wanted = Signal()
    onward_wanted = Signal()

    def __init__(self, words: Mapping[str, str], *, look: Look) -> None:
        ways = (
            ("words_back", words["back"]),
            ("words_enough", words["enough"]),
            ("words_ground", tr("Ground me")),
            ("words_onward", words["next"]),
        )
        super().__init__(ways, look=look)
        self.back, self.enough, self.ground, self.onward = self.places
        self.back.clicked.connect(self.back_wanted)
        self.enough.clicked.connect(self.enough_wanted)
        self.ground.clicked.connect(self.ground_wanted)
        self.onward.clicked.connect(self.onward_wanted)

    def offer(
        self, onward: str, *, is_main: bool = False, can_back: bool = True, can_leave: bool = True
    ) -> None:
        """Args:
        onward: words of the way on; empty where nothing follows.
        is_main: whether this screen has its answer, so that the way on is what it leads to.
        """
        if onward:
            self.onward.set_words(onward)
        self.onward.set_main(is_main=is_main)
        self.ground.set_main(is_main=False)
        for button, shows in (
            (self.back, can_back),
            (self.enough, can_leave),
            (self.onward, bool(onward)),
        ):
            button.setVisible(shows)
