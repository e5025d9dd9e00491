"""Small painted signs of the journal's list: a session's band, a pin, tags."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import pinned_words
from ketaguide.ui.widgets import paint

# Source: our own choice: three say what an entry is about; more are a list to read.
MOST_TAGS = 3

Tags = tuple[tuple[str, int], ...]  # each with its width


class EntryMarks:
    """Made anew when the look changes. All places are given left to right and mirrored here."""

    def __init__(self, *, look: Look) -> None:
        self._look = look
        self._font = look.font("small_label")
        self._metrics = QFontMetrics(self._font)
        self._side = look.px(15)
        self._pin = self._side + look.gap(4) + self._metrics.horizontalAdvance(pinned_words())

    @property
    def pin_width(self) -> int:
        """With the gap before it."""
        return self._pin + self._look.gap(12)

    def fitting(self, tags: tuple[str, ...], *, room: int) -> Tags:
        """As many tags as there is room for, from the first."""
        fitted: list[tuple[str, int]] = []
        for tag in tags[:MOST_TAGS]:
            wide = self._metrics.horizontalAdvance(tag) + 2 * self._look.gap(8)
            room -= wide + self._look.gap(8)
            if room < 0:
                break
            fitted.append((tag, wide))
        return tuple(fitted)

    def paint(
        self, painter: QPainter, area: QRect, tags: Tags, *, is_pinned: bool, on: QWidget
    ) -> None:
        """At the end of a card's first line, ``area``."""
        look, right = self._look, area.right() + 1
        high = self._metrics.lineSpacing()
        painter.setFont(self._font)
        if is_pinned:
            right -= self._pin
            mark = self._turned(QRect(right, area.y(), self._side, high), area, on)
            paint.icon(painter, "pin", mark, color=look.color("ink"), look=look, on=on)
            start = right + self._side + look.gap(4)
            words = self._turned(QRect(start, area.y(), area.right() + 1 - start, high), area, on)
            painter.setPen(look.color("ink"))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), pinned_words())
            right -= look.gap(8)
        for tag, wide in reversed(tags):
            box = self._turned(QRect(right - wide, area.y(), wide, high), area, on)
            paint.box(
                painter,
                QRectF(box).adjusted(0, -1, 0, 1),
                radius=high / 2,
                fill=look.color("sunk"),
                line=look.color("line"),
                width=look.hair,
            )
            painter.setPen(look.color("ink"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), tag)
            right -= wide + look.gap(8)

    def band(self, painter: QPainter, area: QRectF, words: str, *, warm: bool, on: QWidget) -> None:
        """A session, slim, at its place in time."""
        look, ink = self._look, self._look.color("session")
        fill = look.color("session_soft")
        paint.box(
            painter,
            area,
            radius=look.radius(),
            fill=paint.mixed(fill, ink, 0.1) if warm else fill,
            line=ink if look.is_contrast or warm else None,
            width=look.hair,
        )
        row, pad, side = area.toRect(), look.gap(14), look.px(16)
        mark = self._turned(QRect(row.x() + pad, row.y(), side, row.height()), row, on)
        paint.icon(painter, "sunrise", mark, color=ink, look=look, on=on)
        far = QRect(row.right() + 1 - pad - side, row.y(), side, row.height())
        arrow = self._turned(far, row, on)
        paint.icon(painter, "chevron-right", arrow, color=ink, look=look, on=on)
        start = row.x() + pad + side + look.gap(10)
        room = QRect(start, row.y(), far.x() - start - look.gap(10), row.height())
        painter.setFont(self._font)
        painter.setPen(ink)
        shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        align = int(paint.leading(on) | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self._turned(room, row, on), align, shown)

    @staticmethod
    def _turned(place: QRect, within: QRect, on: QWidget) -> QRect:
        if on.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return place
        left = within.x() + within.right() - place.right()
        return QRect(left, place.y(), place.width(), place.height())
