"""Settings cards: the way to Security, and how long big steps wait after a session."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketaguide.base.text import tr, trn
from ketaguide.ui.errands import OpenBackups, OpenLayer, OpenSecurity
from ketaguide.ui.look import Look
from ketaguide.ui.pages.settings_parts import SettingsCard
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.pickers import Select

# In hours; a clinic that asks for another time is near one of these.
_OFFERED = (0, 12, 24, 48, 72, 168)


class SecurityCard(SettingsCard):
    """What it leads to, and whether the one thing that cannot wait is done."""

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("Security and backups"), look=look, name="security_card")
        self._words = Body(look=look, tone="muted")
        self.body.addWidget(self._words)
        self.add_button(tr("Security"), OpenSecurity(), name="open_security", icon="shield-check")
        self.add_button(tr("Backups"), OpenBackups(), name="open_backups", icon="hard-drive")

    def show_done(self, *, is_done: bool) -> None:
        """Args:
        is_done: there is a recovery code that was typed back.
        """
        if is_done:
            words = tr("Passphrase, recovery code, backups, and when they were last checked.")
        else:
            words = tr(
                "Without a recovery code nobody can open this vault if the passphrase is lost. "
                "You can make one under Security."
            )
        self._words.setText(words)


class ClinicCard(SettingsCard):
    """The way to what a clinic gave."""

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("From your clinic"), look=look, name="clinic_card")
        words = tr("If your clinic gave you a file with its rules, numbers and lists.")
        self.body.addWidget(Body(words, look=look, tone="muted"))
        self.add_button(
            tr("Your clinic's file"), OpenLayer("clinic"), name="open_clinic", icon="file-text"
        )


class QuietCard(SettingsCard):
    """Clinics have their own rule for this, so it is the person's to set."""

    hours_wanted = Signal(int)

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("Quiet time after a session"), look=look, name="quiet_card")
        words = tr(
            "For a while after a session, deleting, restoring a backup and changing the ways into "
            "this vault wait. You can always go on after a second question. Getting help, Ground "
            "me and trying your recovery code never wait."
        )
        self.body.addWidget(Body(words, look=look, tone="muted"))
        self._hours = Select(look=look)
        self._hours.setObjectName("quiet_hours")
        for hours in _OFFERED:
            self._add(hours)
        self.body.addWidget(Field(tr("Big steps wait for"), self._hours, look=look))
        self._hours.activated.connect(self._on_activated)

    @property
    def hours(self) -> int:
        """What is chosen now."""
        return int(self._hours.value())

    def show_hours(self, hours: int) -> None:
        """Also a number that is not offered, as an import may bring."""
        if self._hours.findData(str(hours)) < 0:
            self._add(hours)
        self._hours.set_value(str(hours))

    def _add(self, hours: int) -> None:
        self._hours.add(str(hours), _in_words(hours))

    def _on_activated(self, _index: int) -> None:
        self.hours_wanted.emit(self.hours)


def _in_words(hours: int) -> str:
    if hours <= 0:
        return tr("No time: do not ask")
    if hours > 24 and hours % 24 == 0:
        return trn("{count} day", "{count} days", hours // 24)
    return trn("{count} hour", "{count} hours", hours)
