"""What the operating system must bring, with an apt-get that only notes how it was called."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ketaguide import prerequisites
from ketaguide.prerequisites import SetupFailed, check_system, missing_libraries

pytestmark = pytest.mark.only_on("linux")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A computer without Qt's libraries, with an apt-get that notes how it was called."""
    monkeypatch.setattr(prerequisites, "_loads", lambda _: False)
    monkeypatch.setattr(prerequisites, "_missing_python", lambda: ("python3.11-venv",))
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"libGL.so.1\0")
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DEBIAN_FRONTEND"):
        monkeypatch.delenv(name, raising=False)

    def with_apt(script: str) -> Path:
        calls = tmp_path / "calls"
        apt = tmp_path / "apt-get"
        apt.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n{script}\n')
        apt.chmod(0o700)
        return calls

    return with_apt


def _as_root(monkeypatch: pytest.MonkeyPatch, *, root: bool) -> None:
    monkeypatch.setattr(prerequisites, "is_root", lambda: root)


def test_as_root_what_is_missing_is_installed_in_one_go(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = bare("exit 0")
    _as_root(monkeypatch, root=True)
    check_system(testing=True, build=True)
    (line,) = calls.read_text().splitlines()
    assert line.startswith("install -y --no-install-recommends python3.11-venv libegl1 ")
    assert line.endswith("strace xvfb")
    assert "libgl1" not in line
    assert os.environ.pop("DEBIAN_FRONTEND") == "noninteractive"


def test_missing_package_lists_are_fetched_first(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = bare('case "$1 $(wc -l < "${0%/*}/calls" 2>&1)" in "install 1") exit 100;; esac')
    (calls.parent / "wc").symlink_to("/usr/bin/wc")
    _as_root(monkeypatch, root=True)
    check_system(testing=False, build=False)
    assert [line.split()[0] for line in calls.read_text().splitlines()] == [
        "install",
        "update",
        "install",
    ]
    os.environ.pop("DEBIAN_FRONTEND")


def test_without_root_the_one_line_is_said_with_code_3(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = bare("exit 0")
    _as_root(monkeypatch, root=False)
    with pytest.raises(SetupFailed, match=r"\nsudo apt-get install -y .* libegl1 ") as ended:
        check_system(testing=False, build=True)
    assert ended.value.code == 3
    assert not calls.exists()


def test_on_a_terminal_it_asks_and_a_no_changes_nothing(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = bare("exit 0")
    (calls.parent / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
    (calls.parent / "sudo").chmod(0o700)
    _as_root(monkeypatch, root=False)
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    with pytest.raises(SetupFailed):
        check_system(testing=False, build=False)
    assert not calls.exists()
    monkeypatch.setattr("builtins.input", lambda _: "y")
    check_system(testing=False, build=False)
    assert calls.read_text().startswith("install")
    os.environ.pop("DEBIAN_FRONTEND")


def test_tools_of_the_tests_are_no_reason_to_stop_without_root(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = bare("exit 0")
    _as_root(monkeypatch, root=False)
    monkeypatch.setattr(prerequisites, "_loads", lambda _: True)
    check_system(testing=True, build=False)
    assert not calls.exists()


def test_tools_that_cannot_be_installed_are_no_reason_to_stop_as_root(
    bare: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare("exit 100")
    _as_root(monkeypatch, root=True)
    monkeypatch.setattr(prerequisites, "_loads", lambda _: True)
    check_system(testing=True, build=False)
    assert "are skipped" in capsys.readouterr().err
    os.environ.pop("DEBIAN_FRONTEND")


def test_without_apt_the_packages_are_named(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_root(monkeypatch, root=True)
    with pytest.raises(SetupFailed, match="libegl1"):
        check_system(testing=False, build=False)


def test_a_window_asks_for_more_than_offscreen(
    bare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "libxcb-cursor0" not in missing_libraries(with_x11=False)
    assert "libxcb-cursor0" in missing_libraries(with_x11=True)
    assert "libwayland-cursor0" not in missing_libraries(with_x11=True)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "libwayland-cursor0" in missing_libraries(with_x11=False)


# Qt's own, the C library's, and what every Debian has or another package of the list brings.
COMMON = (
    *("libQt6", "libicu", "libc.", "libm.", "libstdc++", "libgcc_s", "libz.", "ld-linux"),
    *("libresolv", "libzstd", "libbrotli", "libxcb-render.so", "libxcb.so", "libpthread"),
)


def test_the_list_of_libraries_is_what_qt_links_to() -> None:
    """A new PySide6 that wants one more library is seen here, before a person sees it."""
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    parts = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "DBus")]
    parts += [qt / "lib" / f"libQt6{name}.so.6" for name in ("Network", "PrintSupport", "Svg")]
    parts += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    known = {name for name, _ in (*prerequisites.ALWAYS, *prerequisites.X11)}
    for part in parts:
        found = re.findall(rb"(?<=\0)(lib[\w.+-]+\.so\.\d+)(?=\0)", part.read_bytes())
        asked = {name.decode() for name in found}
        assert len(asked) > 3
        assert {name for name in asked if not name.startswith(COMMON)} <= known, part
