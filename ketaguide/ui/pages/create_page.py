"""Making a vault: a passphrase, a place, and what is good to know before."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.errors import (
    FolderNotEmpty,
    KetaGuideError,
    UnsafeLocation,
    VaultReadOnly,
    WeakPassphrase,
)
from ketaguide.base.text import tr
from ketaguide.ui.dialogs.files import ask_folder
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.pages.passphrase_fields import NewPassphrase
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.marks import IconLine

_NAME_LETTERS = 8
# Typing goes on while the strength is worked out; a pause this long means it is worth it.
_PAUSE_MS = 250


@dataclass(frozen=True)
class NewVault:
    """What a person asked for."""

    folder: Path
    passphrase: str = field(repr=False)
    name: str = field(repr=False)


class CreatePage(GatePage):
    """Refusals stand beside the field they are about; nothing that was typed is lost."""

    make_wanted = Signal(object)  # a NewVault

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(room, name="create_page", parent=parent)
        look = room.look
        self.new = NewPassphrase(tr("Passphrase"), desk=room.desk, look=look)
        self.passphrase, self.again = self.new.passphrase, self.new.again
        self.strength = self.new.strength
        self.name = LineEdit(look=look)
        self.name.setObjectName("vault_name")
        self.folder = LineEdit(str(offered_folder(room.places.data)), look=look)
        self.folder.setObjectName("folder")
        self._create = Button(tr("Create the vault"), look=look, kind="primary", icon="arrow-right")
        self._create.setObjectName("create")
        self._fields = self._make_fields()
        self._sync = IconLine("info", "", look=look, color="primary")
        self._sync.setObjectName("sync_advice")
        self._sync.hide()
        self._fill()
        self._connect()
        self.setFocusProxy(self.passphrase)

    def refused(self, problem: KetaGuideError) -> None:
        self.set_ready()
        words = f"{problem.user_text} {problem.hint}"
        if isinstance(problem, WeakPassphrase):
            self.new.refuse(problem.user_text)
        elif isinstance(problem, FolderNotEmpty | VaultReadOnly | UnsafeLocation):
            self._refuse("folder", words)
        else:
            self.notice.show_error(problem)
            self._create.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem_of(self, name: str) -> str:
        """What stands in red under the field ``passphrase``, ``again`` or ``folder``."""
        first, second = self.new.errors
        known = {"passphrase": first, "again": second}
        return known[name] if name in known else self._fields[name].error

    def _make_fields(self) -> dict[str, Field]:
        look = self.room.look
        return {
            "name": Field(
                tr("A name for it, if you like"), self.name, look=look, hint=_neutral_name()
            ),
            "folder": Field(tr("Where it is kept"), self.folder, look=look),
        }

    def _fill(self) -> None:
        look = self.room.look
        choose = Button(tr("Choose a folder"), look=look, kind="quiet", icon="folder-open")
        choose.setObjectName("choose_folder")
        choose.clicked.connect(self._on_choose_clicked)
        side = Qt.AlignmentFlag.AlignLeft
        form = self.form_body
        form.addWidget(self.new)
        form.addWidget(IconLine("users", _privacy(), look=look))
        form.addWidget(self._fields["name"])
        form.addWidget(self._fields["folder"])
        form.addWidget(self._sync)
        form.addWidget(choose, 0, side)
        form.addWidget(self.notice)
        form.addWidget(self._create)
        self._add_heading(tr("A vault of your own"), _when())
        self._add_back(tr("Back"))
        self._add_form()

    def _connect(self) -> None:
        self.new.entered.connect(self.submit)
        self.new.made.connect(self._on_words_made)
        self.folder.editingFinished.connect(self._on_folder_edited)
        self._create.clicked.connect(self.submit)
        for edit in (self.name, self.folder):
            edit.returnPressed.connect(self.submit)

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        for each in self._fields.values():
            each.set_error("")
        self.notice.clear()
        name = self.name.text().strip()
        text = self.new.take(name)
        folder = Path(self.folder.text().strip()).expanduser()
        if text is None:
            self.sheet.ensureWidgetVisible(self.new)
            self.sheet.bring_into_view(QApplication.focusWidget())
        elif not folder.is_absolute():
            self._refuse("folder", tr("Write the whole path, or choose a folder."))
        else:
            self.make_wanted.emit(NewVault(folder, text, name))

    def _refuse(self, name: str, words: str) -> None:
        refused = self._fields[name]
        refused.set_error(words)
        refused.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.ensureWidgetVisible(refused)

    def _on_words_made(self) -> None:
        # Its place is known once the layout has taken it in.
        QTimer.singleShot(0, self, partial(self.sheet.ensureWidgetVisible, self.again))

    def _on_choose_clicked(self) -> None:
        start = Path(self.folder.text()).expanduser().parent
        ask_folder(
            self.window(),
            title=tr("Where the vault is kept"),
            start=start,
            then=self._on_folder_chosen,
        )

    def _on_folder_chosen(self, chosen: Path | None) -> None:
        if chosen is not None:
            named = chosen.suffix == ".ketaguide"
            self.folder.setText(str(chosen if named else offered_folder(chosen)))
            self._on_folder_edited()

    def _on_folder_edited(self) -> None:
        self._fields["folder"].set_error("")
        folder = Path(self.folder.text().strip()).expanduser()
        self.room.desk.run(
            partial(_judge, folder), self._on_judged, owner=self, failed=self._on_misplaced
        )

    def _on_judged(self, program: str | None) -> None:
        self._sync.setVisible(program is not None)
        self._sync.set_text(_sync_words(program) if program else "")

    def _on_misplaced(self, problem: KetaGuideError) -> None:
        self._on_judged(None)
        self._fields["folder"].set_error(f"{problem.user_text} {problem.hint}")


def offered_folder(parent: Path) -> Path:
    """A new vault folder in ``parent``; its name says nothing about whose it is."""
    letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(_NAME_LETTERS))
    return parent / f"{letters}.ketaguide"


def _judge(folder: Path) -> str | None:
    # The vault's header code behind it is heavy, and the first screen does without.
    from ketaguide.vault import place

    place.check_folder(folder)
    return place.watched_by_sync(folder)


def _when() -> str:
    return tr(
        "Everything you write is kept in one encrypted folder on this computer. "
        "This is best done on a quiet day before a session."
    )


def _privacy() -> str:
    return tr(
        "Who may see this screen? People close to you may know your birthday or your pets: "
        "leave those out. Ctrl+L locks, F12 covers the screen."
    )


def _neutral_name() -> str:
    return tr("Kept inside, encrypted. A neutral word is best, such as Notes.")


def _sync_words(program: str) -> str:
    return tr(
        "{program} copies this folder. That works, as long as only one computer has the vault "
        "open at a time.",
        program=program,
    )
