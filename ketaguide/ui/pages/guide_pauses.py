"""What a guide shows instead of a step when looking has become too much."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.safety_card import CardPerson, SafetyCard
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Heading, Lead, Strong
from ketaguide.ui.widgets.phone import PhoneLine

Lines = Mapping[str, str]


class GroundFirst(QWidget):
    """After the first high rating: the room first, then the same question again."""

    ground_wanted = Signal()

    def __init__(self, lines: Lines, *, look: Look) -> None:
        super().__init__()
        self.setObjectName("ground_first")
        self.setAccessibleName(lines["title"])
        self.spoken = f"{lines['title']} {lines['body']}"
        self.again, self.stop = lines["again"], lines["stop"]
        column = _column(self, look)
        column.addSpacing(look.gap(24))
        column.addWidget(Heading(lines["title"], look=look))
        column.addWidget(Lead(lines["body"], look=look))
        self.ground = Button(lines["go"], look=look, kind="primary", icon="wind")
        self.ground.setObjectName("ground_first_go")
        self.ground.clicked.connect(self.ground_wanted)
        column.addWidget(self.ground, 0, Qt.AlignmentFlag.AlignLeading)


class EnoughForToday(QWidget):
    """After the stop rule: what was written is kept, and who could be rung."""

    ground_wanted = Signal()

    def __init__(self, lines: Lines, card: SafetyCard, *, number: str, look: Look) -> None:
        super().__init__()
        self.setObjectName("enough_for_today")
        self.setAccessibleName(lines["title"])
        self.spoken = f"{lines['title']} {lines['body']} {lines['kept']}"
        column = _column(self, look)
        column.addWidget(Heading(lines["title"], look=look))
        # Above all that follows: someone close to harming themselves may read no further.
        emergency = lines["emergency"].replace("{number}", number)
        column.addWidget(Strong(emergency, look=look, tone="danger"))
        column.addWidget(Lead(f"{lines['body']} {lines['kept']}", look=look))
        self.ground = Button(lines["ground"], look=look, icon="wind")
        self.ground.setObjectName("enough_ground")
        self.ground.clicked.connect(self.ground_wanted)
        column.addWidget(self.ground, 0, Qt.AlignmentFlag.AlignLeading)
        # One's own people first: few who are at their limit ring a service.
        if card.people:
            column.addWidget(_phones(lines["people"], card.people, look=look))
        if card.clinic_phone:
            clinic = CardPerson(card.clinic_name, phone=card.clinic_phone)
            column.addWidget(_phones(lines["clinic"], (clinic,), look=look))
        else:
            column.addWidget(Body(lines["no-clinic"], look=look))
        when = lines["when-to-call"].replace("{number}", number)
        column.addWidget(Body(when, look=look))
        column.addWidget(Body(lines["later"], look=look, tone="muted"))


def _phones(title: str, people: tuple[CardPerson, ...], *, look: Look) -> Card:
    card = Card(look=look, tone="soft", padding=18)
    card.body.addWidget(Body(title, look=look, tone="muted"))
    for one in people:
        line = PhoneLine(one.name, one.phone, look=look, relation=one.relation, role="title")
        card.body.addWidget(line)
    return card


def _column(widget: QWidget, look: Look) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.gap(16))
    return column
