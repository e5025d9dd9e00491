"""What the system says over D-Bus locks the vault, and a sleep waits until it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from ketaguide.ui import system_watch
from ketaguide.ui.system_watch import SystemWatch
from tests.helpers.fake_login import LOGIN, LOGIN_PATH, SESSION_PATH, Login, a_bus, say

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("dbus-daemon")]
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
)


@dataclass
class System:
    """The other side of the bus."""

    connection: QDBusConnection
    login: Login


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_bus(tmp_path_factory.mktemp("bus")) as address:
        yield address


@pytest.fixture
def system(
    address: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[System]:
    ours = QDBusConnection.connectToBus(address, "ours")
    theirs = QDBusConnection.connectToBus(address, "theirs")
    monkeypatch.setattr(system_watch, "_buses", lambda: (ours, ours))
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    login = Login(refuses=bool(getattr(request, "param", False)))
    sub = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert theirs.registerVirtualObject(LOGIN_PATH, login, sub)
    assert theirs.registerService(LOGIN)
    yield System(theirs, login)
    theirs.unregisterService(LOGIN)
    theirs.unregisterObject(LOGIN_PATH)
    QDBusConnection.disconnectFromBus("ours")
    QDBusConnection.disconnectFromBus("theirs")


@pytest.fixture
def watch(qtbot: QtBot, system: System) -> Iterator[SystemWatch]:
    owner = QObject()
    watch = SystemWatch(owner)
    watch.start()
    qtbot.waitUntil(lambda: len(system.login.asked) == 2)
    if not system.login.refuses:
        qtbot.waitUntil(lambda: watch.is_holding)
    yield watch
    watch.release()


@pytest.mark.promise("M-02")
@pytest.mark.parametrize(("interface", "path"), _SAVERS)
def test_a_screen_saver_locks(
    qtbot: QtBot, system: System, watch: SystemWatch, interface: str, path: str
) -> None:
    with qtbot.waitSignal(watch.lock_wanted):
        say(system.connection, path, interface, "ActiveChanged", True)
    with qtbot.assertNotEmitted(watch.lock_wanted, wait=100):
        say(system.connection, path, interface, "ActiveChanged", False)


@pytest.mark.promise("M-02")
def test_this_sessions_lock_locks_and_anothers_does_not(
    qtbot: QtBot, system: System, watch: SystemWatch
) -> None:
    assert ["GetSession", "7"] in system.login.asked
    qtbot.wait(50)
    with qtbot.waitSignal(watch.lock_wanted):
        say(system.connection, SESSION_PATH, f"{LOGIN}.Session", "Lock")
    with qtbot.assertNotEmitted(watch.lock_wanted, wait=100):
        say(system.connection, f"{LOGIN_PATH}/session/_3", f"{LOGIN}.Session", "Lock")


@pytest.mark.promise("M-04")
def test_a_sleep_is_put_off_while_open_and_let_go_after_the_lock(
    qtbot: QtBot, system: System, watch: SystemWatch
) -> None:
    kind = next(call for call in system.login.asked if call[0] == "Inhibit")
    assert kind[1] == "sleep"
    assert kind[4] == "delay"
    assert system.login.holds() == 1
    with qtbot.waitSignal(watch.sleep_is_near):
        say(system.connection, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", True)
    assert system.login.holds() == 1
    watch.release()
    qtbot.waitUntil(lambda: system.login.holds() == 0)


@pytest.mark.promise("M-04")
def test_a_sleep_never_waits_longer_than_the_system_allows(
    qtbot: QtBot, system: System, watch: SystemWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a full disk holds up the lock."""
    assert system_watch.HOLD_MS < 5_000
    watch._patience.setInterval(10)
    say(system.connection, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", True)
    qtbot.waitUntil(lambda: system.login.holds() == 0)
    assert not watch.is_holding


def test_waking_up_is_no_reason_to_lock(qtbot: QtBot, system: System, watch: SystemWatch) -> None:
    with qtbot.assertNotEmitted(watch.sleep_is_near, wait=100):
        say(system.connection, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", False)
    assert system.login.holds() == 1


@pytest.mark.parametrize("system", [True], indirect=True)
def test_a_system_that_refuses_is_borne(qtbot: QtBot, system: System, watch: SystemWatch) -> None:
    """No delay, and locks of every session count, because ours is not known."""
    qtbot.wait(50)
    assert not watch.is_holding
    with qtbot.waitSignal(watch.lock_wanted):
        say(system.connection, f"{LOGIN_PATH}/session/_3", f"{LOGIN}.Session", "Lock")


def test_without_a_bus_nothing_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    absent = QDBusConnection.connectToBus(f"unix:path={tmp_path}/none", "absent")
    monkeypatch.setattr(system_watch, "_buses", lambda: (absent, absent))
    owner = QObject()
    watch = SystemWatch(owner)
    watch.start()
    watch.start()
    assert not watch.is_holding
    assert capfd.readouterr() == ("", "")
