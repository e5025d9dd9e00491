"""Tab goes the way the eye goes, also through parts that were put in later."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)


def follow_the_eye(page: QWidget, *, last: QWidget | None = None) -> None:
    """Order what takes the keyboard on ``page`` as its layouts do.

    Qt puts every new widget at the end of the Tab order, wherever it stands on screen.

    Args:
        last: a part of the page that comes after everything else, such as a row of ways out
            above what one came for.
    """
    stops = [one for one in _within(page) if _is_stop(one)]
    if last is not None:
        stops.sort(key=last.isAncestorOf)
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _is_stop(widget: QWidget) -> bool:
    """Also what hands the keyboard to a part of its own: left behind, it would be met first."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None


def _within(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if isinstance(widget, QAbstractButton):
        return
    if isinstance(widget, QAbstractSpinBox):
        # Its line hands the keyboard back to it, so a line left behind turns Tab in a circle.
        # Only its own: the calendar that belongs to a date field has one in a window of its own.
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        yield from widget.findChildren(QLineEdit, options=direct)
        return
    if isinstance(widget, QScrollArea):
        sheet = widget.widget()
        yield from _with(sheet) if sheet is not None else ()
    elif layout is not None:
        yield from _along(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield from _with(child)


def _with(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    yield from _within(widget)


def _along(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            yield from _with(widget)
        elif inner is not None:
            yield from _along(inner)
