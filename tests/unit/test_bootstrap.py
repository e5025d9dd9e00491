"""The first start, with pip replaced by a script that only talks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ketaguide import bootstrap
from tests.checks.tree import ROOT

pytestmark = pytest.mark.only_on("linux", "darwin")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two packages in its run lock, whose start is recorded and not done."""
    root = tmp_path / "checkout"
    (root / "resources" / "lock").mkdir(parents=True)
    pins = "# Remake: x\none==1 \\\n    --hash=sha256:00\ntwo==2 ; sys_platform == 'x' \\\n"
    (root / "resources" / "lock" / "run.txt").write_text(pins)
    (root / "resources" / "lock" / "dev.txt").write_text(pins + "three==3 \\\n")
    monkeypatch.setattr(bootstrap, "checkout", lambda: root)
    monkeypatch.setattr(bootstrap, "check_system", lambda **_: None)
    monkeypatch.delenv("KETAGUIDE_STARTED_BY", raising=False)
    return root


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Makes an environment whose python says what pip says; ``pip[0]`` is what it says."""
    says = ["Ignoring two: markers do not match\nCollecting one==1\nInstalling collected: one\n"]

    def make(command: list[str], problem: str, *, code: int = 1) -> None:
        python = Path(command[-1]) / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\nprintf '%s' '{says[0]}'\nexit {len(says) - 1}\n")
        python.chmod(0o700)

    monkeypatch.setattr(bootstrap, "run", make)
    return says


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    found: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: found.append(command))
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-X", "dev", "-m", "ketaguide", "--demo"])
    return found


def _venv(root: Path) -> Path:
    return root / ".venv" / "cp{}{}".format(*sys.version_info)


def test_the_first_start_installs_and_starts_again_with_all_arguments(
    checkout: Path,
    pip: list[str],
    started: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    bootstrap.ensure()
    python = str(_venv(checkout) / "bin" / "python")
    assert started == [[python, "-X", "dev", "-m", "ketaguide", "--demo"]]
    said = capsys.readouterr()
    assert "[1/1] one" in said.err
    assert said.out == ""


def test_a_complete_environment_is_left_alone(
    checkout: Path, pip: list[str], started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.ensure()
    os.environ.pop("KETAGUIDE_STARTED_BY")
    capsys.readouterr()
    bootstrap.ensure()
    assert len(started) == 2
    assert capsys.readouterr().err == ""


def test_what_the_tests_installed_is_enough_for_the_program(
    checkout: Path, pip: list[str], started: list[list[str]]
) -> None:
    bootstrap.ensure("dev")
    assert bootstrap._is_complete(_venv(checkout), bootstrap._stamp(checkout, "run"))
    assert bootstrap._is_complete(_venv(checkout), bootstrap._stamp(checkout, "dev"))


def test_the_program_alone_is_not_enough_for_the_tests(
    checkout: Path, pip: list[str], started: list[list[str]]
) -> None:
    bootstrap.ensure()
    assert not bootstrap._is_complete(_venv(checkout), bootstrap._stamp(checkout, "dev"))


def test_a_changed_lock_installs_again(
    checkout: Path, pip: list[str], started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.ensure()
    os.environ.pop("KETAGUIDE_STARTED_BY")
    with (checkout / "resources" / "lock" / "run.txt").open("a") as lock:
        lock.write("four==4 \\\n")
    bootstrap.ensure()
    assert "up to date" in capsys.readouterr().err
    assert bootstrap._is_complete(_venv(checkout), bootstrap._stamp(checkout, "run"))


def test_an_interrupted_start_is_repaired(
    checkout: Path, pip: list[str], started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    half = _venv(checkout) / "lib" / "half"
    half.parent.mkdir(parents=True)
    half.touch()
    bootstrap.ensure()
    assert "interrupted" in capsys.readouterr().err
    assert not half.exists()
    assert started


def test_an_environment_whose_python_is_gone_is_made_again(
    checkout: Path, pip: list[str], started: list[list[str]]
) -> None:
    bootstrap.ensure()
    os.environ.pop("KETAGUIDE_STARTED_BY")
    python = _venv(checkout) / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    bootstrap.ensure()
    assert python.exists()


def test_a_failed_installation_says_why_and_is_not_complete(
    checkout: Path, pip: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    pip[:] = ["ERROR: no network\n", "fails"]
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "ERROR: no network" in said
    assert "the same command starts again" in said
    assert not (_venv(checkout) / "complete").exists()


def test_it_never_starts_itself_in_a_circle(
    checkout: Path, pip: list[str], started: list[list[str]]
) -> None:
    bootstrap.ensure()
    with pytest.raises(SystemExit):
        bootstrap.ensure()
    assert len(started) == 1


def test_a_read_only_checkout_is_one_sentence(
    checkout: Path, pip: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / ".venv").write_text("a file where the folder should be")
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("Setting up failed:")


def test_an_open_descriptor_survives_the_second_start(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ketaguide import bootstrap;"
        "venv = Path(sys.argv[1]);"
        "sys.orig_argv = ['', '-c', 'import os; print(os.read(' + sys.argv[2] + ', 9))'];"
        "bootstrap._start_again(venv)"
    )
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    reader, writer = os.pipe()
    os.write(writer, b"secret")
    os.close(writer)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(reader)],
        cwd=ROOT,
        pass_fds=[reader],
        capture_output=True,
        text=True,
    )
    os.close(reader)
    assert done.stdout.strip() == "b'secret'", done.stderr


def test_an_installed_package_sets_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "checkout", lambda: None)
    bootstrap.ensure()


@pytest.mark.parametrize(
    ("version", "fine"),
    [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False), ((2, 7), False)],
)
def test_only_three_pythons_are_supported(version: tuple[int, int], fine: bool) -> None:
    assert (bootstrap.python_problem(version) == "") is fine


def test_another_python_that_would_do_is_named() -> None:
    def which(name: str) -> str | None:
        return "/usr/bin/x" if name == "python3.12" else None

    assert "python3.12 instead" in bootstrap.python_problem((3, 14), which)
    assert "instead" not in bootstrap.python_problem((3, 14), lambda _: None)


def test_old_pythons_can_read_as_far_as_the_sentence() -> None:
    import ast

    for path in ("ketaguide/__init__.py", "ketaguide/__main__.py", "ketaguide/bootstrap.py"):
        ast.parse((ROOT / path).read_text(), feature_version=(3, 7))
    for path in ("tests/__init__.py", "tests/__main__.py"):
        ast.parse((ROOT / path).read_text(), feature_version=(3, 7))
