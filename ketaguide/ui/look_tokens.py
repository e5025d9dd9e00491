"""The design tokens as plain values, and the arithmetic of contrast. No Qt."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

THEMES = ("light", "dark", "contrast")
FAMILY_PARTS = ("soft", "mid", "strong")


@dataclass(frozen=True)
class TypeRole:
    """One size of text: pixels at 100 %, ``serif`` or ``sans``, and a CSS weight."""

    px: float
    face: str
    weight: int


@dataclass(frozen=True)
class Tokens:
    """Everything ``tokens.toml`` says. Colours are ``#rrggbb``; distances pixels at 100 %."""

    themes: dict[str, dict[str, str]]
    families: dict[str, dict[str, dict[str, str]]]
    roles: dict[str, TypeRole]
    floor: int
    space: tuple[int, ...]
    radius: dict[str, int]
    target: int
    motion_ms: dict[str, int]


def load_tokens(path: Path) -> Tokens:
    """Read the token file; a missing key is a mistake of ours and raises ``KeyError``."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    sizes = dict(raw["type"])
    floor = int(sizes.pop("floor"))
    return Tokens(
        themes={name: dict(raw[name]) for name in THEMES},
        families=_families(raw),
        roles={name: TypeRole(**role) for name, role in sizes.items()},
        floor=floor,
        space=tuple(raw["space"]),
        radius=dict(raw["radius"]),
        target=int(raw["target"]),
        motion_ms=dict(raw["motion_ms"]),
    )


def _families(raw: dict[str, Any]) -> dict[str, dict[str, dict[str, str]]]:
    """High contrast has no tints: a family is told apart by its words, not by its colour."""
    plain = raw["contrast"]
    flat = {"soft": plain["surface"], "mid": plain["surface"], "strong": plain["primary"]}
    return {
        "light": raw["light_families"],
        "dark": raw["dark_families"],
        "contrast": dict.fromkeys(raw["light_families"], flat),
    }


def contrast(first: str, second: str) -> float:
    """How far two colours (``#rrggbb``) stand apart, from 1 (the same) to 21.

    Source: WCAG 2.2, "relative luminance" and "contrast ratio",
    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
