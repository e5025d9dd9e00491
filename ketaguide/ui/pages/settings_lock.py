"""The card of the settings page that says when the vault locks by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketaguide.base.settings import Settings
from ketaguide.base.text import tr, trn
from ketaguide.ui.look import Look
from ketaguide.ui.pages.settings_parts import SettingsCard
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.pickers import Select

# Source: own choice, over the whole range that the setting allows.
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)


class LockCard(SettingsCard):
    """Minutes without a key or the mouse, and in words what else locks."""

    minutes_changed = Signal(int)

    def __init__(self, settings: Settings, *, look: Look) -> None:
        super().__init__(tr("Automatic lock"), look=look, name="lock_card")
        chosen = settings.number("idle_minutes")
        self.minutes = Select(look=look)
        self.minutes.setObjectName("idle_minutes")
        for count in sorted({*MINUTES, chosen}):
            self.minutes.add(str(count), trn("{count} minute", "{count} minutes", count))
        self.minutes.set_value(str(chosen))
        self.body.addWidget(
            Field(
                tr("Lock when nothing is touched for"),
                self.minutes,
                look=look,
                hint=tr("A minute before, a line says so; any key then keeps it open."),
            )
        )
        self.body.addWidget(
            Small(
                tr(
                    "It also locks when the computer sleeps or locks its screen, and with Ctrl+L. "
                    "What you are writing is kept. Ground me stays open for up to an hour."
                ),
                look=look,
            )
        )
        self.minutes.activated.connect(self._on_activated)

    def _on_activated(self) -> None:
        self.minutes_changed.emit(int(self.minutes.value()))
