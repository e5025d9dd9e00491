"""Things to tick off, and room for one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.choices import Named
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.rows import CheckRow


@dataclass
class _Own:
    label: str
    holder: QWidget
    row: CheckRow


class CheckList(QWidget):
    """Rows with check boxes; with ``own``, a line below adds more and each of those can go.

    ``changed`` carries ``{"ticked": [ids], "own": [{"label": str, "ticked": bool}]}``.
    """

    changed = Signal(object)

    def __init__(
        self,
        items: Iterable[Named],
        *,
        look: Look,
        own: bool = True,
        most: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._most = most
        self._rows: dict[str, CheckRow] = {}
        self._own: list[_Own] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.gap(8))
        for item in items:
            hint = str(getattr(item, "hint", ""))
            row = CheckRow(item.label, look=look, hint=hint, parent=self)
            row.setObjectName(f"check_{item.id}")
            row.clicked.connect(self._on_changed)
            self._rows[item.id] = row
            self._layout.addWidget(row)
        self._adder = QWidget(self)
        words = tr("Something of your own")
        self._line = LineEdit(look=look, placeholder=words, parent=self._adder)
        self._line.setObjectName("own_line")
        self._line.setMaxLength(300)
        self._line.installEventFilter(self)
        self._add = Button(tr("Add"), look=look, icon="plus", parent=self._adder)
        self._add.setObjectName("own_add")
        self._add.clicked.connect(self._on_add_clicked)
        adder = QHBoxLayout(self._adder)
        adder.setContentsMargins(0, 0, 0, 0)
        adder.addWidget(self._line, 1)
        adder.addWidget(self._add)
        self._layout.addWidget(self._adder)
        self._adder.setVisible(own)
        if self._rows:
            self.setFocusProxy(next(iter(self._rows.values())))

    def value(self) -> dict[str, Any]:
        return {
            "ticked": [name for name, row in self._rows.items() if row.isChecked()],
            "own": [{"label": own.label, "ticked": own.row.isChecked()} for own in self._own],
        }

    def set_value(self, value: Mapping[str, Any] | None) -> None:
        """Show an answer without announcing it; None clears."""
        given = value or {}
        ticked = given.get("ticked", ())
        for name, row in self._rows.items():
            row.setChecked(name in ticked)
        for own in list(self._own):
            self._drop(own)
        for line in given.get("own", ()):
            self._put(str(line["label"]), ticked=bool(line["ticked"]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the own line adds it, and does not press the page's main button."""
        if (
            watched is self._line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self._line.text().strip()
        ):
            self._on_add_clicked()
            return True
        return False

    def _on_add_clicked(self) -> None:
        label = " ".join(self._line.text().split())
        if not label or len(self._own) >= self._most:
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._put(label, ticked=True)
        self._line.clear()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _on_changed(self) -> None:
        self.changed.emit(self.value())

    def _on_remove_clicked(self) -> None:
        pressed = self.sender()
        for own in list(self._own):
            if own.holder is pressed.parent():
                self._line.setFocus(Qt.FocusReason.OtherFocusReason)
                self._drop(own)
                self._on_changed()

    def _put(self, label: str, *, ticked: bool) -> None:
        holder = QWidget(self)
        row = CheckRow(label, look=self._look, parent=holder)
        row.setObjectName("own_row")
        row.setChecked(ticked)
        row.clicked.connect(self._on_changed)
        words = tr("Remove {line}", line=label)
        remove = IconButton("x", words, look=self._look, parent=holder)
        remove.setObjectName("own_remove")
        remove.clicked.connect(self._on_remove_clicked)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(row, 1)
        line.addWidget(remove)
        self._layout.insertWidget(self._layout.count() - 1, holder)
        self._own.append(_Own(label, holder, row))
        # Tab goes through the lines in the order in which they stand.
        QWidget.setTabOrder(row, remove)
        QWidget.setTabOrder(remove, self._line)

    def _drop(self, own: _Own) -> None:
        self._own.remove(own)
        self._layout.removeWidget(own.holder)
        own.holder.hide()
        own.holder.deleteLater()
