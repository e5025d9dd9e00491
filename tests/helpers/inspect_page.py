"""What is wrong with a window on screen, as sentences; empty lists are good news."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractAnimation, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ketaguide.ui.widgets.edits import PRIVATE

LEAST_TARGET = 24
_MOST_TABS = 400
_MOST_PARTS = 4


def named(widget: QWidget) -> str:
    """For messages: enough to find the widget again."""
    words = getattr(widget, "text", lambda: "")
    said = words() if callable(words) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {str(said)[:40]!r}"


def everything(window: QWidget) -> Iterator[QWidget]:
    """All visible widgets of the window."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            yield widget


def focusable(window: QWidget) -> list[QWidget]:
    """What Tab is to reach."""
    return [
        widget
        for widget in everything(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]


def unnamed(window: QWidget) -> list[str]:
    """Focusable widgets that a screen reader or a test cannot name, or whose state is untold."""
    found = []
    for widget in focusable(window):
        if _is_qts(widget):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip():
            found.append(f"no accessible name: {named(widget)}")
        if not widget.objectName():
            found.append(f"no objectName: {named(widget)}")
        if isinstance(widget, QAbstractButton) and widget.isCheckable():
            state = told.state()
            if not state.checkable or bool(state.checked) != widget.isChecked():
                found.append(f"state is untold: {named(widget)}")
    return found


def tab_faults(window: QWidget) -> list[str]:
    """Walk through the window by Tab alone, until it is back where it began."""
    wanted = focusable(window)
    if not wanted:
        return ["nothing here takes the keyboard"]
    # It may have the keyboard already, and the page have been scrolled since by other means.
    wanted[0].clearFocus()
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    start = QApplication.focusWidget()
    if start is None:
        return ["the window does not take the keyboard"]
    found, met, here = [], [], start
    for _ in range(_MOST_TABS):
        met.append(here)
        if here.visibleRegion().isEmpty():
            found.append(f"focus goes where nobody sees it: {named(here)}")
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        # A date field has three parts, and Tab goes through them first.
        for _ in range(_MOST_PARTS if isinstance(here, QAbstractSpinBox) else 0):
            if after is here:
                QTest.keyClick(here, Qt.Key.Key_Tab)
                after = QApplication.focusWidget()
        if after is None or (after is here and len(wanted) > 1):
            return [*found, f"Tab stays in {named(here)}"]
        here = after
        if here is start:
            break
        if here in met:
            return [*found, f"Tab goes in a circle at {named(here)}"]
    groups = {_group(one) for one in met} - {None}
    for one in wanted:
        if one not in met and _group(one) not in groups:
            found.append(f"Tab never reaches {named(one)}")
    return found


def _group(widget: QWidget) -> QButtonGroup | None:
    """Radio buttons are one stop for Tab; arrow keys go on among them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group if group is not None and group.exclusive() else None


def clipped(window: QWidget, size: tuple[int, int]) -> list[str]:
    """Words without room, parts outside their parent or over one another, sideways scrolling."""
    found = []
    if window.width() > size[0] or window.height() > size[1]:
        found.append(f"the window grew to {window.width()} x {window.height()}")
    for widget in everything(window):
        found += _too_small(widget)
        if isinstance(widget, QAbstractScrollArea):
            bar = widget.horizontalScrollBar()
            is_meant = widget.property("scrolls_sideways") is True
            if bar.maximum() > bar.minimum() and not is_meant:
                found.append(f"scrolls sideways by {bar.maximum()}: {named(widget)}")
        found += _misplaced(widget)
    return found


def _too_small(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel) and widget.text():
        words = widget.text()
        metrics = widget.fontMetrics()
        if widget.wordWrap():
            widest = max(metrics.horizontalAdvance(word) for word in _unbroken(words))
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + 1:
                return [f"{needed} px high, has {widget.height()}: {named(widget)}"]
        else:
            widest = widget.sizeHint().width()
        if widest > widget.width() + 1:
            return [f"{widest} px wide, has {widget.width()}: {named(widget)}"]
    if isinstance(widget, QAbstractButton) and not _is_qts(widget):
        hint, size = widget.minimumSizeHint(), widget.size()
        wraps = widget.hasHeightForWidth()
        needed = widget.heightForWidth(size.width()) if wraps else hint.height()
        if hint.width() > size.width() + 1 or needed > size.height() + 1:
            return [f"needs {hint.width()} x {needed}, has {size.toTuple()}: {named(widget)}"]
    if isinstance(widget, QLineEdit):
        metrics = widget.fontMetrics()
        if widget.height() < metrics.height():
            return [f"too low for its letters: {named(widget)}"]
        if metrics.horizontalAdvance(widget.placeholderText()) > widget.width():
            return [f"too narrow for its placeholder: {named(widget)}"]
    return []


def _unbroken(words: str) -> list[str]:
    """Pieces between which a line may end; a zero-width space is such a place."""
    return ["", *re.split(r"[\s\u200b]+", words)]


def _misplaced(widget: QWidget) -> list[str]:
    """Children in a layout stay inside their parent and off one another."""
    layout = widget.layout()
    if layout is None or _is_qts(widget):
        return []
    inside = [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.geometry().isEmpty()
        # What floats (a focus ring, a toast) is placed by hand, and in no layout.
        and layout.indexOf(child) >= 0
    ]
    room = widget.rect()
    found = [
        f"outside {named(widget)}: {named(child)}"
        for child in inside
        if not room.adjusted(-1, -1, 1, 1).contains(child.geometry())
    ]
    for index, one in enumerate(inside):
        for other in inside[index + 1 :]:
            both: QRect = one.geometry().intersected(other.geometry())
            if both.width() > 1 and both.height() > 1 and not _stacked(widget):
                found.append(f"{named(one)} lies over {named(other)}")
    return found


def _stacked(widget: QWidget) -> bool:
    layout = widget.layout()
    return layout is not None and "Stacked" in layout.metaObject().className()


def _is_qts(widget: QWidget) -> bool:
    """Whether Qt made it as part of a calendar, a date field or a menu."""
    return widget.objectName().startswith("qt_")


def unplain(window: QWidget) -> list[str]:
    """Words that could be taken for markup, and fields from which an input method may learn."""
    found = []
    for label in window.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"not plain text: {named(label)}")
    for widget in everything(window):
        tip = widget.toolTip()
        if "<" in tip and not tip.startswith("<qt>"):
            found.append(f"tool tip taken for markup: {named(widget)}")
        edits = QLineEdit | QPlainTextEdit | QTextEdit
        writable = isinstance(widget, edits) and not widget.isReadOnly()
        if writable and not _is_qts(widget):
            hints = widget.inputMethodHints()
            if hints & PRIVATE != PRIVATE:
                found.append(f"an input method may learn from {named(widget)}")
        if isinstance(widget, QTextEdit) and _has_picture(widget.document()):
            found.append(f"shows a picture: {named(widget)}")
    return found


def _has_picture(document: QTextDocument) -> bool:
    block = document.begin()
    while block.isValid():
        piece = block.begin()
        while not piece.atEnd():
            if piece.fragment().charFormat().isImageFormat():
                return True
            piece += 1
        block = block.next()
    return False


def small_targets(window: QWidget) -> list[str]:
    """What is harder to hit than it should be.

    Source: WCAG 2.2, 2.5.8 Target Size (Minimum): 24 by 24 CSS pixels.
    """
    return [
        f"{widget.width()} x {widget.height()}: {named(widget)}"
        for widget in everything(window)
        if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit)
        and not _is_qts(widget)
        and min(widget.width(), widget.height()) < LEAST_TARGET
    ]


def moving(window: QWidget) -> list[str]:
    """Whatever keeps the screen busy."""
    found = [
        f"moves: {type(one).__name__} of {named(_owner(one))}"
        for one in window.findChildren(QAbstractAnimation)
        if one.state() == QAbstractAnimation.State.Running
    ]
    for timer in window.findChildren(QTimer):
        if timer.isActive() and not timer.isSingleShot() and timer.interval() < 250:
            found.append(f"ticks every {timer.interval()} ms: {named(_owner(timer))}")
    return found


def _owner(thing: object) -> QWidget:
    parent = thing.parent()  # type: ignore[attr-defined]
    return parent if isinstance(parent, QWidget) else QWidget()
