"""The body map: places to press on a figure seen from the front and from behind."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.content import regions
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import body_figure, body_paint, paint
from ketaguide.ui.widgets import body_shape as shape
from ketaguide.ui.widgets.body_figure import Figure, Regions

_WAYS: Mapping[Qt.Key, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
# A page that opens puts the keyboard somewhere itself; nobody has touched a key for it.
_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def headed(words: str) -> str:
    """A label as the beginning of a line."""
    return words[:1].upper() + words[1:]


class Place(QAbstractButton):
    """One place of one view. The map paints it; this is what is pressed, named and reached."""

    pointed = Signal()  # the pointer or the keyboard came or went

    def __init__(self, view: str, region: str, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.view, self.region = view, region
        self.by_keyboard = False
        self.setObjectName(f"place_{region}" if view == shape.FRONT else f"place_{region}_back")
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setProperty("own_ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the map; Enter chooses as Space does."""
        self.by_keyboard = True
        self.pointed.emit()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif Qt.Key(event.key()) in _WAYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() in _KEYS
        super().focusInEvent(event)
        self.pointed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: a place has no face of its own."""


class BodyMap(QWidget):
    """Two views and one model. One Tab stop; arrows go to the neighbour, Space chooses.

    ``pressed`` carries the region that was pressed. ``pointed`` carries what to say of the
    place under the pointer or the keyboard, or nothing.
    """

    pressed = Signal(str)
    pointed = Signal(str)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._regions: Regions = {}
        # Where the arrows go on from: what lies around the body has four sides.
        self._spot: tuple[Place, int] | None = None
        self._laid: object = None
        self._places = self._make_places()
        self._rove(self._places[0])
        self.setAccessibleName(tr("Body map"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_regions(self, chosen: Regions) -> None:
        """Paint these as chosen; says nothing to anyone."""
        self._regions = {name: dict(region) for name, region in chosen.items()}
        for place in self._places:
            place.setChecked(place.region in self._regions)
        self.update()

    def places(self) -> Sequence[Place]:
        return tuple(self._places)

    def tab_stop(self) -> Place:
        """The place that Tab reaches."""
        stops = (p for p in self._places if p.focusPolicy() == Qt.FocusPolicy.StrongFocus)
        return next(stops, self._places[0])

    def neighbour(self, place: Place, way: QPointF, *, side: int = 0) -> tuple[Place, int] | None:
        """The nearest place in a direction, and which of its spots was meant; None at the edge."""
        here = self._at(place, side)
        best: tuple[float, Place, int] | None = None
        for other in self._places:
            if other is place:
                continue
            for n in range(len(shape.spots(other.view, other.region))):
                step = self._at(other, n) - here
                along = step.x() * way.x() + step.y() * way.y()
                aside = abs(step.x() * way.y() - step.y() * way.x())
                if along <= 1 or aside > 2.2 * along:
                    continue
                # What lies around the body is near to everything, and comes last.
                far = along + 2 * aside + (self.width() if other.region == regions.AROUND else 0)
                if best is None or far < best[0]:
                    best = (far, other, n)
        return None if best is None else (best[1], best[2])

    def sizeHint(self) -> QSize:
        width = round(2 * shape.BOUNDS.width() * self._most_scale())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(1.6 * shape.BOUNDS.width()), round(0.8 * shape.BOUNDS.height()))

    def heightForWidth(self, width: int) -> int:
        scale = min(width / 2 / shape.BOUNDS.width(), self._most_scale())
        return round(scale * shape.BOUNDS.height()) + self._caption()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange or is_restyled(event):
            self.updateGeometry()
            paint.fit_height(self)
            if hasattr(self, "_places"):
                self._lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        place = self._focused()
        if way is None or place is None:
            super().keyPressEvent(event)
            return
        side = self._spot[1] if self._spot is not None and self._spot[0] is place else 0
        found = self.neighbour(place, way, side=side)
        if found is not None:
            self._spot = found
            found[0].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look, names = self._look, {shape.FRONT: tr("Front"), shape.BACK: tr("Back")}
        warm, here = self._warm(), self._by_keyboard()
        for view in shape.VIEWS:
            area = self._area(view)
            one = Figure(
                view=view,
                area=area,
                regions=self._regions,
                warm=warm.region if warm is not None and warm.view == view else "",
                focused=here.region if here is not None and here.view == view else "",
            )
            body_paint.figure(painter, one, look=look)
            painter.setPen(look.color("muted"))
            painter.setFont(look.font("small"))
            caption = QRectF(area.left(), area.bottom(), area.width(), self._caption())
            painter.drawText(caption, int(Qt.AlignmentFlag.AlignCenter), names[view])
        painter.end()

    def _make_places(self) -> list[Place]:
        labels = regions.labels()
        made = []
        for view in shape.VIEWS:
            for region in (name for name in regions.REGIONS if name in shape.places(view)):
                name = headed(labels[region])
                if view == shape.BACK and region in shape.places(shape.FRONT):
                    name = tr("{place}, from behind", place=name)
                place = Place(view, region, name=name, parent=self)
                place.clicked.connect(self._on_clicked)
                place.pointed.connect(self._on_pointed)
                made.append(place)
        return made

    def _on_clicked(self) -> None:
        place = self.sender()
        if isinstance(place, Place):
            self._rove(place)
            self.pressed.emit(place.region)

    def _on_pointed(self) -> None:
        focused = self._focused()
        if focused is not None and focused.focusPolicy() != Qt.FocusPolicy.StrongFocus:
            self._rove(focused)
        here = self._by_keyboard()
        shown = self._warm() or here
        words = shown.accessibleName() if shown is not None else ""
        if shown is not None and shown is here:
            words = tr("{place} · Arrow keys move · Space chooses", place=words)
        self.pointed.emit(words)
        self.update()

    def _warm(self) -> Place | None:
        return next((place for place in self._places if place.underMouse()), None)

    def _by_keyboard(self) -> Place | None:
        focused = self._focused()
        return focused if focused is not None and focused.by_keyboard else None

    def _caption(self) -> int:
        return self._look.px(22)

    def _focused(self) -> Place | None:
        return next((place for place in self._places if place.hasFocus()), None)

    def _rove(self, wanted: Place) -> None:
        for place in self._places:
            here = place is wanted
            place.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def _lay(self) -> None:
        """Once for each size: Qt asks for it many times while a page comes up."""
        self.update()
        known = (self.size(), self.layoutDirection(), self._look.scale)
        if known == self._laid:
            return
        self._laid = known
        for view in shape.VIEWS:
            covers = body_figure.covers(view, self._area(view).getRect())
            for place in (one for one in self._places if one.view == view):
                box, mask = covers[place.region]
                place.setGeometry(box)
                place.setMask(mask)

    def _area(self, view: str) -> QRectF:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        scale = self._most_scale()
        wide = min(float(self.width()), 2 * shape.BOUNDS.width() * scale)
        room = QRectF((self.width() - wide) / 2, 0, wide, self.height() - self._caption())
        return body_figure.areas(room, is_mirrored=mirrored)[view]

    def _at(self, place: Place, side: int) -> QPointF:
        to = Figure(view=place.view, area=self._area(place.view), regions={}).transform()
        return to.map(shape.spots(place.view, place.region)[side])

    def _most_scale(self) -> float:
        return 1.02 + 0.15 * (self._look.scale - 1)
