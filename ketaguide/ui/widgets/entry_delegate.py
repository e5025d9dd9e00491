"""Paints one entry of the journal as a card, or a session as a band, reading its row once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_model import EntryModel
from ketaguide.ui.models.entry_text import RowText
from ketaguide.ui.models.found_words import Sought
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.entry_marks import EntryMarks, Tags
from ketaguide.ui.widgets.text_lines import broken, draw_line

Index = QModelIndex | QPersistentModelIndex

# Room for the ring around the card that has the keyboard, at each side.
RING = 5
OPENING_LINES = 2
# How far a card's shadow reaches.
SHADE = 8
# Every width that a window is dragged through makes two.
MOST_PICTURES = 8
MOST_LAID = 256


@dataclass(frozen=True)
class _Laid:
    """``lines``: the role of a font, and what is written in it. ``tags`` fit beside the first."""

    lines: tuple[tuple[str, list[str]], ...]
    tags: Tags = ()


class EntryDelegate(QStyledItemDelegate):
    """Date and kind in the phase's colour, the title, two lines of how it begins.

    Words that were searched for are bold and underlined. At the end of the first line stand the
    pin and as many tags as there is room for.
    """

    def __init__(self, model: EntryModel, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._view = parent
        self._look = look
        self.shows_ring = False
        self.inset = 0
        self.far_inset = 0
        self.measure()

    def measure(self) -> None:
        """Take fonts and sizes over after a change of theme or text size."""
        look = self._look
        self._fonts = {role: look.font(role) for role in ("small_label", "label", "body")}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}
        self._pad = look.gap(18)
        self._marks = EntryMarks(look=look)
        self._laid_rows: dict[tuple[RowText, int, bool], _Laid] = {}
        self._pictures: dict[tuple[int, int, float, bool], QPixmap] = {}
        lines = self._metrics["small_label"].lineSpacing() + self._metrics["label"].lineSpacing()
        lines += OPENING_LINES * self._metrics["body"].lineSpacing()
        chrome = 2 * look.gap(15) + 2 * look.gap(4)
        self.row_height = lines + chrome + look.gap(14)
        self.band_height = self._metrics["small_label"].lineSpacing() + look.gap(14) + look.gap(14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look
        state: QStyle.StateFlag = option.state
        view_rect: QRect = option.rect
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left, right = (self.far_inset, self.inset) if is_rtl else (self.inset, self.far_inset)
        card = QRectF(view_rect).adjusted(left, RING, -right, RING - look.gap(14))
        has_ring = self.shows_ring and bool(state & QStyle.StateFlag.State_HasFocus)
        mark = self._model.mark(index.row())
        if mark is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            warm = bool(state & QStyle.StateFlag.State_MouseOver)
            self._marks.band(painter, card, mark.words, warm=warm, on=self._view)
            if has_ring:
                self._paint_ring(painter, card, radius=look.radius())
            painter.restore()
            return
        line = self._model.line(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        warm = bool(state & QStyle.StateFlag.State_MouseOver) and line is not None
        self._paint_card(painter, card, warm=warm)
        if has_ring:
            self._paint_ring(painter, card, radius=look.radius("card"))
        top = round(card.y()) + look.gap(15)
        words = QRect(round(card.x()) + self._pad, top, round(card.width()) - 2 * self._pad, 0)
        if line is None:
            self._paint_waiting(painter, words, is_rtl=is_rtl)
        else:
            names_day = self._model.names_day(index.row())
            self._paint_words(painter, words, line, names_day=names_day, on=self._view)
        painter.restore()

    def _paint_card(self, painter: QPainter, card: QRectF, *, warm: bool) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = (round(card.width()), round(card.height()), ratio, warm)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = self._card_picture(card, ratio, warm=warm)
        painter.drawPixmap(card.topLeft() - QPointF(SHADE, SHADE), picture)

    def _card_picture(self, card: QRectF, ratio: float, *, warm: bool) -> QPixmap:
        """Painted once for all rows: the shadow alone would cost most of a frame's time."""
        look = self._look
        size = QSizeF(card.width() + 2 * SHADE, card.height() + 2 * SHADE) * ratio
        picture = QPixmap(size.toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(QPointF(SHADE, SHADE), card.size())
        paint.shadow(painter, area, radius=look.radius("card"), look=look)
        paint.box(
            painter,
            area,
            radius=look.radius("card"),
            fill=look.color("sunk" if warm else "surface"),
            line=look.color("line_strong" if warm else "line"),
            width=look.hair,
        )
        painter.end()
        return picture

    def _paint_ring(self, painter: QPainter, card: QRectF, *, radius: int) -> None:
        look = self._look
        gap = RING - 1
        paint.box(
            painter,
            card.adjusted(-gap, -gap, gap, gap),
            radius=radius + gap,
            fill=None,
            line=look.color("focus"),
            width=3 if look.is_contrast else 2.5,
        )

    def _paint_words(
        self, painter: QPainter, area: QRect, line: RowText, *, names_day: bool, on: QWidget
    ) -> None:
        look, y = self._look, area.y()
        is_rtl = on.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = look.color("ink")
        tones = {
            "small_label": look.phase_color(line.phase) if line.phase else look.color("muted"),
            "label": ink,
            "body": look.color("muted"),
        }
        laid = self._laid(line, area.width(), names_day=names_day)
        if laid.tags or line.is_pinned:
            self._marks.paint(painter, area, laid.tags, is_pinned=line.is_pinned, on=on)
        for role, lines in laid.lines:
            font, high = self._fonts[role], self._metrics[role].lineSpacing()
            marked = Sought() if role == "small_label" else self._model.sought
            painter.setPen(tones[role])
            for words in lines:
                place = QRect(area.x(), y, area.width(), high)
                marks = marked.places(words)
                draw_line(painter, place, words, font, marks=marks, ink=ink, is_rtl=is_rtl)
                y += high
            y += look.gap(4)

    def _laid(self, line: RowText, width: int, *, names_day: bool) -> _Laid:
        """The row's words broken into lines, kept for the next frame of a scroll."""
        # Bold words are wider than the metrics say.
        room = round(width * 0.95) if self._model.sought else width
        known = self._laid_rows.get((line, room, names_day))
        if known is not None:
            return known
        first = width - (self._marks.pin_width if line.is_pinned else 0)
        shown = line.when if names_day else line.later or line.when
        when = f"{shown} · {line.note}" if line.note else shown
        parts = [("small_label", when, 1, first), ("label", line.title, 1, room)]
        most = OPENING_LINES if line.title else OPENING_LINES + 1
        parts.append(("body", line.opening, most, room))
        lines = tuple(
            (role, broken(text, self._fonts[role], self._metrics[role], width=wide, most=most))
            for role, text, most, wide in parts
            if text
        )
        left = first - self._metrics["small_label"].horizontalAdvance(when)
        laid = _Laid(lines, self._marks.fitting(line.tags, room=left))
        if len(self._laid_rows) > MOST_LAID:
            self._laid_rows.clear()
        self._laid_rows[(line, room, names_day)] = laid
        return laid

    def _paint_waiting(self, painter: QPainter, area: QRect, *, is_rtl: bool) -> None:
        """Bars where the words will stand."""
        painter.setPen(Qt.PenStyle.NoPen)
        y = float(area.y())
        for role, share in (("small_label", 0.22), ("label", 0.34), ("body", 0.82), ("body", 0.6)):
            high = self._metrics[role].lineSpacing()
            wide = area.width() * share
            x = area.right() - wide if is_rtl else area.x()
            bar = QPainterPath()
            bar.addRoundedRect(
                QRectF(QPointF(x, y + high * 0.25), QPointF(x + wide, y + high * 0.75)), 4, 4
            )
            painter.fillPath(bar, self._look.color("line"))
            y += high + self._look.gap(4)
