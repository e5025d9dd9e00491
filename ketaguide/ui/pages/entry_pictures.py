"""Body maps and drawings of an entry, as they were made; nothing is said about them."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ketaguide.content.pictures import BodyMap, clean_body, clean_drawing
from ketaguide.engine.outline import Row
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.body_parts import Legend
from ketaguide.ui.widgets.body_picture import BodyPicture
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.drawing_picture import DrawingPicture
from ketaguide.ui.widgets.labels import Small, Strong
from ketaguide.ui.widgets.sheet import strokes_of


def picture_cards(rows: Iterable[Row], *, look: Look) -> list[QWidget]:
    """A card for each that can be shown; words alone stand in the entry already."""
    return [card for row in rows if (card := _card(row, look=look)) is not None]


def _card(row: Row, *, look: Look) -> QWidget | None:
    card = Card(look=look, padding=28)
    card.setObjectName(f"picture_{row.prompt}")
    card.setAccessibleName(row.label)
    card.setAccessibleDescription(row.words)
    card.body.setSpacing(look.gap(10))
    card.body.addWidget(Strong(row.label, look=look))
    if row.kind == BodyMap.kind:
        body = clean_body(row.data)
        if body is None:
            return None
        card.body.addWidget(BodyPicture(body["regions"], look=look, height=360))
        card.body.addWidget(Legend(look=look))
        return card
    drawing = clean_drawing(row.data)
    if drawing is None or not drawing["strokes"]:
        return None
    card.body.addWidget(DrawingPicture(strokes_of(drawing["strokes"]), look=look))
    if drawing["title"]:
        card.body.addWidget(Small(drawing["title"], look=look))
    return card
