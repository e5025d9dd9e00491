"""What holds for every test: no screen, no network, no waiting window, no file of a real person."""

import atexit
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

# Before anything imports Qt or asks the platform for a folder.
_HOME = Path(tempfile.mkdtemp(prefix="ketaguide-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HOME"] = str(_HOME)
os.environ["TZ"] = "Europe/Berlin"
for _name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
    os.environ[f"XDG_{_name}"] = str(_HOME / _name.lower())
    (_HOME / _name.lower()).mkdir(mode=0o700)
if hasattr(time, "tzset"):
    time.tzset()

import pytest  # noqa: E402 - the lines above come first on purpose
from hypothesis import settings  # noqa: E402

from ketaguide.base.clock import FixedClock  # noqa: E402
from ketaguide.base.paths import Places  # noqa: E402
from tests.helpers import no_network, reopened  # noqa: E402

ELSEWHERE = "makes sense only on"


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 23 November 2026, 09:00 UTC, in Berlin."""
    return FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/Berlin")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The platform's three folders, in this test's own folder and not created yet."""
    return Places(config=tmp_path / "config", data=tmp_path / "data", state=tmp_path / "state")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Sockets of this computer only: the kernel refuses others, and Python says who asked."""
    no_network.forbid()
    real = socket.socket

    class LocalSocket(real):  # type: ignore[misc, valid-type]
        def __init__(self, family: int = -1, *further: object, **named: object) -> None:
            local = family == getattr(socket, "AF_UNIX", None)
            if not local and not named.get("fileno"):
                raise AssertionError("a test opened a network socket")
            super().__init__(family, *further, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", LocalSocket)
        yield


@pytest.fixture(autouse=True)
def _no_modal_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that waits would wait for ever: ``open()`` and signals instead."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None:
        return

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a window was opened by exec(), which waits")

    for name in ("QDialog", "QMessageBox", "QMenu", "QFileDialog", "QInputDialog"):
        monkeypatch.setattr(getattr(widgets, name), "exec", refuse)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests that take minutes")


def pytest_configure(config: pytest.Config) -> None:
    """The same made-up examples in every run; ``--long`` looks for new ones."""
    reopened.watch()
    settings.register_profile("same", derandomize=True, deadline=None)
    settings.register_profile("new", deadline=None, print_blob=True)
    settings.load_profile("new" if config.getoption("--long") else "same")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long ones out, visibly as deselected, unless they are asked for."""
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs_tool"):
        for tool in mark.args:
            if shutil.which(tool) is None:
                pytest.skip(f"{tool} is not installed")
    for mark in item.iter_markers("only_on"):
        if not sys.platform.startswith(mark.args):
            pytest.skip(f"{ELSEWHERE} {', '.join(mark.args)}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI says so, a test that was skipped for want of a tool is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    reports = reporter.stats.get("skipped", ())
    skipped = [report for report in reports if ELSEWHERE not in str(report.longrepr)]
    if skipped and os.environ.get("CI") == "true" and session.exitstatus == 0:
        reporter.write_line(f"{len(skipped)} skipped, and CI allows none", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
