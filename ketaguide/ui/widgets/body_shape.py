"""The silhouette of the body map and its places, in units of its own, and nothing of a screen.

One plain figure, neither man nor woman. Its right half is told here; the left is the mirror of it.
Places are cut out of the figure by cells that share their edges, so none can overlap another.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from ketaguide.content.regions import AROUND

FRONT, BACK = "front", "back"
VIEWS = (FRONT, BACK)
BOUNDS = QRectF(0, -14, 236, 524)
MIDDLE = BOUNDS.center().x()

_Corners = tuple[tuple[float, float], ...]

# Points count from the middle line and from the top; a limb's third number is half its thickness.
_TRUNK: _Corners = (
    *((14, 70), (15, 87), (22, 97), (37, 103), (51, 109), (58, 121), (50, 146)),
    *((45, 168), (43, 190), (46, 212), (51, 236), (51, 258), (44, 272), (20, 274), (0, 271)),
)
_ARM = (
    *((44.0, 122.0, 15.5), (54, 136, 15.5), (62, 164, 13.5), (69, 194, 12), (74, 222, 10.5)),
    *((79, 246, 9), (82, 260, 10.5), (84, 272, 11), (85, 281, 10)),
)
_LEG = (
    *((26.0, 256.0, 25.0), (27, 292, 23), (27, 330, 18.5), (27, 354, 16.5), (28, 384, 16.5)),
    *((28, 412, 14), (27, 438, 11), (27, 456, 12), (29, 466, 14.5), (31, 470, 15)),
)
_HEAD = QRectF(-29, 10, 58, 74)
# The room around the figure: where it begins, and how far it reaches.
_HULL: _Corners = (
    *((0, 3), (24, 7), (39, 36), (38, 66), (56, 92), (74, 116), (84, 164), (94, 220)),
    *((103, 264), (100, 298), (78, 312), (60, 330), (56, 380), (55, 440), (56, 474), (38, 491)),
    (0, 492),
)
_REACH = 14.0
_ROUGH = 6  # pieces between two points of a curve

# Cells: corners from the middle line and the top. They only need to be right inside the figure.
_FAR = 120
_SIDE: Mapping[str, _Corners] = {
    "shoulder": ((30, 78), (_FAR, 78), (_FAR, 142), (53, 142), (30, 126)),
    "arm": ((53, 142), (_FAR, 142), (_FAR, 248), (55, 248), (48, 158)),
    "hand": ((55, 248), (_FAR, 248), (_FAR, 310), (55, 310)),
    "thigh": ((0, 266), (53, 266), (53, 334), (0, 334)),
    "knee": ((0, 334), (53, 334), (53, 370), (0, 370)),
    "lower-leg": ((0, 370), (53, 370), (53, 450), (0, 450)),
    "foot": ((0, 450), (60, 450), (60, 500), (0, 500)),
}


def _band(top: float, bottom: float, half: float = 53, below: float = 53) -> _Corners:
    return ((-half, top), (half, top), (below, bottom), (-below, bottom))


def _between_arms(top: float, bottom: float) -> _Corners:
    right = ((30, top), (30, 126), (53, 142), (48, 158), (48, bottom))
    return (*right, *((-x, y) for x, y in reversed(right)))


_MIDDLES: Mapping[str, Mapping[str, _Corners]] = {
    FRONT: {
        "head": _band(0, 34),
        "face": _band(34, 60),
        "jaw": _band(60, 84, 30, 30),
        "throat": _band(84, 108, 30, 30),
        "chest": _between_arms(108, 160),
        "stomach": _band(160, 194, 47),
        "belly": _band(194, 230),
        "pelvis": _band(230, 266),
    },
    BACK: {
        "head": _band(0, 68),
        "neck": _band(68, 106, 30, 30),
        "upper-back": _between_arms(106, 172),
        "lower-back": _band(172, 226, 47),
        "pelvis": _band(226, 266),
    },
}


@cache
def silhouette() -> QPainterPath:
    """The whole figure as one outline."""
    both = [*_TRUNK, *((-x, y) for x, y in reversed(_TRUNK[:-1]))]
    trunk = _outline(_curve(both, closed=True))
    head = QPainterPath()
    head.addEllipse(_HEAD)
    figure = trunk.united(head)
    for limb in (_limb(_ARM), _limb(_LEG)):
        mirror = QTransform.fromScale(-1, 1).map(limb)
        figure = figure.united(limb).united(mirror)
    return figure.translated(MIDDLE, 0)


@cache
def places(view: str) -> Mapping[str, QPainterPath]:
    """Every place that can be pressed in this view, by region; no two share a point."""
    body = silhouette()
    found = {name: body.intersected(_outline(_moved(cell))) for name, cell in _cells(view)}
    if view == FRONT:
        found[AROUND] = _room()
    return MappingProxyType(found)


@cache
def spots(view: str, region: str) -> tuple[QPointF, ...]:
    """Where the arrow keys find a place: its middle; for what lies around, its four sides."""
    if region != AROUND:
        return (places(view)[region].boundingRect().center(),)
    box = places(view)[region].boundingRect()
    far = _REACH / 2
    return (
        QPointF(MIDDLE, box.top() + far),
        QPointF(box.left() + far, box.center().y()),
        QPointF(box.right() - far, box.center().y()),
        QPointF(MIDDLE, box.bottom() - far),
    )


@cache
def glow(view: str, region: str) -> tuple[QPointF, float]:
    """Middle and reach of the light over a place inside the figure."""
    box = places(view)[region].boundingRect()
    return box.center(), 0.62 * max(box.width(), box.height(), 34.0) + 10


def _cells(view: str) -> Iterator[tuple[str, _Corners]]:
    yield from _MIDDLES[view].items()
    for name, corners in _SIDE.items():
        yield f"{name}-left", tuple((-x, y) for x, y in corners)
        yield f"{name}-right", corners


def _moved(corners: _Corners) -> Iterator[QPointF]:
    return (QPointF(MIDDLE + x, y) for x, y in corners)


def _outline(points: Iterable[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(list(points)))
    path.closeSubpath()
    return path


def _room() -> QPainterPath:
    """A band of even width around the figure."""
    near = _curve([*_HULL, *((-x, y) for x, y in reversed(_HULL[1:-1]))], closed=True)
    count = len(near)
    far: list[QPointF] = []
    for n, here in enumerate(near):
        along = near[(n + 1) % count] - near[n - 1]
        far.append(here + _across(along, _REACH))
    shift = QTransform.fromTranslate(MIDDLE, 0)
    return shift.map(_outline(far).subtracted(_outline(near)))


def _across(along: QPointF, far: float) -> QPointF:
    """A step of this length, straight to the left of the way on screen."""
    return QPointF(along.y(), -along.x()) * (far / math.hypot(along.x(), along.y()))


def _limb(joints: Sequence[tuple[float, float, float]]) -> QPainterPath:
    """A shape of changing thickness around a curve, round at both ends."""
    middles = _curve([(x, y) for x, y, _ in joints])
    halves = [point.y() for point in _curve([(0.0, half) for _, _, half in joints])]
    left: list[QPointF] = []
    right: list[QPointF] = []
    for n, (here, half) in enumerate(zip(middles, halves, strict=True)):
        along = middles[min(n + 1, len(middles) - 1)] - middles[max(n - 1, 0)]
        across = _across(along, half)
        left.append(here + across)
        right.append(here - across)
    shape = _outline([*left, *reversed(right)])
    for here, half in ((middles[0], halves[0]), (middles[-1], halves[-1])):
        end = QPainterPath()
        end.addEllipse(here, half, half)
        shape = shape.united(end)
    return shape


def _curve(points: Sequence[tuple[float, float]], *, closed: bool = False) -> list[QPointF]:
    """A smooth line through all points.

    Source: Catmull and Rom, A class of local interpolating splines, 1974.
    """
    count = len(points)
    found: list[QPointF] = []
    for n in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(n + step) % count] for step in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(n + step, 0), count - 1)] for step in (-1, 0, 1, 2))
        for piece in range(_ROUGH):
            t = piece / _ROUGH
            found.append(QPointF(_at(a[0], b[0], c[0], d[0], t), _at(a[1], b[1], c[1], d[1], t)))
    if not closed:
        found.append(QPointF(*points[-1]))
    return found


def _at(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
