"""Everything that locks a live window: hidden, every word stored, the same process anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.fake_login import LOGIN, LOGIN_PATH, SESSION_PATH, a_bus, login_elsewhere
from tests.helpers.small_vaults import WORDS, Made, make
from tests.journeys.live import Live, live

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("dbus-daemon")]

_SAVER = "org.freedesktop.ScreenSaver"
_HALF_A_DAY = 12 * 3600.0


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "kept.ketaguide")


@pytest.fixture
def window(tmp_path: Path, made: Made) -> Iterator[Live]:
    with live(tmp_path, made.folder) as window:
        yield window


@pytest.mark.promise("M-02", "M-03")
def test_each_way_of_being_away_locks(window: Live) -> None:
    """The key, minutes without one, a clock that jumps, a sleep nobody told of."""
    pid = window.do("state")["pid"]
    words = "the heron waits"
    window.do("unlock", WORDS)
    window.do("write", words)
    for what, given in (
        ("key", {"keys": "Ctrl+L"}),
        ("pass_time", {"running": 301.0, "wall": 301.0}),
        ("pass_time", {"wall": _HALF_A_DAY}),
        ("pass_time", {"wall": -_HALF_A_DAY}),
        ("pass_time", {"wall": 60.0, "asleep": 60.0}),
    ):
        window.do("look")
        window.send(what, **given)
        window.wait_for_the_lock_screen()
        assert not window.do("state")["is_open"]
        window.do("unlock", WORDS)
        window.do("key", "Ctrl+N")
        assert window.do("wait_for_text") == words
    assert window.do("state")["pid"] == pid


@pytest.mark.promise("M-02", "M-04")
def test_what_the_system_says_locks_and_a_sleep_waits_for_it(tmp_path: Path, made: Made) -> None:
    with a_bus(tmp_path / "bus") as address, login_elsewhere(address) as login:
        bus = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "DBUS_SYSTEM_BUS_ADDRESS": address,
            "XDG_SESSION_ID": "7",
        }
        with live(tmp_path, made.folder, further=bus) as window:
            words = "the heron waits"
            window.do("unlock", WORDS)
            window.do("look")
            window.do("write", words)
            for signal in (
                (LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", True),
                (SESSION_PATH, f"{LOGIN}.Session", "Lock"),
                ("/org/freedesktop/ScreenSaver", _SAVER, "ActiveChanged", True),
            ):
                while not window.do("state")["holds"]:
                    window.do("look")
                assert login.do("holds") == 1
                login.do(*signal)
                window.wait_for_the_lock_screen()
                assert login.do("holds") == 0, "nothing is put off once it is locked"
                assert not window.do("state")["holds"]
                window.do("unlock", WORDS)
                window.do("look")
                window.do("key", "Ctrl+N")
                assert window.do("wait_for_text") == words
