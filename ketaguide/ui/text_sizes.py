"""How much room words take, measured once: layouts ask again and again before they settle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

_WRAP = int(Qt.TextFlag.TextWordWrap)
_HIGHEST = 10_000
# More than one screen asks for; words that left the screen are not kept for ever.
_MOST = 500


class TextSizes:
    """Sizes of words in the font of a role, for widgets that paint their own words."""

    def __init__(self, font: Callable[[str], QFont]) -> None:
        """Args:
        font: the font of a role at the text size in force.
        """
        self._font = font
        self._known: dict[tuple[str, str, int], int] = {}

    def height(self, role: str, words: str, *, width: int) -> int:
        """Of words that wrap at ``width``."""
        key = (role, words, width)
        found = self._known.get(key)
        if found is None:
            area = QRect(0, 0, width, _HIGHEST)
            found = self._metrics(role).boundingRect(area, _WRAP, words).height()
            self._keep(key, found)
        return found

    def width(self, role: str, words: str) -> int:
        """Of words on one line."""
        key = (role, words, -1)
        found = self._known.get(key)
        if found is None:
            found = self._metrics(role).horizontalAdvance(words)
            self._keep(key, found)
        return found

    def forget(self) -> None:
        """Call when fonts change."""
        self._known.clear()

    def _keep(self, key: tuple[str, str, int], size: int) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = size

    def _metrics(self, role: str) -> QFontMetrics:
        return QFontMetrics(self._font(role))
