"""Settings card: what the journal shows by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.settings_parts import SettingsCard
from ketaguide.ui.widgets.rows import CheckRow


class JournalCard(SettingsCard):
    """Off until it is asked for: an earlier year may come back on a day that is hard enough."""

    day_wanted = Signal(bool)

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("Journal"), look=look, name="journal_card")
        self._day = CheckRow(
            tr("Show what I wrote on this day in earlier years"),
            look=look,
            hint=tr("Sessions after which you opened help for a hard one are left out."),
        )
        self._day.setObjectName("on_this_day_switch")
        self._day.clicked.connect(self.day_wanted)
        self.body.addWidget(self._day)

    def show_wanted(self, *, is_on: bool) -> None:
        """What is stored now."""
        self._day.setChecked(is_on)
