"""Something in KetaGuide itself broke: said plainly, with a way out that keeps what was written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Heading, Small
from ketaguide.ui.widgets.stack import Stack

Then = Callable[[object], None]


class CrashDialog(QDialog):
    """The report holds versions and places in our own code, none of the person's words."""

    def __init__(self, parent: QWidget, *, report: str, look: Look) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle("KetaGuide")
        self.setModal(True)
        self._report = report
        self._text = QPlainTextEdit(report)
        self._text.setObjectName("crash_report")
        self._text.setAccessibleName(tr("Report"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.px(13))
        self._text.setFont(font)
        self._text.setFixedHeight(look.px(130))
        self._text.setProperty("own_ring", True)
        self._copy = Button(tr("Copy the report"), look=look, icon="copy")
        self._copy.setObjectName("crash_copy")
        self._lock = Button(tr("Lock now"), look=look, kind="primary", icon="lock")
        self._lock.setObjectName("crash_lock")
        self._lock.setDefault(True)
        self._copied = Small("", look=look)
        column = Stack(self)
        side = look.gap(24)
        column.setContentsMargins(side, side, side, look.gap(12))
        column.setSpacing(look.gap(12))
        column.addWidget(Heading(tr("Something in KetaGuide broke"), look=look))
        column.addWidget(Body(_what(), look=look))
        column.addWidget(Body(_report_line(), look=look, tone="muted"))
        column.addWidget(self._text)
        column.addWidget(Bar([self._copy], self._copied, [self._lock], look=look))
        self.resize(min(look.px(620), parent.width()), self.sizeHint().height())
        self._copy.clicked.connect(self._on_copy_clicked)
        self._lock.clicked.connect(self.accept)
        self._lock.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, parent: QWidget, *, report: str, look: Look, then: Then) -> CrashDialog:
        """Show it over ``parent``; ``then`` gets None once it was left, however it was left.

        A second problem while the first is on screen opens no second dialog.
        """
        open_now = parent.findChild(cls)
        if open_now is not None:
            return open_now
        dialog = cls(parent, report=report, look=look)

        def finished(_result: int) -> None:
            dialog.deleteLater()
            then(None)

        dialog.finished.connect(finished)
        dialog.open()
        return dialog

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copied.setText(tr("Copied."))


def _what() -> str:
    return tr(
        "This is a fault of the program, not of yours. What you typed is in the vault, up to "
        "about the last second. Lock now and unlock again to go on."
    )


def _report_line() -> str:
    return tr("This report says where it broke. It holds none of your words.")
