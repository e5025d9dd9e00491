"""What is copied here goes from the clipboard again; what others copied stays."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ketaguide.ui import clipboard as clipboard_module
from ketaguide.ui.clipboard import Clipboard, take_back

pytestmark = pytest.mark.promise("L-08")
_WORDS = "the heron waits"


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether what is in the clipboard is ours; a platform without a screen never knows."""
    owned = [True]
    for name in ("ownsClipboard", "ownsSelection"):
        monkeypatch.setattr(QClipboard, name, lambda _clipboard: owned[0])
    return owned


@pytest.fixture
def watcher(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clipboard]:
    monkeypatch.setattr(clipboard_module, "KEPT_MS", 60)
    owner = QObject()
    yield Clipboard(owner)
    QApplication.clipboard().clear()


def _copy(qtbot: QtBot) -> None:
    edit = QPlainTextEdit(_WORDS)
    qtbot.addWidget(edit)
    edit.selectAll()
    edit.copy()


def test_thirty_seconds_at_most() -> None:
    assert clipboard_module.KEPT_MS <= 31_000


def test_it_goes_by_itself(qtbot: QtBot, watcher: Clipboard, ours: list[bool]) -> None:
    _copy(qtbot)
    assert QApplication.clipboard().text() == _WORDS
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_managers_of_three_platforms_are_asked_not_to_keep_it(
    qtbot: QtBot, watcher: Clipboard, ours: list[bool]
) -> None:
    _copy(qtbot)
    data = QApplication.clipboard().mimeData()
    assert data.text() == _WORDS
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert data.hasFormat("application/x-nspasteboard-concealed-type")
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert bytes(data.data("CanIncludeInClipboardHistory").data()) == bytes(4)
    assert not data.hasHtml(), "nothing but the words"


def test_what_others_copied_meanwhile_stays(
    qtbot: QtBot, watcher: Clipboard, ours: list[bool]
) -> None:
    _copy(qtbot)
    ours[0] = False
    QApplication.clipboard().setText("from another program")
    qtbot.wait(150)
    take_back()
    assert QApplication.clipboard().text() == "from another program"
    assert not QApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_second_copy_has_its_own_time(qtbot: QtBot, watcher: Clipboard, ours: list[bool]) -> None:
    watcher._timer.setInterval(200)
    _copy(qtbot)
    qtbot.wait(120)
    _copy(qtbot)
    qtbot.wait(120)
    assert QApplication.clipboard().text() == _WORDS
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_it_goes_at_once_when_it_locks(ours: list[bool], qtbot: QtBot, watcher: Clipboard) -> None:
    _copy(qtbot)
    take_back()
    assert QApplication.clipboard().text() == ""


def test_marked_words_of_x11_go_as_well(
    monkeypatch: pytest.MonkeyPatch, ours: list[bool], qtbot: QtBot, watcher: Clipboard
) -> None:
    cleared: list[QClipboard.Mode] = []
    monkeypatch.setattr(QClipboard, "supportsSelection", lambda _clipboard: True)
    monkeypatch.setattr(
        QClipboard,
        "clear",
        lambda _clipboard, mode=QClipboard.Mode.Clipboard: cleared.append(mode),
    )
    watcher._clipboard.selectionChanged.emit()
    qtbot.waitUntil(lambda: QClipboard.Mode.Selection in cleared)
