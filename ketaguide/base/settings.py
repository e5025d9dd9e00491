"""Settings that say nothing about a person: declared once, kept as TOML.

What is personal (names, contacts, what Home may show) lives in the vault instead.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ketaguide.base.errors import SettingsError
from ketaguide.base.paths import write_private

Value = str | int | bool


@dataclass(frozen=True)
class Setting:
    """One setting: its default gives the type; ``choices`` or ``low``/``high`` its range."""

    name: str
    default: Value
    about: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0

    def accepts(self, value: object) -> bool:
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        return not isinstance(value, int) or self.high == 0 or self.low <= value <= self.high


DECLARED = (
    Setting("theme", "system", "Colours", choices=("system", "light", "dark", "contrast")),
    Setting("text_percent", 100, "Text size", low=80, high=200),
    Setting("motion", "system", "Movement on screen", choices=("system", "reduced", "full")),
    Setting("emergency_number", "112", "The emergency number where you live"),
    Setting("country", "", "The country whose crisis lines the Safety page shows"),
    # Source: own choice; HIPAA, 45 CFR 164.312(a)(2)(iii), asks for "a predetermined time".
    Setting("idle_minutes", 5, "Minutes without a key or the mouse until it locks", low=1, high=60),
    Setting("vault_folder", "", "The vault that was open last"),
    Setting("window_width", 1180, "Width of the window", low=320, high=10000),
    Setting("window_height", 780, "Height of the window", low=320, high=10000),
    Setting("window_maximized", False, "The window fills the screen"),
)
_BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in DECLARED}


class Settings:
    """The values in force. A damaged or unknown line falls back to its default, silently."""

    def __init__(self, path: Path, on_change: Callable[[str], None] | None = None) -> None:
        self._path = path
        self._on_change = on_change
        self._values: dict[str, Value] = {}
        for name, value in _read(path).items():
            known = _BY_NAME.get(name)
            if known is not None and known.accepts(value):
                self._values[name] = value

    def text(self, name: str) -> str:
        """A setting whose values are words."""
        return str(self._get(name))

    def number(self, name: str) -> int:
        """A setting whose values are whole numbers."""
        return int(self._get(name))

    def flag(self, name: str) -> bool:
        """A setting that is on or off."""
        return bool(self._get(name))

    def change(self, name: str, value: Value) -> None:
        """Take the value over and store all settings.

        Raises:
            ValueError: the value is outside the declared range (a bug of the caller).
            SettingsError: taken over, but it could not be stored.
        """
        if not _BY_NAME[name].accepts(value):
            raise ValueError(f"{name} does not accept this value")
        self._values[name] = value
        if self._on_change is not None:
            self._on_change(name)
        try:
            write_private(self._path, _toml(self._values).encode())
        except OSError as problem:
            raise SettingsError from problem

    def _get(self, name: str) -> Value:
        return self._values.get(name, _BY_NAME[name].default)


def _read(path: Path) -> dict[str, Value]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _toml(values: dict[str, Value]) -> str:
    return "".join(f"{name} = {_literal(value)}\n" for name, value in sorted(values.items()))


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
