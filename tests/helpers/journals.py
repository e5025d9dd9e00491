"""A vault with some writing in it, behind a desk, for tests of the journal's pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.desk import Desk
from ketaguide.flows import demo
from ketaguide.store import drafts, entries
from ketaguide.store.entries import Entry
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.rooms import make_room
from tests.helpers.vaults import NOW, ZONE, fill_many, new_vault

T = TypeVar("T")


class PatientExecutor(Executor):
    """Keeps what it was given until ``work``, so that answers arrive when a test says so."""

    def __init__(self) -> None:
        self.is_patient = False
        self.waiting: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.waiting.append(partial(fn, *args, **kwargs))
        if not self.is_patient:
            self.work()
        return Future()

    def work(self) -> int:
        """Do what waits, and what comes of it; says how many questions that were."""
        done = 0
        while self.waiting:
            self.waiting.pop(0)()
            done += 1
        return done


class Journal:
    """``room`` with an open vault; ``ask`` as the pages do; ``worker`` to hold answers back."""

    def __init__(self, folder: Path, *, many: int = 0) -> None:
        self.worker = PatientExecutor()
        self.wanted: list[object] = []
        room = make_room(folder)
        desk = Desk(vault_worker=self.worker, job_worker=self.worker)
        self.room: Room = replace(room, desk=desk)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.room.settings.change("motion", "reduced")
        self.room.look.apply(app)
        vault = new_vault(folder / "vault", clock=room.clock)
        fill_many(vault, many)
        desk.open(lambda: vault, lambda _: None, owner=desk, failed=self._fail)
        desk.broke.connect(self._fail)
        desk.refused.connect(self._fail)

    def ask(self, question: Callable[[Db], T]) -> T:
        """The answer to a question of the test's own."""
        got: list[T] = []
        self.room.desk.ask(question, got.append, owner=self.room.desk)
        self.worker.work()
        return got[0]

    def show(self, page: QWidget, qtbot: QtBot, *, size: tuple[int, int] = (1056, 840)) -> None:
        """Put a page into a window of its own, which lives until the next one."""
        self.window = QWidget()
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.window.resize(*size)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()

    def open_entry(self, qtbot: QtBot, entry_id: str = "") -> EntryPage:
        """The page of an entry, on screen; where it would go is in ``wanted``."""
        page = EntryPage(self.room, entry_id=entry_id)
        page.go_wanted.connect(self.wanted.append)
        self.show(page, qtbot)
        return page

    def draft(self, key: str = "entry:new") -> dict[str, Any] | None:
        """What an editor left unsaved."""
        found = self.ask(partial(drafts.get, key=key))
        return dict(json.loads(found.content)) if found else None

    def only_entry(self) -> Entry:
        """The one entry there is."""
        (row,) = self.ask(partial(entries.recent, limit=5))
        return self.ask(lambda db: entries.get(db, row.id))

    def fill(self) -> None:
        """Rowan's record."""
        self.ask(partial(demo.fill, now=NOW, zone=ZONE, catalogue=self.room.catalogue()))

    def close(self) -> None:
        self.worker.is_patient = False
        self.worker.work()
        self.room.desk.close()

    @staticmethod
    def _fail(problem: object) -> None:
        pytest.fail(f"the desk met {type(problem).__name__}")


def press(page: QWidget, name: str) -> None:
    """Click a button that a person can see."""
    button = page.window().findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(page: QWidget) -> list[str]:
    """All words on screen that are not buttons or fields."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
