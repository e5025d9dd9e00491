"""The guides at hand: those that the program brings, and, once unlocked, those of a clinic."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketaguide.base.paths import resources
from ketaguide.desk import Desk

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue


@cache
def own_catalogue() -> Catalogue:
    """The packs that the program brings."""
    from ketaguide.content.catalogue import load_catalogue

    return load_catalogue(resources() / "packs")


class Library(QObject):
    """Hands out the catalogue; a clinic's pack lies in the vault, so it comes after the unlock."""

    changed = Signal()

    def __init__(self, desk: Desk, *, own: Callable[[], Catalogue]) -> None:
        """Args:
        own: the packs that the program brings; read when first asked for.
        """
        super().__init__(desk)
        self._desk = desk
        self._own = own
        self._whole: Catalogue | None = None
        desk.changed.connect(self._on_changed)

    def catalogue(self) -> Catalogue:
        """All guides at hand now."""
        return self._whole or self._own()

    def open(self, then: Callable[[], None] | None = None) -> None:
        """Read what clinics gave; ``then`` runs once it is at hand, or could not be read."""
        # Only here, so that a locked window never imports the database.
        from ketaguide.flows import clinic_pack

        def on_read(found: Catalogue) -> None:
            self._whole = found
            self.changed.emit()
            if then is not None:
                then()

        def on_failed(_problem: object) -> None:
            if then is not None:
                then()

        question = partial(clinic_pack.read, catalogue=self._own())
        self._desk.ask(question, on_read, owner=self, failed=on_failed)

    def _on_changed(self, names: frozenset[str]) -> None:
        if "ClinicPack" in names:
            self.open()
