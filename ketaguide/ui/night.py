"""The dark look of one page, for tired eyes, whatever the theme of everything else is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ketaguide.base.settings import Settings
from ketaguide.ui.look import Look
from ketaguide.ui.look_style import palette
from ketaguide.ui.look_tokens import TypeRole
from ketaguide.ui.widgets.focus_ring import RING_COLOUR

# Pixels at 100 %: the smallest that "very large" means here.
_LARGE = 24


class NightLook(Look):
    """Dark, or high contrast where that is wanted; nothing moves, and no text below 100 %.

    Letters that are large already grow half as fast as the others, so that at 200 % the words to
    tap are still on one screen. A page takes it in place of the room's look, and then has itself
    dressed in it. Larger text and a change of theme reach it through the look of the day.
    """

    def __init__(self, day: Look, settings: Settings, *, parent: QWidget | None = None) -> None:
        self._day = day
        self._page: QWidget | None = None
        self._all_roles: Mapping[str, TypeRole] = {}
        super().__init__(settings, parent=parent)
        # Before anyone else's slot: sizes are asked for when the style stands.
        self.changed.connect(self._wear)
        day.changed.connect(self.refresh)

    @property
    def reduced_motion(self) -> bool:
        return True

    def dress(self, page: QWidget) -> None:
        """Give the page its own ground, letters and focus ring."""
        self._page = page
        self.setParent(page)
        page.setAutoFillBackground(True)
        self._wear()

    def _wear(self) -> None:
        if self._page is not None:
            self._page.setProperty(RING_COLOUR, self.color("focus"))
            self._page.setPalette(palette(self._tokens.themes[self.theme]))
            self._page.setFont(self.font("body"))
            self._page.setStyleSheet(self._stylesheet())

    def _resolve(self) -> None:
        super()._resolve()
        self.scale = max(1.0, self.scale)
        self._all_roles = self._all_roles or self._tokens.roles
        share = (1 + (self.scale - 1) / 2) / self.scale
        roles = {
            name: replace(role, px=role.px * share) if role.px >= _LARGE else role
            for name, role in self._all_roles.items()
        }
        self._tokens = replace(self._tokens, roles=roles)

    def _wanted_theme(self) -> str:
        return "contrast" if self._day.is_contrast else "dark"
