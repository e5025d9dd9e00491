"""A room whose desk answers from a real, small vault: for tests of pages that read and write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ketaguide.flows import demo
from ketaguide.ui.errands import Errand
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, core_catalogue, make_room
from tests.helpers.vaults import ZONE, new_vault

T = TypeVar("T")
W = TypeVar("W", bound=QObject)


@contextmanager
def opened(
    folder: Path, *, fill: Callable[[Db], object] | None = None, now: datetime = NOW
) -> Iterator[Room]:
    """Dressed, opened, filled; closed again afterwards.

    Args:
        fill: writes what the vault holds at first.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    room = make_room(folder, now=now, zone=ZONE)
    room.look.apply(app)
    vault = new_vault(folder / "vault", clock=room.clock)
    room.desk.open(lambda: vault, lambda _vault: None, owner=room.desk, failed=_refuse)
    room.desk.broke.connect(_refuse)
    if fill is not None:
        vault.ask(fill)
    try:
        yield room
    finally:
        room.unsaved.flush()
        room.desk.close()


def rowan(room_now: datetime = NOW) -> Callable[[Db], None]:
    """Fills a vault with the made-up person of the look around."""
    return partial(demo.fill, now=room_now, zone=ZONE, catalogue=core_catalogue())


def ask(room: Room, question: Callable[[Db], T]) -> T:
    """What the vault says."""
    found: list[T] = []
    room.desk.ask(question, found.append, owner=room.desk)
    return found[0]


def wishes(page: Page) -> list[Errand]:
    """Where the page would like to go, as it says so."""
    found: list[Errand] = []
    page.go_wanted.connect(found.append)
    return found


def show(page: QWidget, *, size: tuple[int, int] = (1056, 840)) -> None:
    page.resize(*size)
    page.show()
    settle()


def part(page: QWidget, kind: type[W], name: str) -> W:
    """The one part of that name."""
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def said(page: QWidget) -> str:
    """All words of visible labels and buttons, for looking up what a person reads."""
    labels = [one for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]
    return "\n".join([*(one.text() for one in labels), *(one.text() for one in buttons)])


def _refuse(problem: Exception) -> None:
    raise problem
