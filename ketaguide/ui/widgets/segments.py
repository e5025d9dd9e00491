"""A few words in a row, of which one holds; a single stop for the Tab key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.choices import Segment
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.rows import make_tab_stop


class Segments(QWidget):
    """``changed`` carries the id that was chosen; arrows choose, as in any row of radio buttons."""

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        look: Look,
        name: str,
        prefix: str,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        options: id and words; the first holds.
        name: what is chosen here, for a screen reader.
        prefix: of the buttons' objectNames.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        flow = Flow(self, gap=look.gap(6))
        for one, words in options:
            segment = Segment(words, about="", look=look)
            segment.setObjectName(f"{prefix}_{one}")
            segment.clicked.connect(partial(self._on_clicked, one))
            self._rows[one] = segment
            self._group.addButton(segment)
            flow.addWidget(segment)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_value(options[0][0])

    def value(self) -> str:
        return next(one for one, row in self._rows.items() if row.isChecked())

    def set_value(self, wanted: str) -> None:
        """Show a choice without telling it."""
        self._rows[wanted].setChecked(True)
        self._settle()

    def stop(self) -> QWidget:
        """Where the keyboard comes in."""
        return self._rows[self.value()]

    def _on_clicked(self, one: str, _checked: bool = True) -> None:  # noqa: FBT001 - Qt's
        self._settle()
        self.changed.emit(one)

    def _settle(self) -> None:
        make_tab_stop(self._rows[self.value()], self._group)
