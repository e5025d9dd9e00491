"""The card of the settings page for a quiet word on days with something on them."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.settings_parts import SettingsCard
from ketaguide.ui.pages.steps_calendar import neutral_words
from ketaguide.ui.widgets.rows import CheckRow


class NotesCard(SettingsCard):
    """Off until someone wants it."""

    wanted = Signal(bool)

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("A word on the day"), look=look, name="notes_card")
        self.notes = CheckRow(
            tr("Say when a day has something on it"),
            look=look,
            hint=tr(
                "At noon, while the vault is open, and once: “{words}”. It never says what it is, "
                "and never comes over a guide or a covered screen.",
                words=neutral_words(),
            ),
        )
        self.notes.setObjectName("notes_while_open")
        self.body.addWidget(self.notes)
        self.notes.clicked.connect(self._on_clicked)

    def show_wanted(self, *, is_on: bool) -> None:
        self.notes.setChecked(is_on)

    def _on_clicked(self) -> None:
        self.wanted.emit(self.notes.isChecked())
