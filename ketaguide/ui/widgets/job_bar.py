"""Long work under way: in words, how far it is, and a way to call it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.jobs import Job


class JobBar(QWidget):
    """Hidden until ``start``; ``follow`` gives it the work, ``stop`` ends it."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_bar")
        self._job: Job | None = None
        self._is_running = False
        self._words = Body("")
        self._bar = _Bar(look=look)
        self.cancel = Button(tr("Cancel"), look=look, kind="quiet")
        self.cancel.setObjectName("job_cancel")
        self.cancel.clicked.connect(self._on_cancel_clicked)
        layout = Stack(self)
        layout.setContentsMargins(0, look.gap(4), 0, look.gap(4))
        layout.setSpacing(look.gap(8))
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def is_running(self) -> bool:
        return self._is_running

    @property
    def words(self) -> str:
        return self._words.text()

    def start(self, words: str, *, can_cancel: bool = True) -> None:
        """Show what is being done; a second start goes on to the next part of it."""
        self._is_running = True
        self._job = None
        self._words.setText(words)
        self.setAccessibleName(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.cancel.setVisible(can_cancel)
        self.show()
        announce(self, words)

    def follow(self, job: Job) -> None:
        """Show this work's progress; it may have ended already."""
        if self._is_running:
            self._job = job
            job.progress.connect(self._on_progress)

    def stop(self) -> None:
        self._is_running = False
        self._job = None
        self.hide()

    def _on_progress(self, done: int, total: int) -> None:
        if self._is_running and total > 0:
            # Pages and bytes can be more than an int of Qt holds.
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, done * 1000 // total))

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self._words.setText(tr("Stopping. This takes a moment."))
            self._job.cancel()


class _Bar(QProgressBar):
    """Painted like the rest; for a screen reader it is what it is."""

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(60), self._look.px(10))

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, area = self._look, QRectF(self.rect())
        painter = paint.start(self)
        end = area.height() / 2
        line = look.color("line_strong")
        paint.box(painter, area, radius=end, fill=look.color("sunk"), line=line)
        if self.maximum() > 0 and self.value() > 0:
            filled = QRectF(area)
            filled.setWidth(max(area.height(), area.width() * self.value() / self.maximum()))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                filled.moveRight(area.right())
            paint.box(painter, filled, radius=end, fill=look.color("primary"))
        painter.end()
