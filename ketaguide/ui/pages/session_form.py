"""The form of a session's plan. It asks for no amounts: those are the prescriber's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages import session_values, session_words
from ketaguide.ui.pages.session_when import SessionWhen
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Small, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack


class SessionForm(QWidget):
    """Speaks in plain texts (``session_values``); knows no vault."""

    changed = Signal()
    take_over_wanted = Signal()

    def __init__(self, *, look: Look, with_day: bool = True, parent: QWidget | None = None) -> None:
        """Args:
        with_day: without it the form says only what holds for several sessions alike.
        """
        super().__init__(parent)
        self._look = look
        self._with_day = with_day
        self._edits: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._fields: dict[str, Field] = {}
        self._given: Mapping[str, str] = {}
        self._is_filling = False
        self.when = SessionWhen(look=look)
        self._route = Choices(session_words.routes(), look=look, name=tr("How it is given"))
        self._route.setObjectName("session_route")
        words = tr(
            "At home, most clinics want an adult with you and a number that someone answers. "
            "Ask yours what they need."
        )
        self._at_home = IconLine("house", words, look=look, color="session")
        self._at_home.setObjectName("session_at_home")
        self._take_over = Button("", look=look, kind="link", icon="copy")
        self._take_over.setObjectName("session_take_over")
        self._take_over.hide()
        self._use_rules = Button("", look=look, kind="link", icon="copy")
        self._use_rules.setObjectName("session_use_rules")
        self._use_rules.hide()
        left, right = _column(look), _column(look)
        for card in (self._when_card(), self._people_card(), self._route_card()):
            left[1].addWidget(card)
        right[1].addWidget(self._clinic_card())
        pair = Columns(look=look, at=820, gap=20)
        pair.add(left[0])
        pair.add(right[0])
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pair)
        self.setFocusProxy(self.when if with_day else self._edits["place"])
        self.when.changed.connect(self._on_touched)
        self._route.changed.connect(self._on_touched)
        self._take_over.clicked.connect(self.take_over_wanted)
        self._use_rules.clicked.connect(self._on_use_rules_clicked)

    def values(self) -> dict[str, str]:
        texts = {name: _text(edit) for name, edit in self._edits.items()}
        return {**texts, **self.when.values(), "route": str(self._route.value() or "")}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show them without announcing it."""
        self._is_filling = True
        self.when.set_values(values)
        self._route.set_value(values["route"] or None)
        for name, edit in self._edits.items():
            if isinstance(edit, QLineEdit):
                edit.setText(values[name])
            else:
                edit.setPlainText(values[name])
        self._is_filling = False
        self._follow()

    def offer_clinic(self, words: str) -> None:
        """Offer to take over what was noted for another session; empty takes the offer back."""
        self._take_over.set_words(words)
        self._take_over.setVisible(bool(words))

    def show_given(self, given: Mapping[str, str]) -> None:
        """Mark what the clinic gave for as long as it is unchanged; offer its rules for the rest.

        Args:
            given: by the name of the field; empty where the clinic said nothing.
        """
        self._given = given
        self._follow()

    def say_when(self, now: datetime) -> None:
        self.when.say(now)

    def _when_card(self) -> Card:
        title = tr("When and where") if self._with_day else tr("Where")
        card = self._card("session_when_card", title)
        if self._with_day:
            card.body.addWidget(self.when)
        self._line(card, "place", tr("Place"))
        return card

    def _people_card(self) -> Card:
        card = self._card("session_people_card", tr("People"))
        self._line(card, "with_whom", tr("Who is with me"))
        self._line(card, "ride_home", tr("How I get home"))
        return card

    def _route_card(self) -> Card:
        card = self._card("session_route_card", tr("How it is given"))
        card.body.addWidget(self._route)
        card.body.addWidget(self._at_home)
        self._line(card, "route_note", tr("A note on that"))
        return card

    def _clinic_card(self) -> Card:
        card = self._card("session_clinic_card", tr("My clinic"))
        card.body.addWidget(self._take_over, 0, Qt.AlignmentFlag.AlignLeft)
        self._line(card, "clinic_name", tr("Name"))
        self._line(
            card, "clinic_phone", tr("Phone"), hint=tr("The number someone answers on the day.")
        )
        card.body.addSpacing(self._look.gap(12))
        card.body.addWidget(Title(tr("Its own rules"), look=self._look))
        card.body.addWidget(
            Small(
                tr(
                    "Copy what your clinic told you. KetaGuide has no rules of its own; "
                    "where you are not sure, ask them."
                ),
                look=self._look,
            )
        )
        card.body.addWidget(self._use_rules, 0, Qt.AlignmentFlag.AlignLeft)
        for name, label in (
            ("rule_food", tr("Food")),
            ("rule_drink", tr("Drink")),
            ("rule_medicines", tr("Medicines")),
            ("rule_driving", tr("Driving")),
            ("rule_other", tr("Anything else")),
        ):
            self._text(card, name, label)
        return card

    def _card(self, name: str, title: str) -> Card:
        card = Card(look=self._look, padding=20)
        card.setObjectName(name)
        card.setAccessibleName(title)
        card.body.setSpacing(self._look.gap(12))
        card.body.addWidget(Title(title, look=self._look))
        return card

    def _line(self, card: Card, name: str, label: str, *, hint: str = "") -> None:
        edit = LineEdit(look=self._look)
        edit.textChanged.connect(self._on_touched)
        self._put(card, name, edit, Field(label, edit, look=self._look, hint=hint))

    def _text(self, card: Card, name: str, label: str) -> None:
        edit = TextEdit(look=self._look, lines=2)
        edit.textChanged.connect(self._on_touched)
        self._put(card, name, edit, Field(label, edit, look=self._look))

    def _put(self, card: Card, name: str, edit: QLineEdit | QPlainTextEdit, field: Field) -> None:
        edit.setObjectName(f"session_{name}")
        self._edits[name], self._fields[name] = edit, field
        card.body.addWidget(field)

    def _follow(self) -> None:
        self._at_home.setVisible(self._route.value() == "lozenge")
        for name in session_values.CLINIC:
            theirs = self._given.get(name, "")
            is_theirs = bool(theirs) and _text(self._edits[name]).strip() == theirs
            self._fields[name].set_mark(tr("From your clinic") if is_theirs else "")
        clinic, own = self._given.get("clinic_name", ""), _text(self._edits["clinic_name"]).strip()
        words = tr("Use your clinic's rules")
        if own and own.casefold() != clinic.casefold():
            words = tr("Use the rules of {clinic}", clinic=clinic)
        self._use_rules.set_words(words)
        self._use_rules.setVisible(bool(self._left_empty()))

    def _left_empty(self) -> list[str]:
        """The rules that the clinic gave and the plan does not say."""
        rules = (name for name in session_values.CLINIC if name.startswith("rule_"))
        return [n for n in rules if self._given.get(n) and not _text(self._edits[n]).strip()]

    def _on_use_rules_clicked(self) -> None:
        """What the person wrote themselves stays; the keyboard goes to the first that came."""
        names = self._left_empty()
        self.set_values({**self.values(), **{name: self._given[name] for name in names}})
        self._edits[names[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_touched(self) -> None:
        if self._is_filling:
            return
        self._follow()
        self.changed.emit()


def _text(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def _column(look: Look) -> tuple[QWidget, Stack]:
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.gap(16))
    return holder, column
