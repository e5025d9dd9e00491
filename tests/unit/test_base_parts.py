"""The small parts that everything stands on."""

import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.base import errors
from ketaguide.base.arguments import Arguments, parse
from ketaguide.base.clock import FixedClock, SystemClock, local
from ketaguide.base.ids import new_id
from ketaguide.base.paths import Places, resources, write_private
from ketaguide.base.screen import screen_problem
from ketaguide.base.settings import DECLARED, Settings
from ketaguide.base.text import nfkc, tr, trn


def test_ids_are_uuid7_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {uuid.UUID(one).version for one in ids} == {7}
    assert {uuid.UUID(one).variant for one in ids} == {uuid.RFC_4122}
    moments = [one[:13] for one in ids]
    assert moments == sorted(moments)


def test_the_fixed_clock_passes_time_only_when_told(clock: FixedClock) -> None:
    before = clock.now()
    assert clock.now() == before
    clock.pass_time(timedelta(hours=2))
    assert clock.now() - before == timedelta(hours=2)


def test_the_system_clock_is_aware_and_knows_its_zone() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
    assert SystemClock().zone() == "Europe/Berlin"


def test_an_unknown_zone_falls_back_to_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert local(moment, "Europe/Lisbon").hour == 13
    assert local(moment, "Nowhere/Land").hour == 12
    assert local(moment, "../etc").hour == 12
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert SystemClock().zone()


def test_translation_fills_fields_and_counts() -> None:
    assert tr("Hello {name}", name="Ana") == "Hello Ana"
    assert tr("A lone {brace}") == "A lone {brace}"
    assert trn("{count} entry", "{count} entries", 1) == "1 entry"
    assert trn("{count} entry", "{count} entries", 3) == "3 entries"


def test_two_keyboards_give_one_passphrase() -> None:
    assert nfkc("e\u0301") == nfkc("\u00e9")


def test_resources_are_there() -> None:
    assert (resources() / "packs").is_dir()


def test_a_private_file_is_replaced_whole_and_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    write_private(path, b"one")
    write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def broken(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="space"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_settings_are_kept(places: Places) -> None:
    changed: list[str] = []
    settings = Settings(places.settings_file, changed.append)
    settings.change("theme", "dark")
    settings.change("vault_folder", 'C:\\a "b"\n\u2028')
    again = Settings(places.settings_file)
    assert again.text("theme") == "dark"
    assert again.text("vault_folder") == 'C:\\a "b"\n\u2028'
    assert again.number("text_percent") == 100
    assert changed == ["theme", "vault_folder"]


@given(st.text())
def test_any_folder_name_survives_the_settings_file(name: str) -> None:
    import tomllib

    from ketaguide.base import settings

    if any(0xD800 <= ord(character) <= 0xDFFF for character in name):
        return
    assert tomllib.loads(settings._toml({"vault_folder": name})) == {"vault_folder": name}


@pytest.mark.parametrize(
    "content",
    [b"theme = 3\ntext_percent = 1000\nother = 1\n", b"not toml [", b"\xff\xfe", b"theme = true"],
)
def test_damaged_settings_fall_back(content: bytes, places: Places) -> None:
    places.settings_file.parent.mkdir()
    places.settings_file.write_bytes(content)
    settings = Settings(places.settings_file)
    assert settings.text("theme") == "system"
    assert settings.number("text_percent") == 100


def test_a_setting_outside_its_range_is_refused(places: Places) -> None:
    settings = Settings(places.settings_file)
    with pytest.raises(ValueError, match="theme"):
        settings.change("theme", "pink")
    with pytest.raises(ValueError, match="text_percent"):
        settings.change("text_percent", 300)
    with pytest.raises(ValueError, match="text_percent"):
        settings.change("text_percent", True)


def test_settings_that_cannot_be_stored_hold_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    settings = Settings(tmp_path / "config" / "settings.toml")
    with pytest.raises(errors.SettingsError):
        settings.change("theme", "dark")
    assert settings.text("theme") == "dark"


def test_every_default_lies_in_its_own_range() -> None:
    assert all(setting.accepts(setting.default) for setting in DECLARED)


def _all_errors(kind: type[errors.KetaGuideError]) -> list[type[errors.KetaGuideError]]:
    return [kind, *(deeper for sub in kind.__subclasses__() for deeper in _all_errors(sub))]


def test_every_error_says_what_happened_and_what_to_do() -> None:
    for kind in _all_errors(errors.KetaGuideError):
        if not kind.__module__.startswith("ketaguide."):
            continue
        problem = kind()
        assert problem.user_text.endswith(".")
        assert problem.hint.endswith(".")
        assert problem.exit_code in range(1, 9)
        assert str(problem) == problem.user_text


def test_damage_and_a_wrong_passphrase_are_different_sentences() -> None:
    three = (errors.WrongPassphrase(), errors.VaultDamaged(), errors.VaultMissing())
    assert len({problem.user_text for problem in three}) == 3
    assert len({problem.exit_code for problem in three}) == 3


def test_arguments() -> None:
    assert parse([]) == Arguments()
    assert parse(["--demo"]) == Arguments(demo=True)
    assert parse(["/a/vault"]).vault == Path("/a/vault")
    assert parse(["--locked-fd", "7"]).locked_fd == 7


def test_a_vault_named_from_here_is_found_again_after_the_lock() -> None:
    assert parse(["notes.ketaguide"]).vault == Path.cwd() / "notes.ketaguide"


@pytest.mark.parametrize(
    "argv", [["--demo", "/a"], ["a", "b"], ["--nothing"], ["--locked-fd", "x"]]
)
def test_senseless_arguments_end_with_code_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(argv)
    assert ended.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.only_on("linux")
def test_no_screen_is_one_sentence(tmp_path: Path) -> None:
    assert "DISPLAY" in screen_problem({})
    assert ":97" in screen_problem({"DISPLAY": ":97"})
    assert "wayland-9" in screen_problem(
        {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    )
    assert screen_problem({"QT_QPA_PLATFORM": "offscreen"}) == ""
    (tmp_path / "wayland-9").touch()
    assert not screen_problem({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)})


_HARDENED = """
import ctypes, resource
from ketaguide.base.harden import harden
harden()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.only_on("linux")
def test_memory_stays_out_of_core_files() -> None:
    done = subprocess.run([sys.executable, "-c", _HARDENED], capture_output=True, text=True)
    assert done.stdout.split() == ["0", "0", "0"], done.stderr
