"""From tokens to what Qt understands: the palette and the one stylesheet."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtGui import QColor, QPalette

from ketaguide.ui.look_tokens import TypeRole

SERIF = "Newsreader"
SANS = "Atkinson Hyperlegible Next"
# What each face falls back to for scripts that the bundled fonts do not cover.
FALLBACKS: Mapping[str, list[str]] = {
    "serif": ["Noto Serif", "Georgia", "serif"],
    "sans": ["Noto Sans", "sans-serif"],
}

_COLOUR = re.compile(r"@([a-z_]+)")
_DISTANCE = re.compile(r"(\d+(?:\.\d+)?)dp")


def stylesheet(
    template: str,
    *,
    colours: Mapping[str, str],
    roles: Mapping[str, TypeRole],
    px: Callable[[float], int],
    floor: int,
    is_contrast: bool,
) -> str:
    """Fill in the template: ``@ink`` becomes a colour, ``12dp`` a scaled distance.

    Args:
        template: text of ``style.qss``.
        colours: token name to ``#rrggbb``.
        roles: sizes of text; one rule for labels is made from each.
        px: scales a distance in pixels at 100 %.
        floor: the smallest text, in pixels.
        is_contrast: high contrast draws thicker lines.
    """
    values = {**colours, "hair": "2px" if is_contrast else "1px"}
    filled = _COLOUR.sub(lambda found: values[found[1]], template)
    filled = _DISTANCE.sub(lambda found: f"{px(float(found[1]))}px", filled)
    return filled + "".join(
        _label_rule(name, role, max(px(role.px), floor)) for name, role in roles.items()
    )


def _label_rule(name: str, role: TypeRole, px: int) -> str:
    family = SERIF if role.face == "serif" else SANS
    size = f"font-size: {px}px; font-weight: {role.weight};"
    return f'\nQLabel[role="{name}"] {{ font-family: "{family}"; {size} }}'


def palette(colours: Mapping[str, str]) -> QPalette:
    """The colours for everything that Fusion draws without the stylesheet's help."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: "background",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunk",
        role.Text: "ink",
        role.PlaceholderText: "muted",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "danger",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.Accent: "primary",
        role.Link: "primary",
        role.LinkVisited: "session",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Light: "surface",
        role.Midlight: "line",
        role.Mid: "line_strong",
        role.Dark: "line_strong",
        role.Shadow: "line",
    }
    made = QPalette()
    for target, token in pairs.items():
        made.setColor(target, QColor(colours[token]))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours["muted"]))
    return made
