"""Pictures while an entry is written: added, named, put in order, taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.ids import new_id
from ketaguide.base.text import tr
from ketaguide.flows import entry_pictures
from ketaguide.flows.entry_pictures import Added
from ketaguide.ui.dialogs.files import ask_files
from ketaguide.ui.errands import OpenPicture
from ketaguide.ui.pages.entry_photos import EntryPhotos
from ketaguide.ui.pages.picture_catch import PictureCatch
from ketaguide.ui.pages.picture_queue import PictureQueue
from ketaguide.ui.pages.picture_row import SMALL, PictureRow
from ketaguide.ui.picture_sight import PictureSight
from ketaguide.ui.picture_work import Encoded
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.notice import Notice, announce
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.store.attachments import Attachment
    from ketaguide.ui.pages.entry_editor import EntryEditor
    from ketaguide.ui.pages.entry_keeper import EntryKeeper
    from ketaguide.vault.db import Db


class PicturePlace(QWidget):
    """Part of the editor. What is done here is stored at once, with a way back."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, room: Room, *, editor: EntryEditor, keeper: EntryKeeper) -> None:
        super().__init__()
        self.setObjectName("picture_place")
        look = room.look
        self._room, self._editor, self._keeper = room, editor, keeper
        self._rows: list[PictureRow] = []
        self._entry_id = ""
        self._deed: Callable[[], None] | None = None
        self._sight = PictureSight(room, parent=self)
        self._saver = Autosave(self._naming, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._add = Button(tr("Add a picture"), look=look, icon="plus")
        self._add.setObjectName("picture_add")
        self._add.clicked.connect(self._on_add_clicked)
        hint = tr("A copy goes into your vault, without place and camera details.")
        self._hint = Small(hint, look=look)
        self._add.setAccessibleDescription(hint)
        self.notice = Notice(look=look)
        self.bar = JobBar(look=look)
        self._list = Stack()
        self._list.setSpacing(look.gap(8))
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        column.addLayout(self._list)
        column.addWidget(self.notice)
        column.addWidget(self.bar)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._hint)
        self._queue = PictureQueue(room, bar=self.bar, store=self._store, parent=self)
        self._queue.failed.connect(self._on_failed)
        self._queue.ended.connect(self._on_ended)
        self._catch = PictureCatch(editor, editor.words)
        self._catch.caught.connect(self.add)
        keeper.kept.connect(self._on_kept)
        room.desk.changed.connect(self._on_changed)
        editor.pictures_place.addWidget(self)

    @property
    def is_working(self) -> bool:
        """Whether a picture is on its way."""
        return self._queue.is_working

    def soon(self, deed: Callable[[], None]) -> None:
        """Do it now; or once a picture on its way is stored or called off, unless something is to
        be said about it.
        """
        if self.is_working:
            self._deed = deed
        else:
            deed()

    def to_read(self) -> EntryPhotos:
        """The pictures as they stand in the entry that is read."""
        photos = EntryPhotos(self._room, entry_id=self._keeper.entry_id)
        photos.wanted.connect(self._on_picture_wanted)
        return photos

    def begin(self) -> None:
        """The editor was filled: show the pictures of its entry."""
        self.notice.clear()
        self._entry_id = self._keeper.future_id
        self._load()

    def add(self, sources: Iterable[Path | bytes]) -> None:
        """Take these in, one after another."""
        if self._editor.isEnabled() and not self._room.reads_only:
            self.notice.clear()
            self._queue.add(sources)

    def _load(self) -> None:
        question = partial(entry_pictures.shown, entry_id=self._entry_id)
        self._room.desk.ask(question, self._on_loaded, owner=self)

    def _on_changed(self, names: frozenset[str]) -> None:
        if "Attachment" in names and self._entry_id:
            self._load()

    def _on_loaded(self, pictures: tuple[Attachment, ...]) -> None:
        ids = tuple(one.id for one in pictures)
        if ids != tuple(row.picture_id for row in self._rows):
            self._place(pictures)
        editor = self._editor
        editor.has_pictures = bool(ids)
        if not self._keeper.entry_id and editor.came != ids:
            editor.came = ids
            editor.changed.emit()

    def _place(self, pictures: Iterable[Attachment]) -> None:
        """Rows that are there stay, with the keyboard in them."""
        there = {row.picture_id: row for row in self._rows}
        self._rows = [there.get(one.id) or self._row(one) for one in pictures]
        for gone in there.values():
            if gone in self._rows:
                continue
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for index, row in enumerate(self._rows):
            self._list.removeWidget(row)
            self._list.insertWidget(index, row)
            row.show()
            row.show_place(index, len(self._rows))
        before: QWidget | None = None
        for row in self._rows:
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row.last()
        if before is not None:
            QWidget.setTabOrder(before, self._add)

    def _row(self, picture: Attachment) -> PictureRow:
        row = PictureRow(picture, look=self._room.look)
        row.titled.connect(self._saver.touch)
        row.move_wanted.connect(partial(self._on_move_wanted, row))
        row.remove_wanted.connect(partial(self._on_remove_wanted, row))
        longest = round(self._room.look.px(SMALL) * self.devicePixelRatioF())
        self._sight.show(picture.id, longest=longest, then=row.photo.set_image)
        return row

    def _store(
        self,
        made: Encoded,
        then: Callable[[], None],
        failed: Callable[[KetaGuideError], None],
    ) -> None:
        picture_id, editor = new_id(), self._editor
        editor.came = (*editor.came, picture_id)

        def stored(added: Added) -> None:
            editor.has_pictures = True
            editor.changed.emit()
            self._say(added)
            then()

        def refused(problem: KetaGuideError) -> None:
            editor.came = tuple(one for one in editor.came if one != picture_id)
            failed(problem)

        question = partial(
            entry_pictures.add,
            picture_id=picture_id,
            entry_id=self._keeper.future_id,
            content=made.content,
            mime=made.mime,
            width=made.width,
            height=made.height,
            key=self._keeper.draft_key,
            draft=self._editor.content().to_json(),
        )
        self._room.desk.ask(question, stored, owner=self, failed=refused)

    def _say(self, added: Added) -> None:
        announce(self, tr("The picture is added."))
        if added.is_many:
            self.notice.show_text(
                tr("The pictures in this vault take more than 200 MB now."),
                tr("You can go on. Backups take longer and more room."),
            )

    def _on_add_clicked(self) -> None:
        home = QStandardPaths.StandardLocation.HomeLocation
        ask_files(
            self,
            title=tr("Add a picture"),
            start=Path(QStandardPaths.writableLocation(home)),
            kinds=tr("Pictures") + " (*.jpg *.jpeg *.png *.webp *.heic *.JPG *.JPEG *.PNG *.HEIC)",
            then=self.add,
        )

    def _on_move_wanted(self, row: PictureRow, by: int) -> None:
        def moved(_answer: object) -> None:
            self._load()
            row.focus_move(by)

        question = partial(entry_pictures.move, picture_id=row.picture_id, by=by)
        self._room.desk.ask(question, moved, owner=self, failed=self._on_failed)

    def _on_remove_wanted(self, row: PictureRow) -> None:
        self._saver.flush()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        key, draft = self._keeper.draft_key, self._editor.content().to_json()
        Undo.over(self, self._room).ask(
            partial(entry_pictures.remove, picture_id=row.picture_id),
            words=tr("Picture removed."),
            way_back=lambda removed: partial(
                entry_pictures.put_back, removed=removed, key=key, draft=draft
            ),
        )

    def _on_failed(self, problem: KetaGuideError) -> None:
        self.notice.show_error(problem)

    def _on_ended(self) -> None:
        deed, self._deed = self._deed, None
        if deed is not None and not self.notice.isVisible():
            deed()

    def _on_picture_wanted(self, picture_id: str) -> None:
        self.go_wanted.emit(OpenPicture(picture_id))

    def _on_kept(self) -> None:
        """Whatever came belongs to the entry now."""
        self._editor.came = ()

    def _naming(self) -> Callable[[Db], object]:
        for index, row in enumerate(self._rows):
            row.show_place(index, len(self._rows))
        titles = {row.picture_id: row.title.text() for row in self._rows}
        return partial(entry_pictures.name, titles=titles)
