"""A label, the thing it names, a hint, and what is wrong with it."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Label, Small, Strong
from ketaguide.ui.widgets.stack import Stack


class Field(QWidget):
    """Names ``edit`` for the eye and for a screen reader; the label is its buddy.

    Hint and problem are also the edit's accessible description.
    """

    def __init__(
        self,
        label: str,
        edit: QWidget | None,
        *,
        look: Look,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        edit: None where it is built inside the field, and handed to ``put`` afterwards.
        """
        super().__init__(parent)
        self.edit: QWidget
        self._hint = hint
        self._mark: Label | None = None
        self.label: Label = Strong(label)
        # Never setVisible(True) here: without a parent yet, it would open a window of its own.
        if not label:
            self.label.hide()
        self._hint_label = Small(hint)
        if not hint:
            self._hint_label.hide()
        self._problem = Small("", tone="danger")
        self._problem.hide()
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(6))
        for part in (self.label, self._hint_label, self._problem):
            self._column.addWidget(part)
        if edit is not None:
            self.put(edit)

    def put(self, edit: QWidget) -> None:
        """Name this, and show it between hint and problem."""
        self.edit = edit
        self.label.setBuddy(edit)
        if self.label.text():
            edit.setAccessibleName(self.label.text())
        edit.setAccessibleDescription(self._hint)
        self.setFocusProxy(edit)
        self._column.insertWidget(self._column.indexOf(self._problem), edit)

    def set_error(self, problem: str) -> None:
        """Say under the field what to change; an empty text clears it."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._describe()
        if isinstance(self.edit, QLineEdit | QPlainTextEdit):
            self.edit.setProperty("invalid", bool(problem))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def set_mark(self, words: str) -> None:
        """Say above the edit where its text is from; an empty text takes that back."""
        if self._mark is None:
            if not words:
                return
            self._mark = Small("", tone="session")
            self._column.insertWidget(self._column.indexOf(self.edit), self._mark)
        self._mark.setText(words)
        self._mark.setVisible(bool(words))
        self._describe()

    def _describe(self) -> None:
        mark = self._mark.text() if self._mark is not None else ""
        words = (self._problem.text(), mark, self._hint)
        self.edit.setAccessibleDescription(" ".join(filter(None, words)))

    @property
    def error(self) -> str:
        return self._problem.text()
