"""What one's clinic gave: look at a file first, take it in, remove it again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.paths import resources
from ketaguide.base.text import tr
from ketaguide.ui.dialogs.files import ask_file
from ketaguide.ui.pages.clinic_parts import PackCard, kept_since, origin_of
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Heading, Lead
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.content.incoming import Incoming
    from ketaguide.content.pack import Pack
    from ketaguide.store.clinic_packs import ClinicPack


class ClinicPage(Layer):
    """Needs an open vault: a clinic's name says who one is, so it is kept inside."""

    watches: ClassVar[frozenset[str]] = frozenset({"ClinicPack"})

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="clinic_page", unlocked=unlocked)
        look = room.look
        self._incoming: Incoming | None = None
        self._removed: ClinicPack | None = None
        self._kept_packs: list[ClinicPack] = []
        self._done = Button(tr("Done"), look=look, icon="check")
        self._done.setObjectName("clinic_done")
        self._done.clicked.connect(self.closed)
        self._choose = Button(tr("Choose a file"), look=look, kind="primary", icon="folder-open")
        self._choose.setObjectName("clinic_choose")
        self._choose.setEnabled(unlocked)
        self._choose.clicked.connect(self._on_choose_clicked)
        self._none = Body(tr("Nothing was taken in yet."), look=look, tone="muted")
        self._holder = QWidget()
        self._list = Stack(self._holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(look.gap(16))
        self.body.addWidget(Heading(tr("From your clinic"), look=look))
        self.body.addWidget(
            Lead(
                tr(
                    "Some clinics give a file with their rules, numbers and lists. You see all of "
                    "it before it is taken in, and it stays in your vault."
                ),
                look=look,
            )
        )
        self.body.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self._none)
        self.body.addWidget(self._holder)
        self.body.addStretch(1)
        self.keep_below(Bar([], QWidget(), [self._done], look=look))
        self.notice.action_wanted.connect(self._on_undo_wanted)

    def reload(self) -> None:
        if not self.unlocked:
            return
        # Only here, so that a locked window never imports the database.
        from ketaguide.store import clinic_packs

        self.room.desk.ask(clinic_packs.every, self._on_read, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def look_at(self, path: Path) -> None:
        """Read a file and show all that it would bring; nothing is kept yet."""
        self.notice.clear()
        self._incoming = None
        core = self.room.catalogue().core
        self.room.desk.run(
            partial(_look_at, path, core=core), self._on_looked, owner=self, failed=self.refused
        )

    def _on_choose_clicked(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        ask_file(
            self.window(),
            title=tr("Choose your clinic's file"),
            start=Path(home),
            then=self._on_chosen,
        )

    def _on_chosen(self, path: Path | None) -> None:
        if path is not None:
            self.look_at(path)

    def _on_looked(self, incoming: Incoming) -> None:
        self._clear()
        self._incoming = incoming
        pack = incoming.pack
        origin = origin_of(incoming)
        card = self._card(pack, title=pack.info.title, origin=origin)
        card.add_left_out(incoming.left_out)
        for kept in self._kept_packs:
            if kept.id == pack.info.id:
                card.add_replaced(kept, now=self.room.clock.now())
        take = card.add_button(tr("Take it in"), name="clinic_take", icon="check", kind="primary")
        take.clicked.connect(self._on_take_clicked)
        leave = card.add_button(tr("Leave it"), name="clinic_leave", icon="x")
        leave.clicked.connect(self._on_leave_clicked)
        self._choose.hide()
        self._show(card)
        take.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.verticalScrollBar().setValue(0)

    def _on_take_clicked(self) -> None:
        from ketaguide.flows import clinic_pack

        incoming = self._incoming
        if incoming is None:
            return
        clock = self.room.clock
        question = partial(clinic_pack.take, incoming=incoming, now=clock.now(), zone=clock.zone())
        self.room.desk.ask(question, self._on_taken, owner=self, failed=self.refused)

    def _on_taken(self, _kept: ClinicPack) -> None:
        self._incoming = None
        self.reload()
        self.notice.show_text(tr("Taken in. What it changes is marked “From your clinic”."))

    def _on_leave_clicked(self) -> None:
        self._incoming = None
        self.reload()

    def _on_read(self, kept: list[ClinicPack]) -> None:
        self._kept_packs = kept
        if self._incoming is not None:
            return
        had_focus = self._holder.isAncestorOf(self.focusWidget() or self._choose)
        self._clear()
        self._choose.show()
        packs = {pack.info.id: pack for pack in self.room.catalogue().packs}
        for one in kept:
            self._show(self._kept(one, packs.get(one.id)))
        self._none.setVisible(not kept)
        if had_focus:
            self.focus_first()
        follow_the_eye(self)

    def _kept(self, one: ClinicPack, pack: Pack | None) -> PackCard:
        origin = kept_since(one, now=self.room.clock.now())
        card = self._card(pack, title=one.title, origin=origin)
        remove = card.add_button(tr("Remove it"), name="clinic_remove", icon="trash-2")
        remove.clicked.connect(partial(self._on_remove_clicked, one.id))
        return card

    def _card(self, pack: Pack | None, *, title: str, origin: str) -> PackCard:
        core = self.room.catalogue().core
        return PackCard(pack, title=title, origin=origin, look=self.room.look, core=core)

    def _on_remove_clicked(self, pack_id: str) -> None:
        from ketaguide.flows import clinic_pack

        clock = self.room.clock
        question = partial(
            clinic_pack.remove,
            pack_id=pack_id,
            catalogue=self.room.catalogue(),
            now=clock.now(),
            zone=clock.zone(),
        )
        self.room.desk.ask(question, self._on_removed, owner=self, failed=self.refused)

    def _on_removed(self, pack: ClinicPack) -> None:
        self._removed = pack
        self.focus_first()
        self.notice.show_text(
            tr("Removed. What you wrote in its guides stays in your journal."), action=tr("Undo")
        )

    def _on_undo_wanted(self) -> None:
        from ketaguide.store import clinic_packs

        pack, self._removed = self._removed, None
        self.notice.clear()
        if pack is not None:
            question = partial(clinic_packs.restore, pack=pack)
            self.room.desk.ask(question, owner=self, failed=self.refused)

    def _show(self, card: PackCard) -> None:
        self._none.hide()
        self._list.addWidget(card)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        card.show()
        follow_the_eye(self)

    def _clear(self) -> None:
        while item := self._list.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def _look_at(path: Path, *, core: Pack) -> Incoming:
    from ketaguide.base.errors import PackMissing
    from ketaguide.content import archive, incoming, lint

    try:
        with path.open("rb") as stream:
            content = stream.read(archive.MOST_ARCHIVE + 1)
    except OSError as problem:
        raise PackMissing(
            tr("This file cannot be read."),
            hint=tr("Copy it to this computer, then choose it again."),
        ) from problem
    bans = lint.load_bans(resources() / "wording")
    return incoming.look_at(content, source=path.name, core=core, bans=bans)
