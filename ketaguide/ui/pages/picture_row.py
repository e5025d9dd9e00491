"""One picture while its entry is written: small, with what it shows, its place, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.entry_photos import picture_name
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.photo import Photo

if TYPE_CHECKING:
    from ketaguide.store.attachments import Attachment

SMALL = 132
# Source: our own; a sentence or two, and what a screen reader says in one breath.
TITLE_CHARS = 300


class PictureRow(QWidget):
    """Says what the person wants; storing is for whoever holds the rows."""

    titled = Signal()
    move_wanted = Signal(int)  # -1 up, 1 down
    remove_wanted = Signal()

    def __init__(self, picture: Attachment, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture_id = picture.id
        self.setObjectName("picture_row")
        self.photo = Photo(QSize(picture.width, picture.height), look=look)
        self.photo.setObjectName("picture_small")
        self.photo.set_most(SMALL)
        self.photo.rest()
        self.photo.setFixedWidth(look.px(SMALL))
        self.title = LineEdit(picture.title, look=look)
        self.title.setObjectName("picture_title")
        self.title.setMaxLength(TITLE_CHARS)
        self.title.textEdited.connect(self.titled)
        self._up = IconButton("chevron-up", tr("Move up"), look=look)
        self._up.setObjectName("picture_up")
        self._up.clicked.connect(self._on_up_clicked)
        self._down = IconButton("chevron-down", tr("Move down"), look=look)
        self._down.setObjectName("picture_down")
        self._down.clicked.connect(self._on_down_clicked)
        self._remove = IconButton("trash-2", tr("Remove"), look=look)
        self._remove.setObjectName("picture_remove")
        self._remove.clicked.connect(self.remove_wanted)
        tools = QHBoxLayout()
        tools.setSpacing(look.gap(4))
        for button in (self._up, self._down, self._remove):
            tools.addWidget(button)
        tools.addStretch(1)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        column.addWidget(Field(tr("What it shows, if you like"), self.title, look=look))
        column.addLayout(tools)
        column.addStretch(1)
        card = Card(look=look, padding=16)
        columns = Columns(look=look, at=420)
        columns.add(self.photo, stretch=0)
        columns.add(beside)
        card.body.addWidget(columns)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_place(self, index: int, count: int) -> None:
        """Say which picture the buttons are about, and which ways are open."""
        name = picture_name(self.title.text(), index + 1, count)
        self.photo.setAccessibleName(name)
        self._up.set_name(tr("Move up: {picture}", picture=name))
        self._down.set_name(tr("Move down: {picture}", picture=name))
        self._remove.set_name(tr("Remove: {picture}", picture=name))
        for button, is_open in ((self._up, index > 0), (self._down, index + 1 < count)):
            button.setEnabled(is_open)
            button.setVisible(count > 1)

    def focus_move(self, by: int) -> None:
        """Stay on the button that moved it, or on the other where it has come to an end."""
        wanted, other = (self._up, self._down) if by < 0 else (self._down, self._up)
        (wanted if wanted.isEnabled() else other).setFocus(Qt.FocusReason.OtherFocusReason)

    def last(self) -> QWidget:
        """Where Tab leaves it."""
        return self._remove

    def _on_up_clicked(self) -> None:
        self.move_wanted.emit(-1)

    def _on_down_clicked(self) -> None:
        self.move_wanted.emit(1)
