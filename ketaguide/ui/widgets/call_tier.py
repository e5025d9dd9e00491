"""One tier of "when to call": what to do, and its signs, of which some may be marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.calls import Sign, Tier
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Title

_FIRST = "tier-0"


class SignLine(QWidget):
    """A sign. Marked, it has a box and an arrow for its dot: colour is never the only mark."""

    def __init__(self, sign: Sign, *, look: Look) -> None:
        super().__init__()
        self.sign = sign
        self.is_marked = False
        self._look = look
        self._label = Body(sign.text, look=look)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 1)
        self._space()
        self.setAccessibleName(sign.text)

    def set_marked(self, marked: bool) -> None:  # noqa: FBT001 - a setter's one value
        self.is_marked = marked
        self._label.setProperty("role", "label" if marked else "body")
        self._label.set_tone("ink")
        shown = self.sign.text
        self.setAccessibleName(tr("Marked: {text}", text=shown) if marked else shown)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_row"):
            self._space()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        side, line = look.px(16), self._label.fontMetrics().height()
        box = QRect(look.gap(8), self._row.contentsMargins().top(), side, line)
        place = paint.mirrored(box, self)
        if self.is_marked:
            paint.box(
                painter,
                QRectF(self.rect()),
                radius=look.radius(),
                fill=look.color("soft"),
                line=look.color("primary"),
                width=look.hair,
            )
            color = look.color("primary")
            paint.icon(painter, "arrow-right", place, color=color, look=look, on=self)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("muted"))
            dot = look.px(5) / 2
            painter.drawEllipse(QRectF(place).center(), dot, dot)
        painter.end()

    def _space(self) -> None:
        gap, px = self._look.gap, self._look.px
        start = gap(8) + px(16) + gap(8)
        self._row.setContentsMargins(start, gap(3), gap(8), gap(3))


class TierCard(Card):
    """The whole tier; nothing in it is ever hidden by a search."""

    def __init__(self, tier: Tier, *, look: Look) -> None:
        super().__init__(look=look, padding=20)
        self.setObjectName(f"calls_{tier.id}")
        self.setAccessibleName(tier.title)
        title = Title(tier.title, look=look, tone="danger" if tier.id == _FIRST else "ink")
        self.body.addWidget(title)
        self.body.addWidget(Body(tier.action, look=look))
        self.body.setSpacing(look.gap(4))
        self.signs = tuple(SignLine(sign, look=look) for sign in tier.signs)
        for line in self.signs:
            self.body.addWidget(line)
