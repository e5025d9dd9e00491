"""When a vault does not open: the pages that help, and the work behind them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ketaguide.base.errors import HeaderCorrupt, KetaGuideError, NotAVault
from ketaguide.base.text import tr
from ketaguide.vault.sight import is_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketaguide.ui.gate_opening import Opening
    from ketaguide.ui.mending import Brought, Mending
    from ketaguide.ui.pages.damage_page import DamagePage
    from ketaguide.ui.pages.restore_file_page import RestoreFilePage, Wish
    from ketaguide.ui.room import Room
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.salvage import Rescued


class GateMending(QObject):
    """Makes the pages and does what they wish for; the opening afterwards is ``Opening``'s."""

    page_wanted = Signal(object)  # a GatePage to be shown
    back_wanted = Signal()

    def __init__(self, room: Room, mending: Mending, *, opening: Opening, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._mending = mending
        self._opening = opening

    def page_for(
        self, problem: KetaGuideError, folder: Path, *, shown: QWidget | None
    ) -> DamagePage | None:
        """The page about this problem; None where the page on screen is the place to say it.

        Args:
            shown: the page on screen; one about the same problem says that it is still so.
        """
        if not is_vault(folder):
            return None
        if isinstance(problem, NotAVault) and any(folder.glob("vault-e*.db")):
            # Beside a database it can only be a header of which nothing is left.
            problem = HeaderCorrupt()
        from ketaguide.ui.pages import damage_words
        from ketaguide.ui.pages.damage_page import DamagePage

        has_keys = self._opening.kept is not None
        case = damage_words.case_of(problem, has_keys=has_keys)
        if case is None:
            return None
        page = DamagePage(self._room, problem=problem, case=case, folder=folder, has_keys=has_keys)
        if isinstance(shown, DamagePage) and type(shown.problem) is type(problem):
            page.notice.show_text(tr("Tried again: it is still so."))
        page.again_wanted.connect(self._on_again_wanted)
        page.read_wanted.connect(self._opening.read)
        page.older_wanted.connect(self._opening.unlock_older)
        page.rescue_wanted.connect(partial(self._rescue, page, folder))
        page.restore_wanted.connect(partial(self._on_restore_wanted, page, folder))
        beside = None if has_keys else folder
        page.file_wanted.connect(partial(self.show_file_page, None, beside=beside))
        page.back_wanted.connect(self._on_back_wanted)
        self._list(page, folder, page.show_backups)
        return page

    def show_file_page(self, path: Path | None = None, *, beside: Path | None = None) -> None:
        """Where a backup becomes a vault of its own.

        Args:
            beside: a vault whose header is lost; the backup's may fit it.
        """
        from ketaguide.ui.pages.restore_file_page import RestoreFilePage

        page = RestoreFilePage(self._room, path=path, beside=beside)
        page.bring_wanted.connect(partial(self._bring, page))
        page.back_wanted.connect(self._on_back_wanted)
        self.page_wanted.emit(page)

    def _list(
        self, page: DamagePage, folder: Path, then: Callable[[tuple[Backup, ...]], None]
    ) -> None:
        keys = self._keys
        self._room.desk.run(
            partial(self._mending.backups, folder, keys), then, owner=page, failed=page.refused
        )

    @property
    def _keys(self) -> VaultKeys | None:
        kept = self._opening.kept
        return kept[1] if kept is not None else None

    def _on_again_wanted(self) -> None:
        if self._keys is not None:
            self._opening.again()
        else:
            self.back_wanted.emit()

    def _on_back_wanted(self) -> None:
        self._opening.forget_keys()
        self.back_wanted.emit()

    def _on_restore_wanted(self, page: DamagePage, folder: Path, backup: Backup) -> None:
        """One press where the keys are at hand; otherwise the backup's own passphrase is asked."""
        keys = self._keys
        if keys is None or not backup.is_ours:
            self.show_file_page(backup.path, beside=None if keys is not None else folder)
            return
        page.follow(tr("Restoring. The damaged file is kept beside it."))
        job = self._room.desk.run_long(
            lambda pulse: self._mending.restore(folder, keys, backup.path, pulse=pulse),
            partial(self._on_restored, page),
            owner=page,
            failed=page.refused,
        )
        page.follow("", job)

    def _on_restored(self, page: DamagePage, done: bool | None) -> None:  # noqa: FBT001 - an answer
        page.set_free()
        if done:
            self._opening.again()
        else:
            page.notice.show_text(tr("Stopped. Nothing was changed."))

    def _rescue(self, page: DamagePage, folder: Path) -> None:
        keys = self._keys
        if keys is None:
            return
        page.follow(tr("Reading what can be read. The damaged file is not touched."))
        job = self._room.desk.run_long(
            lambda pulse: self._mending.rescue(folder, keys, pulse=pulse),
            partial(self._on_rescued, page, folder),
            owner=page,
            failed=page.refused,
        )
        page.follow("", job)

    def _on_rescued(self, page: DamagePage, folder: Path, rescued: Rescued | None) -> None:
        page.set_free()
        if rescued is None:
            page.notice.show_text(tr("Stopped. Nothing was changed."))
        else:
            self._list(page, folder, partial(page.show_rescued, rescued))

    def _bring(self, page: RestoreFilePage, wish: Wish) -> None:
        page.follow(tr("Opening the backup and making a vault of it."))
        job = self._room.desk.run_long(
            lambda pulse: self._mending.bring(
                wish.path, wish.secret, wish.folder, beside=wish.beside, pulse=pulse
            ),
            partial(self._on_brought, page),
            owner=self,
            failed=lambda problem: page.refused(problem) if isValid(page) else None,
        )
        page.follow("", job)

    def _on_brought(self, page: RestoreFilePage, brought: Brought | None) -> None:
        if isValid(page):
            page.set_free()
        if brought is not None:
            self._opening.enter(brought.folder, brought.keys)
        elif isValid(page):
            page.notice.show_text(tr("Stopped. Nothing was made."))
