"""What a hand does on a sheet to draw on, for tests."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ketaguide.ui.widgets.canvas import Canvas
from tests.helpers.pictures import settle


def canvas_of(widget: QWidget) -> Canvas:
    """The sheet of a prompt on screen."""
    found = widget.findChild(Canvas)
    assert found is not None
    return found


def spot(canvas: Canvas, share: tuple[float, float]) -> QPoint:
    """A point of it, in shares of its size."""
    return QPoint(round(share[0] * canvas.width()), round(share[1] * canvas.height()))


def pen_down(canvas: Canvas, share: tuple[float, float]) -> None:
    """The mouse button goes down there."""
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=spot(canvas, share))


def pen_up(canvas: Canvas, share: tuple[float, float]) -> None:
    """The mouse button goes up there."""
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=spot(canvas, share))


def dot(widget: QWidget) -> None:
    """One dot."""
    pen_down(canvas_of(widget), (0.3, 0.3))
    pen_up(canvas_of(widget), (0.3, 0.3))


def tablet(
    canvas: Canvas,
    kind: QEvent.Type,
    share: tuple[float, float],
    pressure: float,
    end: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
) -> None:
    """What a pen of a tablet sends."""
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        end,
        QInputDevice.Capability.Pressure,
        1,
        1,
    )
    here = QPointF(spot(canvas, share))
    none = Qt.MouseButton.NoButton
    left = none if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind,
        device,
        here,
        QPointF(canvas.mapToGlobal(here)),
        pressure,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
        left,
    )
    QApplication.sendEvent(canvas, event)


def words_of(widget: QWidget) -> str:
    """Everything that labels say."""
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def painted(canvas: Canvas) -> bytes:
    """What is seen, without the keyboard's mark."""
    canvas.clearFocus()
    settle()
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits())
