"""One picture of an entry, as large as the window has room for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent

from ketaguide.base.text import tr
from ketaguide.flows import entry_pictures
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages.entry_photos import picture_name
from ketaguide.ui.pages.page import Page
from ketaguide.ui.picture_sight import PictureSight
from ketaguide.ui.picture_work import LONGEST_SIDE
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.photo import Photo

if TYPE_CHECKING:
    from ketaguide.flows.entry_pictures import Seen


class PicturePage(Page):
    """Escape or Back leads to the entry again."""

    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, room: Room, *, picture_id: str) -> None:
        super().__init__(room, name="picture_page")
        self.sheet.set_sides(max_width=2000, margin=24)
        self._picture_id = picture_id
        self._photo: Photo | None = None
        self._sight = PictureSight(room, parent=self)
        self._back = Button(tr("Back"), look=room.look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("picture_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._caption = Body("", look=room.look)
        self._caption.hide()
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)

    def reload(self) -> None:
        question = partial(entry_pictures.see, picture_id=self._picture_id)
        self.room.desk.ask(question, self._on_seen, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_back_clicked()
            return
        super().keyPressEvent(event)

    def _on_seen(self, seen: Seen) -> None:
        one = seen.picture
        if self._photo is None:
            self._photo = Photo(QSize(one.width, one.height), look=self.room.look)
            self._photo.setObjectName("picture_large")
            self._photo.fill_room()
            self._photo.rest()
            self.body.addWidget(self._photo, 1)
            self.body.addWidget(self._caption)
        title = one.title.strip()
        self._photo.setAccessibleName(picture_name(title, 1, 1))
        self._caption.setText(title)
        self._caption.setVisible(bool(title))
        self._sight.show(one.id, longest=LONGEST_SIDE, then=self._photo.set_image)
        self.loaded()

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())
