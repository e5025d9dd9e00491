"""A full disk: the text stays, one banner says so, and it is stored when there is space again."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull, KetaGuideError, StorageProblem
from ketaguide.ui.disk_banner import DiskBanner
from ketaguide.ui.errands import GoTo, NewEntry
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import RETRY_MS, Autosave
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import reserve
from tests.checks.tree import ROOT
from tests.helpers.keeping import tend
from tests.helpers.opened import opened, show

_PATIENCE_S = 120


def seen(kind: str) -> dict[str, Any]:
    """What a person met: typing on a small disk that is ``full``, or has ``space``."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.ui.full_disk_child", folder, kind],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line.pop("what"): line for line in lines}


@pytest.mark.promise("D-05")
@pytest.mark.only_on("linux")
def test_a_long_text_typed_on_a_full_disk_is_stored_by_itself() -> None:
    """First in the space kept for this moment; then, without even that, once there is some."""
    story = seen("full")
    typed, waiting, space, after = (story[part] for part in ("typed", "waiting", "space", "after"))
    assert story["full"]["free"] == story["full again"]["free"] == 0
    assert typed["shown"] == 5_000
    assert not typed["notice"], "one banner, and not one message more on each page"
    if typed["mounted"]:
        assert typed["banner"].startswith("Saved. The disk is nearly full")
        assert typed["stored"] >= 5_000
        assert typed["seconds"] < 5
        assert not typed["ballast"]
    assert not waiting["clean"]
    assert waiting["banner"].startswith("The disk is full. What you type is not saved yet")
    assert waiting["shown"] > 5_000
    assert space["clean"]
    assert space["seconds"] < 5
    assert space["stored"] >= space["shown"] == waiting["shown"]
    assert after["banner"] == ""
    assert {each["entries"] for each in (typed, waiting, space, after)} == {1}
    if after["mounted"]:
        assert after["ballast"], "space is kept back again"


@pytest.mark.only_on("linux")
def test_with_space_nothing_is_said() -> None:
    typed = seen("space")["typed"]
    assert typed["banner"] == ""
    assert typed["clean"]
    assert typed["stored"] >= 5_000
    assert typed["ballast"] or not typed["mounted"]


class Editor(QObject):
    """Stores something that the disk may refuse."""

    def __init__(self, room: Room, problem: KetaGuideError | None) -> None:
        super().__init__()
        self.problem = problem
        self.saver = Autosave(
            lambda: self._store, desk=room.desk, unsaved=room.unsaved, parent=self
        )

    def type(self) -> None:
        self.saver.touch()
        self.saver.flush()

    def _store(self, _db: Any) -> None:
        if self.problem is not None:
            raise self.problem


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


@pytest.fixture
def workspace(qtbot: QtBot, room: Room) -> Workspace:
    workspace = Workspace(room)
    qtbot.addWidget(workspace)
    show(workspace)
    return workspace


def banner_of(workspace: Workspace) -> DiskBanner:
    return workspace.findChildren(DiskBanner)[0]


def test_the_banner_stays_on_every_page_and_goes_with_saved(
    qtbot: QtBot, room: Room, workspace: Workspace
) -> None:
    editor = Editor(room, DiskFull())
    editor.type()
    banner = banner_of(workspace)
    for errand in (NewEntry(), GoTo("journal"), GoTo("settings")):
        workspace.do(errand)
        assert banner.isVisible()
    assert not (tend(room, lambda vault: vault.folder) / reserve.NAME).exists()
    editor.problem = None
    qtbot.waitUntil(lambda: room.unsaved.is_empty, timeout=RETRY_MS * 3)
    assert banner.accessibleName() == "Saved."


def test_a_disk_that_stays_nearly_full_is_said_until_there_is_space(
    qtbot: QtBot, room: Room, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "restore", lambda _folder: False)
    editor = Editor(room, DiskFull())
    editor.type()
    editor.problem = None
    editor.saver.flush()
    banner = banner_of(workspace)
    assert banner.accessibleName().startswith("Saved. The disk is nearly full")
    monkeypatch.undo()
    banner._keep_space()
    assert banner.accessibleName() == "Saved."


def test_another_disk_problem_is_said_in_its_own_words(room: Room, workspace: Workspace) -> None:
    editor = Editor(room, StorageProblem())
    editor.type()
    said = banner_of(workspace).accessibleName()
    assert "not saved yet" in said
    assert "did not answer" in said
    assert (tend(room, lambda vault: vault.folder) / reserve.NAME).exists()
    editor.saver.forget()


def test_what_was_pressed_on_a_full_disk_can_be_pressed_again(
    room: Room, workspace: Workspace
) -> None:
    """It is said on the page, and the kept space is let go for the next press."""
    room.desk.refused.emit(DiskFull())
    assert workspace.page.notice.isVisible()
    assert not (tend(room, lambda vault: vault.folder) / reserve.NAME).exists()
