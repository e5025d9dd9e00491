"""Beginnings to borrow: pressed, they go where the cursor is, and the writing goes on behind."""

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.feelings import Chip


def starter_row(
    starters: tuple[str, ...], edit: QPlainTextEdit, *, prompt_id: str, look: Look
) -> ChipRow:
    """One chip for each beginning."""
    row = ChipRow(tr("Ways to begin"), look=look, parent=edit.parentWidget())
    for number, starter in enumerate(starters):
        chip = Chip(starter, look=look, is_choice=False, parent=row)
        chip.setObjectName(f"starter_{prompt_id}_{number}")
        chip.setAccessibleDescription(tr("Puts these words into the text"))
        chip.clicked.connect(partial(_put, edit, starter))
        row.add(chip)
    return row


def joined(before: str, starter: str) -> str:
    """What to insert behind ``before``, so that a starter never runs into other words.

    A sentence begins a line of its own; single words make a list with commas.
    """
    words = starter.removesuffix("...").removesuffix("…").rstrip()
    behind = " " if words != starter else ""
    if not before.strip():
        return words + behind
    if starter[:1].isupper() or behind:
        return "\n" + words + behind
    space = "" if before.endswith(" ") else " "
    mark = "" if before.rstrip().endswith((",", ".", ";", ":")) else ","
    return (mark + space if space else "") + words


def _put(edit: QPlainTextEdit, starter: str) -> None:
    cursor = edit.textCursor()
    before = cursor.block().text()[: cursor.positionInBlock()]
    cursor.insertText(joined(before, starter))
    edit.setTextCursor(cursor)
    edit.setFocus()
