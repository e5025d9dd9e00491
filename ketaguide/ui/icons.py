"""Line icons, tinted when they are first wanted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_TURNED: Mapping[str, str] = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
}


def toward(name: str, direction: Qt.LayoutDirection) -> str:
    """The icon that points the same way for someone who reads in ``direction``."""
    if direction == Qt.LayoutDirection.RightToLeft:
        return _TURNED.get(name, name)
    return name


class Icons:
    """Draws icons from a folder of SVG files and keeps what was drawn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawn: dict[tuple[str, int, int, float], QPixmap] = {}
        self._sources: dict[str, str] = {}

    def pixmap(self, name: str, colour: QColor, *, size: int, ratio: float = 1.0) -> QPixmap:
        """A square picture of ``size`` logical pixels for a screen of this pixel ratio.

        Raises:
            FileNotFoundError: there is no such icon (a mistake of ours).
        """
        key = (name, colour.rgba(), size, ratio)
        known = self._drawn.get(key)
        if known is None:
            known = self._drawn[key] = self._draw(name, colour, size, ratio)
        return known

    def icon(self, name: str, colour: QColor, *, size: int) -> QIcon:
        from PySide6.QtGui import QIcon  # its theme names take 3 ms of the first paint

        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, colour, size=size, ratio=ratio))
        return icon

    def forget(self) -> None:
        """Drop the drawn pictures; called when colours or sizes change."""
        self._drawn.clear()

    def _draw(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        # QtSvg is asked for by the first icon only: it stays out of the start of the program.
        from PySide6.QtSvg import QSvgRenderer

        source = self._sources.get(name)
        if source is None:
            source = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            self._sources[name] = source
        tinted = source.replace("currentColor", colour.name())
        side = round(size * ratio)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture
