"""One tier of "when to call": what to do, and its signs, of which some may be marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.calls import Sign, Tier
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Title
from ketaguide.ui.widgets.marks import IconMark

_FIRST = "tier-0"


class SignLine(QWidget):
    """A sign. Marked, it has a bar, a box and an arrow: colour is never the only mark."""

    def __init__(self, sign: Sign, *, look: Look) -> None:
        super().__init__()
        self.sign = sign
        self.is_marked = False
        self._look = look
        self._icon = IconMark("circle", look=look, size=10)
        self._label = Body(sign.text, look=look)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._label, 1)
        self._space()
        self.setAccessibleName(sign.text)

    def set_marked(self, marked: bool) -> None:  # noqa: FBT001 - a setter's one value
        self.is_marked = marked
        self._icon.set_icon(
            "arrow-right" if marked else "circle", color="primary" if marked else "muted"
        )
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
        if not self.is_marked:
            return
        look = self._look
        painter = paint.start(self)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=look.radius(),
            fill=look.color("soft"),
            line=look.color("primary"),
            width=look.hair,
        )
        painter.end()

    def _space(self) -> None:
        gap = self._look.gap
        self._row.setContentsMargins(gap(8), gap(3), gap(8), gap(3))
        self._row.setSpacing(gap(10))


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
