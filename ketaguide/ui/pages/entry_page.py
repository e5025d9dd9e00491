"""One entry: to write, to read, to change, to delete."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSlider, QApplication, QSizePolicy, QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows.read_entry import Reading
from ketaguide.ui.errands import Errand, GoBack, NewEntry, OpenEntry, OpenVersions
from ketaguide.ui.models.entry_told import preset_facts
from ketaguide.ui.pages.entry_bars import EntryFoot, EntryTop
from ketaguide.ui.pages.entry_editor import EntryEditor
from ketaguide.ui.pages.entry_find import EntryFind, InEdit, Searched
from ketaguide.ui.pages.entry_keeper import EntryKeeper
from ketaguide.ui.pages.entry_passage import Passages
from ketaguide.ui.pages.entry_reader import EntryReader
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.picture_place import PicturePlace
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.find_bar import FindBar
from ketaguide.ui.widgets.notice import announce

READING_WIDTH = 760

_SCROLLS: Mapping[Qt.Key, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class EntryPage(Page):
    """A new entry opens for writing, a kept one for reading; leaving loses nothing."""

    watches: ClassVar[frozenset[str]] = frozenset({"Entry", "Draft", "Attachment", "Insight"})

    def __init__(self, room: Room, *, entry_id: str = "", preset: NewEntry | None = None) -> None:
        """Args:
        entry_id: empty for a new entry, or to go on with the one that was begun.
        preset: how a new entry is marked from the start.
        """
        super().__init__(room, name="entry_page")
        self.sheet.set_sides(max_width=READING_WIDTH, margin=36)
        look = room.look
        self._reading: Reading | None = None
        self._reader: EntryReader | None = None
        self._quiet = QuietStep(self)
        self._facts = preset_facts(preset or NewEntry())
        self._is_new = not entry_id
        self._stays = self._is_told = self._offers_draft = False
        self._focused: QWidget | None = None
        self._wants_focus = True
        self.editor = EntryEditor(look=look, catalogue=room.catalogue)
        self.editor.hide()
        bar = FindBar(look=look)
        self.finding = EntryFind(bar, searched=self._searched)
        self._top = EntryTop(look=look)
        self._foot = EntryFoot(look=look, is_new=not entry_id)
        self._foot.saved.heed(room.unsaved)
        self._foot.hide()
        self.body.addWidget(self._top)
        self.keep_above(bar)
        self.body.addWidget(self.editor)
        # What is read stands at the top; what is written fills the page.
        self._spare = QWidget()
        self._spare.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._spare, 1)
        self.keep_below(self._foot)
        self._passages = Passages(self)
        compose = self.editor.content
        self._keeper = EntryKeeper(room, entry_id=entry_id, compose=compose, parent=self)
        self.pictures = PicturePlace(room, editor=self.editor, keeper=self._keeper)
        self.pictures.go_wanted.connect(self.go_wanted)
        self._keeper.read.connect(self._on_read)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.kept.connect(self._on_kept)
        self._keeper.offered.connect(self.editor.facts.offer)
        self._keeper.failed.connect(self._on_failed)
        self.editor.changed.connect(self._keeper.touch)
        self.editor.follow_cursor(self.sheet)
        self.notice.action_wanted.connect(self._on_edit_wanted)
        soon = self.pictures.soon
        self._top.back_wanted.connect(partial(soon, self._on_back_wanted))
        self._top.edit_wanted.connect(self._on_edit_wanted)
        self._top.delete_wanted.connect(self._on_delete_wanted)
        self._foot.keep_wanted.connect(partial(soon, self._on_keep_wanted))
        self._foot.throw_away_wanted.connect(partial(soon, self._on_throw_away_wanted))

    @property
    def is_writing(self) -> bool:
        """Whether the editor is on screen."""
        return self.editor.isVisibleTo(self)

    @property
    def holds(self) -> bool:
        """A picture on its way is there in a moment, or called off."""
        return self.pictures.is_working

    def reload(self) -> None:
        """Read the entry; while someone writes, what they write is what counts."""
        if not self.is_writing:
            self._keeper.load()

    def reopened(self) -> Errand | None:
        """A new entry that was saved on the way is that entry from then on."""
        return OpenEntry(self._keeper.entry_id) if self._keeper.entry_id else None

    def focus_first(self) -> None:
        """The words while writing, the first button while reading."""
        target = self.editor.words if self.is_writing else self._top.first()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Ctrl+F here is for this text, before it is for the journal."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.matches(QKeySequence.StandardKey.Find) or self._saves(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While reading, the keys that nothing else wants turn the pages."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.finding.open()
            return
        if self._saves(event):
            self.pictures.soon(partial(self._on_keep_wanted, stays=True))
            return
        action = _SCROLLS.get(Qt.Key(event.key()))
        if action is None or self.is_writing:
            super().keyPressEvent(event)
            return
        self.sheet.verticalScrollBar().triggerAction(action)

    def _on_read(self, reading: Reading) -> None:
        if self.is_writing:
            return
        self._reading = reading
        if reading.entry is None:
            self._write(reading)
            if reading.draft:
                self.notice.show_text(tr("This is where you stopped."))
        else:
            self._show(reading)
        if self._wants_focus:
            self._wants_focus = False
            self.focus_first()

    def _show(self, reading: Reading) -> None:
        """Put the entry on screen to be read."""
        room = self.room
        old = self._reader
        self.finding.drop()
        self._reader = EntryReader(
            reading, look=room.look, catalogue=room.catalogue(), now=room.clock.now()
        )
        self._reader.marks.pin_wanted.connect(self._keeper.pin)
        self._reader.marks.versions_wanted.connect(self._on_versions_wanted)
        self._reader.pictures_place.addWidget(self.pictures.to_read())
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.body.insertWidget(1, self._reader)
        self._passages.show_in(self._reader, reading)
        self.editor.hide()
        self._spare.show()
        self._foot.hide()
        self._top.show_tools(True)
        if self._offers_draft and not reading.draft:
            self.notice.clear()
        self._offers_draft = bool(reading.draft)
        if reading.draft:
            self.notice.show_text(
                tr("You began to change this entry."),
                tr("What you wrote is still there. It is not part of the entry yet."),
                action=tr("Go on writing"),
            )

    def _write(self, reading: Reading) -> None:
        """Put the editor on screen, with what was left unsaved in it."""
        content = self._keeper.begun(reading, self._facts)
        self.editor.fill(content, now=self.room.clock.now(), here=self.room.clock.zone())
        self.pictures.begin()
        self._keeper.choose()
        self.finding.drop()
        if self._reader is not None:
            self._reader.hide()
        self._passages.rest()
        self.notice.clear()
        title = tr("New entry") if reading.entry is None else tr("Change this entry")
        self._top.show_tools(False, title=title)
        self._spare.hide()
        self.editor.show()
        self._foot.set_draft(bool(reading.draft))
        self._foot.show()
        self._foot.setEnabled(True)
        self.editor.setEnabled(True)
        self.sheet.verticalScrollBar().setValue(0)

    def _saves(self, event: QKeyEvent) -> bool:
        return self.is_writing and event.matches(QKeySequence.StandardKey.Save)

    def _searched(self) -> Searched:
        """The words on screen now."""
        if self.is_writing or self._reader is None:
            return InEdit(self.editor.words, sheet=self.sheet, look=self.room.look)
        return self._reader.searched(sheet=self.sheet)

    def _on_saved(self, has_draft: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._foot.set_draft(has_draft)
        if has_draft and not self._is_told:
            self._is_told = True
            announce(self._foot.saved, self._foot.saved.text())

    def _on_keep_wanted(self, *, stays: bool = False) -> None:
        """Args:
        stays: save by key, and write on.
        """
        drawn = self._reading is not None and bool(self._reading.pictures)
        if self.editor.is_blank and not drawn:
            self.notice.show_text(
                tr("Nothing is written here yet."), tr("Write a few words, or go back.")
            )
            self.editor.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._stays = stays
        self._focused = QApplication.focusWidget() if stays else None
        self.editor.setEnabled(False)
        self._foot.setEnabled(False)
        self._keeper.keep()

    def _on_kept(self) -> None:
        if self._stays:
            self._write_on()
        elif self._is_new:
            self.go_wanted.emit(GoBack(tr("That is written down.")))
        else:
            self._read_again()
            self.notice.show_text(tr("That is written down."))

    def _write_on(self) -> None:
        """Saved by key: the page stays as it is, with all that can be undone."""
        self.editor.setEnabled(True)
        self._foot.setEnabled(True)
        self._foot.set_kept()
        if self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, tr("That is written down."))

    def _on_versions_wanted(self) -> None:
        self.go_wanted.emit(OpenVersions(self._keeper.entry_id))

    def _read_again(self) -> None:
        self.editor.hide()
        self._wants_focus = True
        self._keeper.load()

    def _on_failed(self, problem: KetaGuideError) -> None:
        self.editor.setEnabled(True)
        self._foot.setEnabled(True)
        self.refused(problem)

    def _on_edit_wanted(self) -> None:
        if self._reading is not None and not self.is_writing:
            self._write(self._reading)
            self.focus_first()

    def _on_throw_away_wanted(self) -> None:
        if self._keeper.entry_id:
            self._keeper.throw_away(tr("Your changes are thrown away."))
            self._read_again()
            return
        self._keeper.throw_away(tr("What you began is thrown away."))
        self.go_wanted.emit(GoBack())

    def _on_delete_wanted(self) -> None:
        self._quiet.ask(tr("Delete this entry now?"), self._delete)

    def _delete(self) -> None:
        self._keeper.delete()
        self.go_wanted.emit(GoBack(is_gone=True))

    def _on_back_wanted(self) -> None:
        note = tr("Kept as you left it. You find it in the journal.")
        is_left = self.is_writing and self._keeper.store_now()
        self.go_wanted.emit(GoBack(note if is_left else ""))
