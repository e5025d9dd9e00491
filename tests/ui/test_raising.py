"""A second start brings the first window to the front; only the wish passes between them."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.paths import Places
from ketaguide.ui import raising
from ketaguide.ui.raising import Raising, raise_first, server_name
from tests.checks.tree import ROOT

_SECOND = """
import sys
from pathlib import Path
from ketaguide.base.paths import Places
from ketaguide.ui.raising import raise_first
root = Path(sys.argv[1])
folder = Path(sys.argv[2]) if sys.argv[2] else None
print(raise_first(Places(config=root, data=root, state=root), folder))
"""


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Short, because the system allows a socket's path about a hundred letters."""
    folder = Path(mkdtemp(prefix="kg-"))
    (folder / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
    yield folder
    rmtree(folder)


@pytest.fixture
def places(root: Path) -> Places:
    return Places(config=root, data=root, state=root / "state")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    return window


@pytest.fixture
def listening(places: Places, window: QWidget, root: Path) -> Iterator[Raising]:
    one = Raising(places, window=window)
    one.listen(root / "Notes")
    yield one
    one.stop()


def _second_start(qtbot: QtBot, root: Path, folder: str) -> bool:
    """Another process asks while this one's events go on."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SECOND, str(root), folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    finally:
        process.kill()
        said, _ = process.communicate()
    return said.strip() == "True"


def test_the_first_window_comes_to_the_front(
    qtbot: QtBot, listening: Raising, window: QWidget, root: Path
) -> None:
    assert window.isMinimized()
    assert _second_start(qtbot, root, str(root / "Notes"))
    assert not window.isMinimized()


def test_another_vault_has_a_window_of_its_own(
    qtbot: QtBot, listening: Raising, window: QWidget, root: Path
) -> None:
    assert not _second_start(qtbot, root, str(root / "Other"))
    assert not _second_start(qtbot, root, "")
    assert window.isMinimized()


def test_the_same_vault_by_another_name_is_the_same(
    qtbot: QtBot, listening: Raising, root: Path
) -> None:
    (root / "Notes").mkdir()
    (root / "link").symlink_to(root / "Notes")
    assert _second_start(qtbot, root, str(root / "link"))


@pytest.mark.only_on("linux", "darwin")
def test_only_this_person_can_reach_it_and_its_name_tells_nothing(
    listening: Raising, places: Places, root: Path
) -> None:
    folder = root / "Notes"
    socket = Path(server_name(places, folder))
    mode = socket.stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert not mode & 0o077
    assert not socket.parent.stat().st_mode & 0o077
    assert "Notes" not in str(socket.relative_to(root))
    listening.stop()
    assert not socket.exists()


@pytest.mark.only_on("linux", "darwin")
def test_without_a_runtime_folder_it_lies_with_the_state(
    places: Places, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    one = Raising(places, window=window)
    one.listen(None)
    assert Path(server_name(places, None)).parent == places.state
    assert not places.state.stat().st_mode & 0o077
    one.stop()


@pytest.mark.only_on("linux", "darwin")
def test_what_a_killed_window_left_is_no_window(
    qtbot: QtBot, places: Places, window: QWidget, root: Path
) -> None:
    folder = root / "Notes"
    killed = "import os, signal, socket, sys\ns = socket.socket(socket.AF_UNIX)\n"
    killed += "s.bind(sys.argv[1]); s.listen(); os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", killed, server_name(places, folder)])
    assert Path(server_name(places, folder)).exists()
    assert not raise_first(places, folder)
    one = Raising(places, window=window)
    one.listen(folder)
    assert _second_start(qtbot, root, str(folder))
    one.stop()


def test_a_window_that_hangs_does_not_keep_the_person_out(
    listening: Raising, places: Places, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked from this very thread, it cannot answer."""
    monkeypatch.setattr(raising, "_PATIENCE_MS", 50)
    assert not raise_first(places, root / "Notes")


def test_what_a_caller_sends_is_not_read(
    qtbot: QtBot, listening: Raising, window: QWidget, places: Places, root: Path
) -> None:
    socket = QLocalSocket()
    socket.connectToServer(server_name(places, root / "Notes"))
    socket.write(b"x" * 100_000)
    unconnected = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: socket.state() == unconnected)
    window.showMinimized()
    assert _second_start(qtbot, root, str(root / "Notes")), "it listens as before"
    assert not window.isMinimized()


def test_a_window_that_is_locking_stays_hidden(
    qtbot: QtBot, listening: Raising, window: QWidget, root: Path
) -> None:
    window.hide()
    assert _second_start(qtbot, root, str(root / "Notes"))
    assert not window.isVisible()


_WHOLE_START = """
import sys
from ketaguide.app import run
from ketaguide.base.arguments import parse
sys.exit(run(parse(sys.argv[1:])))
"""


@pytest.mark.only_on("linux", "darwin")
def test_a_second_start_says_so_and_ends_well(
    qtbot: QtBot, listening: Raising, window: QWidget, root: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _WHOLE_START, str(root / "Notes")],
        cwd=ROOT,
        env=os.environ | {"QT_LOGGING_RULES": "*=false"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    finally:
        process.kill()
        _, said = process.communicate()
    assert process.returncode == 0
    assert said == "KetaGuide is open already. Its window is in front now.\n"
    assert not window.isMinimized()
