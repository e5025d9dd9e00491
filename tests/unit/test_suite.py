"""The suite's own rules: no network, no waiting window, nobody's home, no silent skips."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ketaguide import bootstrap
from tests import __main__ as runner
from tests.checks.tree import ROOT
from tests.helpers import no_network


@pytest.mark.promise("L-11")
def test_network_sockets_fail() -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(AssertionError, match="network"):
            socket.socket(family)
    with pytest.raises(AssertionError, match="network"):
        socket.create_connection(("127.0.0.1", 1))
    with pytest.raises(AssertionError, match="network"):
        socket.socket()


_OUTWARD = """
import errno, socket
inet = (socket.AF_INET, socket.AF_INET6)
for family in (*inet, socket.AF_NETLINK, socket.AF_PACKET):
    try:
        socket.socket(family, socket.SOCK_STREAM if family in inet else socket.SOCK_RAW)
        print("open")
    except OSError as problem:
        print("refused" if problem.errno == errno.ENOSYS else problem)
socket.socketpair()
socket.socket(socket.AF_UNIX).close()
"""


@pytest.mark.promise("L-11")
@pytest.mark.only_on("linux")
def test_the_kernel_refuses_what_leads_off_this_computer() -> None:
    """Also past Python, in Qt and SQLite, and in every program that a test starts."""
    assert no_network.is_forbidden()
    command = [sys.executable, "-c", _OUTWARD]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["refused"] * 4


@pytest.mark.only_on("linux", "darwin")
def test_local_sockets_work() -> None:
    one, other = socket.socketpair()
    one.close()
    other.close()


def test_home_is_nobodys() -> None:
    assert "ketaguide-tests-" in str(Path.home())
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        assert "ketaguide-tests-" in os.environ[name]


def test_a_waiting_window_fails() -> None:
    from PySide6.QtWidgets import QDialog, QMenu, QMessageBox

    for kind in (QDialog, QMenu, QMessageBox):
        with pytest.raises(AssertionError, match="waits"):
            kind.exec(None)  # type: ignore[arg-type, call-overload]


_SKIPS = """
import pytest, sys
@pytest.mark.needs_tool("no-such-tool")
def test_tool(): ...
@pytest.mark.only_on("no-such-platform")
def test_elsewhere(): ...
@pytest.mark.long
def test_long(): raise AssertionError
def test_fine(): ...
"""


def _pytest(folder: Path, *further: str, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_skips.py").write_text(_SKIPS)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}", *further]
    environment = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        [*command, str(folder / "test_skips.py")],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_a_missing_tool_skips_and_is_counted(tmp_path: Path) -> None:
    done = _pytest(tmp_path, ci="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no-such-tool is not installed" in done.stdout
    assert "1 passed, 2 skipped, 1 deselected" in done.stdout.splitlines()[-1]


def test_ci_allows_no_skip_but_for_the_platform(tmp_path: Path) -> None:
    done = _pytest(tmp_path, ci="true")
    assert done.returncode == 1
    assert "1 skipped, and CI allows none" in done.stdout
    fine = _pytest(tmp_path, "-k", "not tool", ci="true")
    assert fine.returncode == 0, fine.stdout


def test_long_tests_run_when_asked_for(tmp_path: Path) -> None:
    assert "1 failed" in _pytest(tmp_path, "--long", ci="").stdout.splitlines()[-1]


def test_two_workers_unless_told_otherwise() -> None:
    assert runner._workers([]) == ("-n", "2")
    assert runner._workers(["--long", "-q"]) == ("-n", "2")
    assert runner._workers(["-n", "0"]) == ()
    assert runner._workers(["-n4"]) == ()
    assert runner._workers(["-p", "no:xdist"]) == ()
    assert runner._workers(["tests/unit/test_suite.py::test_home_is_nobodys"]) == ()


def test_counts_are_read_from_the_last_line() -> None:
    line = "=== 2 failed, 31 passed, 1 skipped, 1 error in 3.10s ==="
    assert runner._count(line, "passed") == 31
    assert runner._count(line, "failed|errors?") == 3


def test_every_step_runs_and_any_failure_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ensure", lambda _: None)
    wrong = ("first", ("no_such_module_one",))
    monkeypatch.setattr(runner, "STEPS", (wrong, ("second", ("no_such_module_two",))))
    code = runner.main(["tests/unit/test_suite.py", "-k", "test_home_is_nobodys"])
    said = capsys.readouterr().out.splitlines()
    assert code == 1
    assert "== failed besides the tests: first, second" in said
    assert said[-1] == "1 passed, 2 failed"
