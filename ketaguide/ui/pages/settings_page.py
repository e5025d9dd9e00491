"""Settings: each change holds at once, and nothing has to be stored by hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import SettingsError
from ketaguide.base.settings import Value
from ketaguide.base.text import tr
from ketaguide.store import preferences
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.pages.settings_inbox import InboxCard
from ketaguide.ui.pages.settings_journal import JournalCard
from ketaguide.ui.pages.settings_lock import LockCard
from ketaguide.ui.pages.settings_look import LookCard
from ketaguide.ui.pages.settings_notes import NotesCard
from ketaguide.ui.pages.settings_parts import (
    AboutCard,
    PersonCard,
    SafetyPart,
    SettingsCard,
)
from ketaguide.ui.pages.settings_security import ClinicCard, QuietCard, SecurityCard
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.labels import Body, Heading
from ketaguide.ui.widgets.marks import keeps_nothing
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketaguide.store.preferences import Preferences
    from ketaguide.vault.db import Db


class SettingsPage(Page):
    """What is personal goes to the vault; the rest to a small file of settings."""

    watches: ClassVar[frozenset[str]] = frozenset({"Preference"})

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="settings_page")
        self.sheet.set_sides(max_width=1040, margin=36)
        look = room.look
        self._chosen: Preferences | None = None
        self._look_card = LookCard(room.settings, look=look)
        self._lock = LockCard(room.settings, look=look)
        self._person = PersonCard(look=look)
        self._safety = SafetyPart(room.settings, look=look)
        self._security = SecurityCard(look=look)
        self._inbox = InboxCard(look=look)
        self._notes = NotesCard(look=look)
        self._clinic = ClinicCard(look=look)
        self._quiet_card = QuietCard(look=look)
        self._journal = JournalCard(look=look)
        self._quiet = QuietStep(self)
        self._about = AboutCard(look=look)
        self._saver = Autosave(self._compose, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._lay()
        look.changed.connect(self._look_card.follow)
        self._look_card.changed.connect(self._on_look_changed)
        self._lock.minutes_changed.connect(partial(self._change, "idle_minutes"))
        self._safety.number_changed.connect(partial(self._change, "emergency_number"))
        self._safety.country_changed.connect(partial(self._change, "country"))
        self._person.typed.connect(self._saver.touch)
        self._person.words_wanted.connect(self._on_words_wanted)
        self._inbox.wanted.connect(self._on_inbox_wanted)
        self._notes.wanted.connect(partial(self._put, preferences.NOTES_WHILE_OPEN))
        self._saver.failed.connect(self.refused)
        for card in (self._safety, self._clinic, self._security, self._about):
            card.go_wanted.connect(self.go_wanted)
        self._quiet_card.hours_wanted.connect(self._on_hours_wanted)
        self._journal.day_wanted.connect(partial(self._put, preferences.ON_THIS_DAY))

    def reload(self) -> None:
        # A look around ends with its lock: there is nothing these could look after.
        for card in (self._security, self._inbox, self._quiet_card, self._notes):
            card.setVisible(not keeps_nothing(self))
        self.room.desk.ask(preferences.every, self._on_loaded, owner=self)
        self.room.desk.tend(lambda vault: vault.folder, self._on_folder, owner=self)

    def focus_first(self) -> None:
        self._look_card.theme.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        look = self.room.look
        head = Stack()
        head.setSpacing(look.gap(4))
        head.addWidget(Heading(tr("Settings"), look=look))
        head.addWidget(Body(tr("Each change holds at once."), look=look, tone="muted"))
        pair = Columns(look=look, at=820, gap=20)
        left = (
            self._look_card,
            self._lock,
            self._journal,
            self._inbox,
            self._quiet_card,
            self._notes,
        )
        pair.add(_column(left, room=self.room))
        right = (self._person, self._safety, self._clinic, self._security, self._about)
        pair.add(_column(right, room=self.room))
        self.body.addLayout(head)
        self.body.addWidget(pair)
        self.body.addStretch(1)
        follow_the_eye(self)

    def _on_loaded(self, chosen: Preferences) -> None:
        self._chosen = chosen
        if self._saver.is_clean:
            self._person.show_names(
                chosen.person_name, chosen.vault_name, shows_words=chosen.home_shows_words
            )
        self._security.show_done(is_done=chosen.recovery_done)
        self._inbox.show_wanted(is_on=chosen.inbox_wanted)
        self._notes.show_wanted(is_on=chosen.notes_while_open)
        self._quiet_card.show_hours(chosen.quiet_hours)
        self._journal.show_wanted(is_on=chosen.on_this_day)

    def _on_folder(self, folder: Path) -> None:
        self._about.show_paths(folder, self.room.places.settings_file)

    def _compose(self) -> Callable[[Db], object]:
        return partial(
            preferences.put_several,
            values={
                preferences.PERSON_NAME: self._person.name.text().strip(),
                preferences.VAULT_NAME: self._person.vault_name.text().strip(),
            },
        )

    def _on_look_changed(self, name: str, value: Value) -> None:
        self._change(name, value)
        self.room.look.refresh()

    def _change(self, name: str, value: Value) -> None:
        try:
            self.room.settings.change(name, value)
        except SettingsError as problem:
            self.notice.show_error(problem)

    def _on_hours_wanted(self, hours: int) -> None:
        self._quiet.ask(
            tr("Change how long big steps wait now?"),
            partial(self._put, preferences.QUIET_HOURS, hours),
            waited=self.reload,
        )

    def _put(self, name: str, value: bool | int) -> None:  # noqa: FBT001 - the value itself
        self.room.desk.ask(partial(preferences.put, name=name, value=value), owner=self)

    def _on_inbox_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        question = partial(preferences.put, name=preferences.INBOX_WANTED, value=wanted)
        self.room.desk.ask(question, owner=self)

    def _on_words_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._put(preferences.HOME_SHOWS_WORDS, wanted)


def _column(cards: tuple[SettingsCard, ...], *, room: Room) -> QWidget:
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(room.look.gap(16))
    for card in cards:
        column.addWidget(card)
    return holder
