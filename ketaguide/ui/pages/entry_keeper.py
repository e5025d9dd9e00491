"""The vault's side of an entry on screen: read, keep a draft, keep, throw away, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.ids import new_id
from ketaguide.base.text import tr
from ketaguide.flows import (
    delete_entry,
    entry_choices,
    entry_content,
    entry_pictures,
    read_entry,
)
from ketaguide.flows.entry_content import Content, Facts
from ketaguide.flows.read_entry import Reading
from ketaguide.store import drafts, entries
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave

if TYPE_CHECKING:
    from ketaguide.vault.db import Db


class EntryKeeper(QObject):
    """Asks the desk on behalf of one entry page. ``compose`` says what the editor holds now."""

    read = Signal(object)  # Reading
    saved = Signal(bool)  # whether a draft is there now
    kept = Signal()
    offered = Signal(object)  # Choices
    failed = Signal(object)  # KetaGuideError

    def __init__(
        self, room: Room, *, entry_id: str, compose: Callable[[], Content], parent: QWidget
    ) -> None:
        """Args:
        entry_id: empty for a new entry.
        """
        super().__init__(parent)
        self._room = room
        self._page = parent
        self._compose = compose
        self._stored: Content | None = None
        self._has_draft = False
        self.entry_id = entry_id
        # The same in every try to store it, so that it is never there twice.
        self._new_id = new_id()
        self._key = ""
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self._on_saved)
        self._saver.failed.connect(self.failed)

    @property
    def future_id(self) -> str:
        """Under which the entry is stored, or will be."""
        return self.entry_id or self._new_id

    @property
    def draft_key(self) -> str:
        return self._key

    def begun(self, reading: Reading, facts: Facts) -> Content:
        """What the editor begins with; a new entry keeps the id that its pictures know.

        Args:
            facts: of a new one.
        """
        clock = self._room.clock
        content = Content(written_at=clock.now(), zone=clock.zone(), facts=facts)
        if reading.content is not None:
            content = reading.content
        if reading.draft:
            content = content.from_json(reading.draft, otherwise=content)
        if reading.entry is not None:
            return replace(content, entry_id="")
        self._new_id = content.entry_id or self._new_id
        return replace(content, entry_id=self._new_id)

    def load(self) -> None:
        question = partial(read_entry.read, entry_id=self.entry_id)
        self._room.desk.ask(question, self._on_read, owner=self, failed=self.failed.emit)

    def touch(self) -> None:
        """Something was typed: it is in the vault within a second."""
        self._saver.touch()

    def store_now(self) -> bool:
        """Before leaving: says whether a draft stays behind."""
        self._saver.flush()
        return self._has_draft

    def keep(self) -> None:
        """Store the entry; its draft goes in the same transaction."""
        content = self._compose()
        question = partial(
            entry_content.keep,
            content=content,
            entry_id=self.entry_id or self._new_id,
            is_new=not self.entry_id,
            now=self._room.clock.now(),
            here=self._room.clock.zone(),
            draft_key=self._key,
        )
        # A draft that is still on its way arrives before, because questions keep their order.
        self._saver.store(question, partial(self._on_kept, content), failed=self.failed.emit)

    def choose(self) -> None:
        """Ask for what there is to choose from."""
        self._room.desk.ask(entry_choices.choices, self.offered.emit, owner=self)

    def pin(self, pinned: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Only this; what is being changed and not kept yet stays a draft."""
        question = partial(entries.change, entry_id=self.entry_id, pinned=pinned)
        self._room.desk.ask(question, owner=self, failed=self.failed.emit)

    def throw_away(self, words: str) -> None:
        """Drop the draft, with a way back."""
        self._saver.flush()
        self._saver.forget()
        key = self._key
        Undo.over(self._page, self._room).ask(
            partial(entry_pictures.throw_away, key=key),
            words=words,
            way_back=lambda thrown: partial(entry_pictures.undo_throw_away, key=key, thrown=thrown),
        )

    def delete(self) -> None:
        """Delete the entry, with a way back that outlives this page."""
        Undo.over(self._page, self._room).ask(
            partial(delete_entry.delete, entry_id=self.entry_id),
            words=tr("Entry deleted."),
            way_back=lambda deleted: partial(delete_entry.undo, deleted=deleted),
        )

    def _question(self) -> Callable[[Db], object]:
        content = self._compose()
        nothing = content == self._stored if self._stored is not None else content.is_blank
        self._has_draft = not nothing
        if nothing:
            return partial(drafts.remove, key=self._key)
        return partial(drafts.put, key=self._key, content=content.to_json())

    def _on_read(self, reading: Reading) -> None:
        self._key, self._stored = reading.key, reading.content
        self._has_draft = bool(reading.draft)
        self.read.emit(reading)

    def _on_saved(self) -> None:
        self.saved.emit(self._has_draft)

    def _on_kept(self, content: Content, key: str) -> None:
        """Whoever writes on changes an entry from now on, also where it was new."""
        self.entry_id = self.entry_id or self._new_id
        self._key = key
        self._stored, self._has_draft = replace(content, came=()), False
        self.kept.emit()
