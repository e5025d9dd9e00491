"""The settings card for notes from the lock screen."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.settings_parts import SettingsCard
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.rows import CheckRow


class InboxCard(SettingsCard):
    """Off until someone wants it: a field on the lock screen is one more thing to see."""

    wanted = Signal(bool)

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("A note while it is locked"), look=look, name="inbox_card")
        self.body.addWidget(
            Body(
                tr(
                    "Hours after a session a passphrase can be too much. With this on, the lock "
                    "screen takes a note without it, and first words by tapping."
                ),
                look=look,
                tone="muted",
            )
        )
        self._row = CheckRow(
            tr("Take notes while locked"),
            look=look,
            hint=tr(
                "Each is sealed at once and joins your journal when you unlock. "
                "Anyone at this computer could leave one; nobody could read one."
            ),
        )
        self._row.setObjectName("inbox_wanted")
        self.body.addWidget(self._row)
        self._row.clicked.connect(lambda: self.wanted.emit(self._row.isChecked()))

    def show_wanted(self, *, is_on: bool) -> None:
        self._row.setChecked(is_on)
