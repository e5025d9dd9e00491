"""Parts of the check page: what was found and what mends it, and all that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Strong, Title
from ketaguide.ui.widgets.marks import IconLine, IconMark
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.vault.checking import Found, Report


class FoundRow(QWidget):
    """One thing that is not as it should be, with what to do about it."""

    repair_wanted = Signal(str)

    def __init__(self, found: Found, *, look: Look) -> None:
        super().__init__()
        from ketaguide.vault import findings

        hurts = findings.hurts((found,))
        self._repair = found.repair
        self.setObjectName(f"found_{found.what}")
        self.setAccessibleName(found.words)
        words = Stack()
        words.setSpacing(look.gap(4))
        words.addWidget(Strong(found.words, look=look))
        words.addWidget(Body(found.advice, look=look))
        name = _repair_words(found.repair)
        if name:
            button = Button(name, look=look)
            button.setObjectName(f"repair_{found.repair}")
            button.clicked.connect(self._on_clicked)
            words.addSpacing(look.gap(6))
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(12))
        icon, color = ("circle-alert", "danger") if hurts else ("info", "primary")
        mark = IconMark(icon, look=look, color=color, size=20)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _on_clicked(self) -> None:
        self.repair_wanted.emit(self._repair)


class ReportCard(Card):
    """Empty until something was checked."""

    repair_wanted = Signal(str)

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, padding=22)
        self.setObjectName("report_card")
        self.body.setSpacing(look.gap(14))
        self._content: QWidget | None = None
        self.hide()

    def show_report(self, report: Report) -> None:
        """Findings first, then the list of what was looked at."""
        look = self._look
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = Stack(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(14))
        column.addWidget(Title(heading(report), look=look))
        column.addWidget(Body(_sentence(report), look=look))
        for found in report.found:
            row = FoundRow(found, look=look)
            row.repair_wanted.connect(self.repair_wanted)
            column.addWidget(row)
        looked = Stack()
        looked.setSpacing(look.gap(4))
        looked.addWidget(Strong(tr("What was looked at"), look=look))
        for words in report.checked:
            looked.addWidget(IconLine("check", words, look=look))
        column.addLayout(looked)
        self.body.addWidget(self._content)
        self.set_tone("soft" if report.is_whole and not report.found else "surface")
        self.setAccessibleName(heading(report))
        self.show()


def heading(report: Report) -> str:
    """The result in a few words."""
    if not report.is_whole:
        return tr("Something needs your attention")
    return tr("Everything fits") if not report.found else tr("All your words are there")


def _sentence(report: Report) -> str:
    if not report.is_whole:
        return tr("Nothing was changed by looking. What was found, and what helps:")
    if report.found:
        return tr("Everything written in this vault is as it was written. To know besides:")
    return tr("Everything written in this vault is as it was written.")


def _repair_words(repair: str) -> str:
    known = {
        "restore": tr("Look at the backups"),
        "compact": tr("Compact the vault"),
        "header": tr("Write it anew"),
        "search": tr("Make the search anew"),
        "modes": tr("Make it private again"),
        "backup": tr("Look at the backups"),
    }
    return known.get(repair, "")
