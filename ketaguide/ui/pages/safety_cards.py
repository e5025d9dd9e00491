"""Cards of the safety page and its sheets: people, clinic and plan, as they may be seen now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ketaguide.base.safety_card import CardPart, SafetyCard
from ketaguide.base.text import tr
from ketaguide.content.plan import sections
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.stack import Stack

Lines = Mapping[str, Mapping[str, str]]


def column(look: Look, *, gap: int = 8) -> tuple[QWidget, Stack]:
    """A holder without sides, and its layout."""
    holder = QWidget()
    body = Stack(holder)
    body.setContentsMargins(0, 0, 0, 0)
    body.setSpacing(look.gap(gap))
    return holder, body


def people_list(card: SafetyCard | None, *, lines: Lines, look: Look) -> QWidget:
    """The person's own people, or why none of them show.

    Args:
        card: None where nothing may be seen.
        lines: of ``words/grounding.toml``.
    """
    holder, body = column(look)
    people = card.people if card else ()
    for one in people:
        body.addWidget(
            PhoneLine(one.name, one.phone, look=look, relation=one.relation, role="title")
        )
    if not people:
        may_see = card is not None and card.shows_people
        words = lines["safety"]["people-none" if may_see else "people-locked"]
        body.addWidget(Body(words, look=look))
    return holder


def clinic_lines(card: SafetyCard | None, *, number: str, lines: Lines, look: Look) -> QWidget:
    """Whom the clinic says to ring, then its own number.

    Args:
        number: the emergency number.
        lines: of ``words/grounding.toml``.
    """
    holder, body = column(look)
    words, theirs = lines["safety"], tr("From your clinic")
    for rung in card.ladder if card else ():
        body.addWidget(PhoneLine(rung.label, rung.number, look=look, relation=theirs))
    if card is not None and card.clinic_phone:
        name = card.clinic_name or tr("Your clinic")
        relation = theirs if card.clinic_given else ""
        line = PhoneLine(name, card.clinic_phone, look=look, relation=relation)
        line.setObjectName("safety_clinic")
        body.addWidget(line)
        body.addWidget(Body(words["clinic-body"], look=look))
    if card is not None and (card.clinic_phone or card.ladder):
        last = words["clinic-no-answer"].replace("{number}", number)
        body.addWidget(Small(last, look=look))
    else:
        body.addWidget(Body(words["clinic-none"], look=look))
    return holder


def plan_list(parts: tuple[CardPart, ...], *, lines: Lines, look: Look, wide: bool) -> QWidget:
    """What the person wrote, section by section, in the plan's order; empty ones are left out.

    Args:
        lines: of ``words/safety.toml``.
        wide: two columns where there is room.
    """
    holder, body = column(look, gap=16)
    written = {part.id: part.text.strip() for part in parts}
    shown = [one for one in sections(lines) if written.get(one.id)]
    for first in range(0, len(shown), 2):
        row = Columns(look=look, at=560 if wide else 100_000)
        for one in shown[first : first + 2]:
            box, inner = column(look, gap=2)
            inner.addWidget(Strong(one.title, look=look))
            inner.addWidget(Body(written[one.id], look=look))
            box.setAccessibleName(tr("{title}: {text}", title=one.title, text=written[one.id]))
            row.add(box)
        if wide and len(shown) > 1 and first + 1 == len(shown):
            row.add(QWidget())
        body.addWidget(row)
    return holder
