"""The rows of buttons above and below an entry."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Title
from ketaguide.ui.widgets.marks import SavedLine


class EntryTop(QWidget):
    """Back, and what can be done with an entry that is read."""

    back_wanted = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        self._title = Title(look=look)
        self._edit = Button(tr("Edit"), look=look, kind="secondary", icon="pencil")
        self._delete = Button(tr("Delete"), look=look, kind="quiet", icon="trash-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(8))
        row.addWidget(self._back)
        row.addWidget(self._title, 1)
        row.addWidget(self._delete)
        row.addWidget(self._edit)
        for name, button, wanted in (
            ("entry_back", self._back, self.back_wanted),
            ("entry_delete", self._delete, self.delete_wanted),
            ("entry_edit", self._edit, self.edit_wanted),
        ):
            button.setObjectName(name)
            button.clicked.connect(wanted)
        self.show_tools(False)

    def first(self) -> Button:
        """What the keyboard begins with: changing is wanted more often than going back."""
        return self._edit if self._edit.isVisibleTo(self) else self._back

    def show_tools(self, shown: bool, *, title: str = "") -> None:  # noqa: FBT001 - named by the method
        """They are for reading; while writing there is a title, and other buttons below."""
        self._title.setText(title)
        self._edit.setVisible(shown)
        self._delete.setVisible(shown)


class EntryFoot(QWidget):
    """Keep, throw away, and a line that says where the words are."""

    keep_wanted = Signal()
    throw_away_wanted = Signal()

    def __init__(self, *, look: Look, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedLine(look=look)
        self.saved.setObjectName("entry_saved")
        words = tr("Throw away") if is_new else tr("Throw away changes")
        self._throw = Button(words, look=look, kind="quiet")
        self._throw.setObjectName("entry_throw_away")
        self._throw.clicked.connect(self.throw_away_wanted)
        self._keep = Button(tr("Save"), look=look, kind="primary", icon="check")
        self._keep.setObjectName("entry_keep")
        self._keep.clicked.connect(self.keep_wanted)
        self._bar = Bar([self._throw], self.saved, [self._keep], look=look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        self.set_draft(False)

    def set_kept(self) -> None:
        """Saved by key, and written on: nothing is there to throw away."""
        self._throw.set_words(tr("Throw away changes"))
        self.set_draft(False)
        self.saved.show_saved()
        self._bar.fit()

    def set_draft(self, has_draft: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Whether there is anything unsaved to throw away."""
        self._throw.setVisible(has_draft)
        self.saved.setVisible(has_draft)
        self._bar.fit()
