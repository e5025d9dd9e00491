"""A sheet of paper that holds what belongs together."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.stack import Stack

_FILLS: Mapping[str, str] = {
    "surface": "surface",
    "soft": "soft",
    "session": "session_soft",
    "integration": "integration_soft",
    "sunk": "sunk",
}


class Card(QWidget):
    """Rounded, faintly shaded. Put things into ``body`` (a ``Stack``).

    Tones: surface, soft, session, integration, sunk.
    """

    def __init__(
        self,
        *,
        look: Look,
        tone: str = "surface",
        padding: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = tone
        self._padding = padding
        self.body = Stack(self)
        self._space()

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self._space()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        side, top, bottom = paint.SHADOW_SIDE, paint.SHADOW_TOP, paint.SHADOW_BOTTOM
        area = QRectF(self.rect()).adjusted(side, top, -side, -bottom)
        radius = look.radius("card")
        paint.shadow(painter, area, radius=radius, look=look)
        plain = self._tone in ("surface", "sunk") or look.is_contrast
        paint.box(
            painter,
            area,
            radius=radius,
            fill=look.color(_FILLS[self._tone]),
            line=look.color("line") if plain else None,
            width=look.hair,
        )
        painter.end()

    def _space(self) -> None:
        pad = self._look.gap(self._padding)
        self.body.setContentsMargins(
            pad + paint.SHADOW_SIDE,
            pad + paint.SHADOW_TOP,
            pad + paint.SHADOW_SIDE,
            pad + paint.SHADOW_BOTTOM,
        )
        self.body.setSpacing(self._look.gap(8))
