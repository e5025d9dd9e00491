"""A letter that is never sent: a place to write, and three equal ways for it to end."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.content.acting import Letter
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.starters import starter_row
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.page_scroll import PageScroll
from ketaguide.ui.widgets.shred_ask import ShredAsk
from ketaguide.ui.widgets.stack import Stack

_SHRED = "shred"


@dataclass(frozen=True)
class _End:
    id: str
    label: str
    hint: str


class LetterView(PromptWidget):
    """How it ends can be chosen once something is written.

    Shredding takes the words at once, from here as well, and not only when the guide is finished.
    """

    def __init__(self, prompt: Letter, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        look = self.look
        part = QWidget(self.holder)
        self._written, self._ending = QWidget(part), QWidget(part)
        lines = prompt.lines
        self._edit = TextEdit(look=look, name=prompt.label, lines=lines, parent=self._written)
        self._edit.setObjectName(f"text_{prompt.id}")
        words = tr("What becomes of it")
        self._ends = Choices(_ends(), look=look, name=words, parent=self._ending)
        self._ends.setObjectName(f"ends_{prompt.id}")
        self._ask = ShredAsk(look=look, parent=part)
        self._gone = _Gone(prompt.id, kit=kit)
        column = Stack(part)
        column.setContentsMargins(0, look.gap(2), 0, 0)
        column.setSpacing(look.gap(18))
        for piece in (self._written, self._ending, self._ask, self._gone):
            column.addWidget(piece)
        self._lay(prompt)
        self.frame(part)
        self._edit.setAccessibleDescription(prompt.hint)
        self._edit.textChanged.connect(self._on_text_changed)
        self._ends.changed.connect(self._on_end_chosen)
        self._ask.leave_wanted.connect(self._on_left)
        self._ask.shred_wanted.connect(self._on_shred_wanted)
        self._gone.another_wanted.connect(self._on_another_wanted)
        self.show_value(None)

    def show_value(self, value: Value | None) -> None:
        given = value if isinstance(value, Mapping) else {}
        self._set_text(str(given.get("text", "")))
        end = str(given.get("end", ""))
        self._ends.set_value(None if end in ("", _SHRED) else end)
        self._show(is_gone=end == _SHRED)

    def first(self) -> QWidget | None:
        return self._gone.another if self._edit.isHidden() else self._edit

    def _lay(self, prompt: Letter) -> None:
        look = self.look
        above = Stack(self._written)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(look.gap(10))
        if prompt.starters:
            above.addWidget(
                starter_row(prompt.starters, self._edit, prompt_id=prompt.id, look=look)
            )
        above.addWidget(self._edit)
        below = Stack(self._ending)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(look.gap(8))
        below.addWidget(Strong(tr("What becomes of it?"), look=look))
        below.addWidget(Small(tr("If you choose nothing, it stays in the journal."), look=look))
        below.addWidget(self._ends)

    def _show(self, *, is_gone: bool = False) -> None:
        """Put on screen what there is to do now."""
        self._edit.setHidden(is_gone)
        self._written.setHidden(is_gone)
        self._ending.setHidden(is_gone or not self._edit.toPlainText().strip())
        self._ask.setHidden(self._ending.isHidden() or self._ends.value() != _SHRED)
        self._gone.setHidden(not is_gone)

    def _set_text(self, text: str) -> None:
        """As if newly opened: no way back to what stood here before."""
        self._edit.blockSignals(True)
        self._edit.setPlainText(text)
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._edit.blockSignals(False)

    def _tell(self) -> None:
        """Shredding is not an end before it was said twice."""
        text, end = self._edit.toPlainText(), self._ends.value()
        chosen = end if end in ("keep", "seal") else ""
        self.answered.emit({"text": text, "end": chosen} if text else None)

    def _on_text_changed(self) -> None:
        self._show()
        self._tell()

    def _on_end_chosen(self, end: object) -> None:
        """The keyboard stays: arrows go over all three, and only looking at one asks nothing."""
        self._tell()
        self._show()
        if end == _SHRED:
            self._ask.say()
            # Its place is known once the layouts have taken it in.
            QTimer.singleShot(0, self, self._bring_ask)

    def _bring_ask(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, PageScroll):
            above = above.parentWidget()
        if above is not None and not self._ask.isHidden():
            above.ensureWidgetVisible(self._ask)

    def _on_left(self) -> None:
        self._ends.set_value(None)
        self._show()
        self._ends.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_shred_wanted(self) -> None:
        self._set_text("")
        self._ends.set_value(None)
        self._show(is_gone=True)
        self.answered.emit({"text": "", "end": _SHRED})
        self._gone.another.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._gone, self._gone.accessibleName())

    def _on_another_wanted(self) -> None:
        self._show()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit(None)


class _Gone(Card):
    """What stands where a letter was."""

    def __init__(self, prompt_id: str, *, kit: PromptKit) -> None:
        super().__init__(look=kit.look, tone="soft", padding=22)
        words = tr("The letter is shredded. Your record will only say that one was let go.")
        self.setAccessibleName(words)
        self.another = Button(tr("Write another letter"), look=kit.look, kind="link")
        self.another.setObjectName(f"another_{prompt_id}")
        self.another_wanted = self.another.clicked
        self.body.addWidget(Body(words, look=kit.look))
        self.body.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeading)


def _ends() -> tuple[_End, ...]:
    """Three equal ways, each with all that it does."""
    return (
        _End(
            "keep",
            tr("Keep it in the journal"),
            tr("It is part of this entry. The search finds it. You can delete it later."),
        ),
        _End(
            "seal",
            tr("Seal it"),
            tr(
                "It goes to a quiet place in the journal. This entry says only that there is a "
                "sealed letter, and the search does not find it. You can open it when you like."
            ),
        ),
        _End(
            "shred",
            tr("Shred it"),
            tr(
                "Its words go for good: from the journal, the search, the history and the "
                "drafts. Older backups keep a copy until they age out. You are asked once more."
            ),
        ),
    )
