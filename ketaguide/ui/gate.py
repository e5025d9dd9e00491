"""Before a vault is open: welcome, create, unlock. Imports no database, so that it paints first."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.errors import KetaGuideError, SettingsError, VaultMissing
from ketaguide.base.text import tr
from ketaguide.ui.doors import Doors
from ketaguide.ui.gate_frame import GateFrame
from ketaguide.ui.gate_mending import GateMending
from ketaguide.ui.gate_notes import GateNotes
from ketaguide.ui.gate_opening import Opening
from ketaguide.ui.pages.gate_page import COLUMN, SIDE, GatePage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.vault.sight import is_vault, lists_key_file

if TYPE_CHECKING:
    from ketaguide.ui.pages.create_page import NewVault
    from ketaguide.ui.pages.locked_words_page import LockedWordsPage
    from ketaguide.ui.pages.page import Page
    from ketaguide.ui.pages.welcome_page import WelcomePage
    from ketaguide.vault.secrets import Secret

P = TypeVar("P", bound=GatePage)


class Gate(QWidget):
    """Shows one page at a time, and is done once ``opened`` is emitted."""

    opened = Signal(object)  # the vault's folder, a Path
    opened_for_reading = Signal(object)  # likewise, but nothing can be written
    deriving = Signal(bool)  # a vault may be open soon, or will not for now
    demo_wanted = Signal()
    layer_wanted = Signal(str)

    def __init__(
        self, room: Room, *, doors: Doors, folder: Path | None, parent: QWidget | None = None
    ) -> None:
        """Args:
        folder: the vault used last or named at start; without a vault in it, welcome says so.
        """
        super().__init__(parent)
        self.setObjectName("gate")
        self._room = room
        self._folder = folder
        self._page: Page | None = None
        self._new: NewVault | None = None
        self._by_previous = False
        self.frame = GateFrame(look=room.look)
        self.frame.layer_wanted.connect(self.layer_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        self._opening = Opening(room, doors=doors, parent=self)
        self._opening.opened.connect(self._on_entered)
        self._opening.opened_for_reading.connect(self.opened_for_reading)
        self._opening.failed.connect(self._on_failed)
        self._opening.deriving.connect(self.deriving)
        self._mending = self._made_mending(doors)
        self._notes = GateNotes(room, parent=self)
        self._notes.page_wanted.connect(lambda page: self._show(self._wired(page)))
        self._notes.words_wanted.connect(self._show_words)
        room.desk.refused.connect(self._on_failed)
        if folder is not None and is_vault(folder):
            self._show(self._unlock_page())
        else:
            self._show(self._welcome_page(missed=folder is not None))

    @property
    def page(self) -> Page:
        """What is on screen now."""
        assert self._page is not None  # noqa: S101 - the constructor has shown one
        return self._page

    def show_after_demo(self, wanted: str) -> None:
        """Args:
        wanted: ``create`` for a vault of one's own, or ``welcome``; never a lock screen, which
            would look as if the made-up notes lay behind it.
        """
        if wanted == "create":
            self._begin_new()
        else:
            self._show(self._welcome_page())
        self.page.notice.show_text(tr("The made-up notes are gone."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page.focus_first()

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the page while keys are derived, and to the window otherwise."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._opening.is_under_way
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _show(self, page: Page) -> None:
        old, self._page = self._page, page
        self.frame.show_page(page)
        if old is not None:
            self.frame.pages.removeWidget(old)
            old.hide()
            old.deleteLater()
        if self.isVisible():
            page.focus_first()

    def _show_words(self, page: LockedWordsPage) -> None:
        page.back_wanted.connect(self._back)
        page.layer_wanted.connect(self.layer_wanted)
        self._show(page)

    def _unlock_page(self) -> UnlockPage:
        has_file = self._folder is not None and lists_key_file(self._folder)
        page = UnlockPage(self._room, has_key_file=has_file)
        page.unlock_wanted.connect(self._on_passphrase)
        page.recovery_wanted.connect(self._begin_by_code)
        page.key_file_wanted.connect(self._begin_by_file)
        page.other_wanted.connect(self._ask_other)
        page.new_wanted.connect(self._begin_new)
        page.backup_wanted.connect(self._begin_from_backup)
        if self._folder is not None:
            self._notes.offer(page, self._folder)
        return self._wired(page)

    def _begin_by_code(self) -> None:
        from ketaguide.ui.pages.recovery_unlock_page import RecoveryUnlockPage

        page = RecoveryUnlockPage(self._room)
        page.unlock_wanted.connect(self._on_secret)
        self._show(self._wired(page))

    def _begin_by_file(self) -> None:
        from ketaguide.ui.pages.key_file_unlock_page import KeyFileUnlockPage

        page = KeyFileUnlockPage(self._room)
        page.unlock_wanted.connect(self._on_secret)
        self._show(self._wired(page))

    def _welcome_page(self, *, missed: bool = False) -> WelcomePage:
        from ketaguide.ui.pages.welcome_page import WelcomePage

        page = WelcomePage(self._room)
        page.create_wanted.connect(self._begin_new)
        page.open_wanted.connect(self._on_open_wanted)
        page.backup_wanted.connect(self._begin_from_backup)
        page.demo_wanted.connect(self.demo_wanted)
        if missed:
            page.notice.show_error(VaultMissing(), action=tr("Look again"))
            page.notice.action_wanted.connect(self._look_again)
        return page

    def _wired(self, page: P) -> P:
        page.back_wanted.connect(self._back)
        page.cancel_wanted.connect(self._cancel)
        page.previous_wanted.connect(self._on_previous_wanted)
        return page

    def _made_mending(self, doors: Doors) -> GateMending | None:
        if doors.mending is None:
            return None
        made = GateMending(self._room, doors.mending, opening=self._opening, parent=self)
        made.page_wanted.connect(self._show)
        made.back_wanted.connect(self._back)
        return made

    def _begin_from_backup(self) -> None:
        if self._mending is not None:
            self._mending.show_file_page()

    def _begin_new(self) -> None:
        from ketaguide.ui.pages.create_page import CreatePage

        page = CreatePage(self._room)
        page.make_wanted.connect(self._on_make_wanted)
        self._show(self._wired(page))

    def _back(self) -> None:
        known = self._folder is not None and is_vault(self._folder)
        self._show(self._unlock_page() if known else self._welcome_page())

    def _on_open_wanted(self) -> None:
        if self._folder is not None and is_vault(self._folder):
            self._show(self._unlock_page())
        else:
            self._ask_other()

    def _ask_other(self) -> None:
        from ketaguide.ui.dialogs.files import ask_folder

        start = self._folder.parent if self._folder is not None else self._room.places.data
        ask_folder(
            self, title=tr("Choose the vault's folder"), start=start, then=self._on_other_chosen
        )

    def _on_other_chosen(self, chosen: Path | None) -> None:
        if chosen is None:
            self.page.focus_first()
        elif is_vault(chosen):
            self._folder = chosen
            self._show(self._unlock_page())
        else:
            self.page.notice.show_error(VaultMissing())

    def _look_again(self) -> None:
        if self._folder is not None and is_vault(self._folder):
            self._show(self._unlock_page())
        else:
            self.page.notice.show_error(VaultMissing(), action=tr("Look again"))

    def _on_passphrase(self, text: str) -> None:
        from ketaguide.vault.secrets import Passphrase

        self._on_secret(Passphrase(text))

    def _on_secret(self, secret: Secret) -> None:
        if self._folder is not None:
            self._say(tr("Opening. This takes a second or two."), can_cancel=True)
            self._opening.unlock(self._folder, secret, previous=self._by_previous)

    def _on_previous_wanted(self) -> None:
        """The same attempt again, with what stands in the field."""
        self._by_previous = True
        if isinstance(self._page, GatePage):
            self._page.submit()
        self._by_previous = False

    def _on_make_wanted(self, wanted: NewVault) -> None:
        from ketaguide.vault.secrets import Passphrase

        self._say(tr("Making your vault. This takes a few seconds and happens once."))
        self._new = wanted
        self._opening.make(wanted.folder, Passphrase(wanted.passphrase))

    def _on_entered(self, folder: Path) -> None:
        wanted, self._new = self._new, None
        self._folder = folder
        if wanted is None:
            self.opened.emit(folder)
        else:
            self._settle_in(folder, wanted.name)

    def _settle_in(self, folder: Path, name: str) -> None:
        """Remember the new vault at once: whatever happens next, it is found again."""
        from ketaguide.store import preferences
        from ketaguide.ui.pages.recovery_page import RecoveryPage

        room = self._room
        with suppress(SettingsError):
            room.settings.change("vault_folder", str(folder))
        pending = preferences.RECOVERY_PENDING_SINCE
        later = partial(preferences.put_moment, name=pending, moment=room.clock.now())
        room.desk.ask(later, owner=self)
        if name:
            named = partial(preferences.put, name=preferences.VAULT_NAME, value=name)
            room.desk.ask(named, owner=self)
        page = RecoveryPage(room, centred=True)
        page.sheet.set_sides(max_width=COLUMN, margin=SIDE)
        page.go_wanted.connect(lambda _errand: self.opened.emit(folder))
        self._show(page)

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._new = None
        folder, helping = self._opening.folder or self._folder, None
        if self._mending is not None and folder is not None:
            helping = self._mending.page_for(problem, folder, shown=self._page)
        if helping is None:
            self.page.refused(problem)
        else:
            self._folder = folder
            self._show(helping)

    def _say(self, words: str, *, can_cancel: bool = False) -> None:
        if isinstance(self._page, GatePage):
            self._page.set_busy(words, can_cancel=can_cancel)

    def _cancel(self) -> None:
        if self._opening.cancel() and isinstance(self._page, GatePage):
            self._page.set_ready()
            self._page.focus_first()
