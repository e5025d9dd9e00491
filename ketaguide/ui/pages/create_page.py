"""Making a vault: a passphrase, a place, and what is good to know before."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import (
    FolderNotEmpty,
    KetaGuideError,
    UnsafeLocation,
    VaultReadOnly,
    WeakPassphrase,
)
from ketaguide.base.text import nfkc, tr
from ketaguide.ui.dialogs.files import ask_folder
from ketaguide.ui.pages.gate_page import CapsHint, GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.made_words import MadeWords
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.strength import Strength, estimate
from ketaguide.vault.passphrase import LEAST_LENGTH, generate_words, problem

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
        self.passphrase = PassphraseEdit(look=look)
        self.passphrase.setObjectName("passphrase")
        self.again = PassphraseEdit(look=look)
        self.again.setObjectName("passphrase_again")
        self.name = LineEdit(look=look)
        self.name.setObjectName("vault_name")
        self.folder = LineEdit(str(offered_folder(room.places.data)), look=look)
        self.folder.setObjectName("folder")
        self.strength = Strength(look=look)
        self._create = Button(tr("Create the vault"), look=look, kind="primary", icon="arrow-right")
        self._create.setObjectName("create")
        self._fields = self._make_fields()
        self._sync = IconLine("info", "", look=look, color="primary")
        self._sync.setObjectName("sync_advice")
        self._sync.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._fill()
        self._connect()
        self.setFocusProxy(self.passphrase)

    def refused(self, problem: KetaGuideError) -> None:
        self.set_ready()
        words = f"{problem.user_text} {problem.hint}"
        if isinstance(problem, WeakPassphrase):
            self._refuse("passphrase", problem.user_text)
        elif isinstance(problem, FolderNotEmpty | VaultReadOnly | UnsafeLocation):
            self._refuse("folder", words)
        else:
            self.notice.show_error(problem)
            self._create.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem_of(self, name: str) -> str:
        """What stands in red under the field ``passphrase``, ``again`` or ``folder``."""
        return self._fields[name].error

    def _make_fields(self) -> dict[str, Field]:
        look = self.room.look
        return {
            "passphrase": Field(tr("Passphrase"), self.passphrase, look=look, hint=_passphrase()),
            "again": Field(tr("The same again"), self.again, look=look),
            "name": Field(
                tr("A name for it, if you like"), self.name, look=look, hint=_neutral_name()
            ),
            "folder": Field(tr("Where it is kept"), self.folder, look=look),
        }

    def _fill(self) -> None:
        look = self.room.look
        words = Button(tr("Make six words for me"), look=look, icon="refresh-cw")
        words.setObjectName("make_words")
        words.clicked.connect(self._on_words_clicked)
        choose = Button(tr("Choose a folder"), look=look, kind="quiet", icon="folder-open")
        choose.setObjectName("choose_folder")
        choose.clicked.connect(self._on_choose_clicked)
        self._keep = MadeWords()
        side = Qt.AlignmentFlag.AlignLeft
        form = self.form_body
        form.addWidget(self._fields["passphrase"])
        form.addWidget(CapsHint(self.passphrase))
        form.addWidget(self.strength)
        form.addWidget(words, 0, side)
        self._twice = QWidget()
        twice = Stack(self._twice)
        twice.setContentsMargins(0, 0, 0, 0)
        twice.setSpacing(look.gap(8))
        twice.addWidget(self._keep)
        twice.addWidget(self._fields["again"])
        form.addWidget(self._twice)
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
        self.passphrase.textChanged.connect(self._on_text_changed)
        self.passphrase.reveal_changed.connect(self._on_reveal_changed)
        self.folder.editingFinished.connect(self._on_folder_edited)
        self._pause.timeout.connect(self._on_pause)
        self._create.clicked.connect(self.submit)
        for edit in (self.passphrase, self.again, self.name, self.folder):
            edit.returnPressed.connect(self.submit)

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        for each in self._fields.values():
            each.set_error("")
        self.notice.clear()
        text, name = self.passphrase.text(), self.name.text().strip()
        wrong = problem(text, name)
        folder = Path(self.folder.text().strip()).expanduser()
        if wrong is not None:
            self._refuse("passphrase", wrong)
        elif self._asks_again and nfkc(text) != nfkc(self.again.text()):
            self._refuse("again", tr("This is not the same as above."))
        elif not folder.is_absolute():
            self._refuse("folder", tr("Write the whole path, or choose a folder."))
        else:
            self.make_wanted.emit(NewVault(folder, text, name))

    @property
    def _asks_again(self) -> bool:
        """Words that were made are typed once by hand, or a click could lock a person out."""
        return self._keep.is_made or not self.passphrase.is_revealed

    def _refuse(self, name: str, words: str) -> None:
        refused = self._fields[name]
        refused.set_error(words)
        refused.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.ensureWidgetVisible(refused)

    def _on_words_clicked(self) -> None:
        words = generate_words()
        self.passphrase.setText(words)
        self._keep.set_words(words)
        self.passphrase.reveal(shown=True)
        self.again.clear()
        self.again.reveal(shown=True)
        self._fields["again"].set_error("")
        # Its place is known once the layout has taken it in.
        QTimer.singleShot(0, self, partial(self.sheet.ensureWidgetVisible, self._twice))

    def _on_text_changed(self) -> None:
        self._fields["passphrase"].set_error("")
        self._keep.set_words("")
        self._show_again()
        if not self.passphrase.text():
            self.strength.clear()
        self._pause.start()

    def _on_pause(self) -> None:
        text = self.passphrase.text()
        if text:
            self.room.desk.run(
                partial(estimate, text), partial(self._on_estimated, text), owner=self
            )

    def _on_estimated(self, text: str, score: int) -> None:
        if text == self.passphrase.text():
            missing = LEAST_LENGTH - len(nfkc(text))
            self.strength.show_score(score, characters_missing=missing)

    def _on_reveal_changed(self) -> None:
        self._keep.show_words(shown=self.passphrase.is_revealed)
        self._show_again()

    def _show_again(self) -> None:
        self._fields["again"].setVisible(self._asks_again)

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


def _passphrase() -> str:
    return tr("15 characters or more. A sentence that only you would say works well.")


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
