"""What a clinic's pack brings, in full: nobody takes in what they could not read first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.clinic import Clinic, ClinicList
from ketaguide.content.pack import Pack
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.phone import PhoneLine

if TYPE_CHECKING:
    from ketaguide.content.incoming import Incoming
    from ketaguide.store.clinic_packs import ClinicPack


class PackCard(Card):
    """A pack with its source and everything that it says; a page adds buttons below."""

    def __init__(
        self, pack: Pack | None, *, title: str, origin: str, look: Look, core: Pack | None = None
    ) -> None:
        """Args:
        core: the pack whose lists this one may add lines to.
        pack: None for one that was taken in and cannot be read any more.
        origin: where it came from, in a sentence.
        """
        super().__init__(look=look)
        self.look = look
        self._guides = (*(core.guides if core else ()), *(pack.guides if pack else ()))
        self._buttons: Flow | None = None
        self.setObjectName("clinic_pack")
        self.setAccessibleName(title)
        self.body.setSpacing(look.gap(10))
        self.body.addWidget(Title(title, look=look))
        self.body.addWidget(Small(origin, look=look))
        if pack is None:
            self.body.addWidget(Body(_unread(), look=look))
            return
        if pack.info.summary:
            self.body.addWidget(Body(pack.info.summary))
        if pack.clinic is not None:
            self._add_clinic(pack.clinic)
        if pack.guides:
            self._add(tr("Guides"), *(f"{one.title}. {one.summary}" for one in pack.guides))

    def add_left_out(self, left_out: tuple[str, ...]) -> None:
        """Say what of the pack does not fit and will not show."""
        if left_out:
            self._add(tr("Left out, because it does not fit"), *left_out)

    def add_replaced(self, kept: ClinicPack, *, now: datetime) -> None:
        """Say what it takes the place of: another clinic's file could bear the same id."""
        before = tr("{title}. {origin}", title=kept.title, origin=kept_since(kept, now=now))
        self._add(tr("It takes the place of what is here now"), before)

    def add_button(self, words: str, *, name: str, icon: str, kind: str = "secondary") -> Button:
        button = Button(words, look=self.look, icon=icon, kind=kind)
        button.setObjectName(name)
        if self._buttons is None:
            row = QWidget()
            self._buttons = Flow(row, gap=self.look.gap(8))
            self.body.addSpacing(self.look.gap(8))
            self.body.addWidget(row)
        self._buttons.addWidget(button)
        return button

    def _add(self, title: str, *lines: str) -> None:
        self.body.addSpacing(self.look.gap(6))
        self.body.addWidget(Strong(title, look=self.look))
        for line in lines:
            self.body.addWidget(Body(line, look=self.look))

    def _add_clinic(self, clinic: Clinic) -> None:
        if clinic.note:
            self._add(clinic.name, clinic.note)
        numbers = [(clinic.name, clinic.phone, "")] if clinic.phone else []
        numbers += [(rung.label, rung.number, rung.hours) for rung in clinic.ladder]
        if numbers:
            self.body.addSpacing(self.look.gap(6))
            self.body.addWidget(Strong(tr("Numbers, in this order"), look=self.look))
            for label, number, hours in numbers:
                line = PhoneLine(label, number, look=self.look, relation=hours, role="lead")
                self.body.addWidget(line)
        titles = _rule_titles()
        for name, words in clinic.texts():
            self._add(titles[name], words)
        if clinic.eased_after_minutes is not None:
            self._add(
                tr("When effects have eased, by this clinic"),
                tr(
                    "{minutes} minutes after the beginning. After that: call them.",
                    minutes=clinic.eased_after_minutes,
                ),
            )
        if clinic.lists:
            self._add(tr("Lines added to your lists"), *(self._list_words(x) for x in clinic.lists))

    def _list_words(self, added: ClinicList) -> str:
        """The lines, and the guide and list that they come to."""
        lines = ", ".join(item.label for item in added.items)
        guide = next((one for one in self._guides if one.id == added.guide), None)
        prompt = guide.prompt(added.prompt) if guide is not None else None
        if guide is None or prompt is None:
            return lines
        return tr("{guide}, {list}: {lines}", guide=guide.title, list=prompt.label, lines=lines)


def origin_of(incoming: Incoming) -> str:
    """Where a pack that is only looked at comes from."""
    info = incoming.pack.info
    who = ", ".join(info.authors) or tr("no author is named")
    return tr(
        "From the file {file}. Version {version}, by {who}. Nothing shows who really wrote it: "
        "take in only what your clinic gave you.",
        file=incoming.source,
        version=info.version,
        who=who,
    )


def kept_since(kept: ClinicPack, *, now: datetime) -> str:
    """Where a kept pack came from, and when."""
    day = moments.day_words(
        local(kept.imported_at, kept.zone).date(), today=local(now, kept.zone).date()
    )
    return tr(
        "From the file {file}. Version {version}, taken in {day}.",
        file=kept.source,
        version=kept.version,
        day=day,
    )


def _unread() -> str:
    return tr(
        "This version of KetaGuide cannot read it, so nothing of it shows. Ask your clinic for a "
        "newer file, or remove it."
    )


def _rule_titles() -> Mapping[str, str]:
    return {
        "food": tr("Its rule on food"),
        "drink": tr("Its rule on drink"),
        "medicines": tr("Its rule on medicines"),
        "driving": tr("Its rule on driving"),
        "other": tr("Its other rules"),
    }
