"""What the operating system must bring: Qt's libraries, Python's own parts, tools for the tests.

Missing Debian packages are installed as root, asked for on a terminal, and otherwise named in one
line that installs them.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

NEEDS_SYSTEM = 3  # exit code: something of the operating system is missing

# What PySide6 6.11 links to beyond libc (readelf -d), and the Debian 12 package that brings it.
ALWAYS = (
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libgthread-2.0.so.0", "libglib2.0-0"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libX11.so.6", "libx11-6"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
)
X11 = (
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-shm.so.0", "libxcb-shm0"),
    ("libxcb-sync.so.1", "libxcb-sync1"),
    ("libxcb-util.so.1", "libxcb-util1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
)
WAYLAND = (
    ("libwayland-client.so.0", "libwayland-client0"),
    ("libwayland-cursor.so.0", "libwayland-cursor0"),
)
TEST_TOOLS = (("dbus-daemon", "dbus-daemon"), ("strace", "strace"), ("Xvfb", "xvfb"))


APT = ("apt-get", "install", "-y", "--no-install-recommends")


class SetupFailed(Exception):
    """Setting up cannot go on; the text is one or two sentences for the person."""

    def __init__(self, text: str, *, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


def check_system(*, testing: bool, build: bool, window: bool = True) -> None:
    """See to it that Qt's libraries, and Python's own parts for a first start, are there.

    Args:
        testing: look for what only tests need too; where that cannot be had it is borne.
        build: the environment is still to be made.
        window: look for Qt's libraries.

    Raises:
        SetupFailed: something is missing and was not installed.
    """
    needed = _missing_python() if build else ()
    if window:
        needed = (*needed, *missing_libraries(with_x11=bool(os.environ.get("DISPLAY"))))
    wanted = needed
    if testing:
        tools = (package for tool, package in TEST_TOOLS if shutil.which(tool) is None)
        wanted = (*needed, *missing_libraries(with_x11=True), *tools)
    packages = tuple(dict.fromkeys(wanted))
    if needed:
        _apt(packages)
    elif packages and is_root() and shutil.which("apt-get"):
        try:
            _apt(packages)
        except SetupFailed as problem:  # without the network, for instance
            say(f"{problem}\nTests that need these are skipped.")


def missing_libraries(*, with_x11: bool) -> tuple[str, ...]:
    """Debian packages whose library Qt would not find."""
    if not sys.platform.startswith("linux"):
        return ()
    asked = [*ALWAYS, *(X11 if with_x11 else ())]
    if os.environ.get("WAYLAND_DISPLAY"):
        asked += WAYLAND
    try:  # the loader's own index: reading it takes 0.2 ms, loading each library 20
        index = Path("/etc/ld.so.cache").read_bytes()
    except OSError:
        index = b""
    missing = [(name, package) for name, package in asked if name.encode() + b"\0" not in index]
    return tuple(dict.fromkeys(package for name, package in missing if not _loads(name)))


def _loads(name: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _missing_python() -> tuple[str, ...]:
    if all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        return ()
    return ("python{}.{}-venv".format(*sys.version_info),)


def advice(packages: Iterable[str]) -> str:
    """The one line that installs these, or their names where there is no apt."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"KetaGuide needs these system packages (Debian's names): {names}"
    sudo = "" if is_root() else "sudo "
    return f"KetaGuide needs some system packages:\n{sudo}{' '.join(APT)} {names}"


def _apt(packages: tuple[str, ...]) -> None:
    """Install as root, or after a yes on a terminal; otherwise say the line that does it."""
    as_root = [] if is_root() else ["sudo"]
    if shutil.which("apt-get") is None or (as_root and not _agreed(packages)):
        raise SetupFailed(advice(packages), code=NEEDS_SYSTEM)
    say(f"Installing with apt-get: {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = [*as_root, *APT, *packages]
    if subprocess.call(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        # The package index may be missing, as in a fresh image, or old.
        say("  reading the package lists")
        run([*as_root, "apt-get", "update"], "apt-get update failed.")
        run(install, advice(packages), code=NEEDS_SYSTEM)


def _agreed(packages: tuple[str, ...]) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty() and shutil.which("sudo")):
        return False
    say(advice(packages))
    return input("Run this line now? [y/N] ").strip().lower() in ("y", "yes")


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def run(command: list[str], problem: str, *, code: int = 1) -> None:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise SetupFailed(f"{done.stdout.strip()[-2000:]}\n{problem}", code=code)


def say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
