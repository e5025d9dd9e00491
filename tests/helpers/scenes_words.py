"""The scenes of the first hours: First words by tapping, and the page for whoever stays."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.content import sitter
from ketaguide.content.sitter import Known
from ketaguide.flows import clinic_pack
from ketaguide.paper import sitter_sheet
from ketaguide.ui.room import Room
from tests.helpers.clinics import looked_at
from tests.helpers.printed import printed_page
from tests.helpers.rooms import core_catalogue
from tests.helpers.scene_makers import answer, gate, guide, layer
from tests.helpers.stage import Scene, both, press, wait
from tests.helpers.vaults import ZONE

# Rowan's coming session began an hour and a half before.
_AFTER = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
_ID = "first-words"
_EASING = {"effects": "easing"}


def words_scenes() -> tuple[Scene, ...]:
    words = gate(vault=True, notes=True)
    strong = {"effects": "still-strong"}
    return (
        Scene("words-easing", guide(_ID), "demo", now=_AFTER),
        Scene("words-rest", guide(_ID, "rest", **strong), "demo", now=_AFTER),
        Scene("words-rest-past", _past, "demo", now=_AFTER + timedelta(hours=3)),
        Scene("words-rest-alone", guide(_ID, "rest", rest_word="alone", **strong), "empty"),
        Scene("words-with", guide(_ID, "with", someone="alone", **_EASING), "demo", now=_AFTER),
        Scene(
            "words-body",
            guide(_ID, "tap-body", body_words=["heavy", "soft"], **_EASING),
            "demo",
            now=_AFTER,
        ),
        Scene(
            "words-body-sick",
            guide(_ID, "tap-body", body_words=["sick"], **_EASING),
            "demo",
            now=_AFTER,
        ),
        Scene("words-mood", guide(_ID, "tap-mood", **_EASING), "demo", now=_AFTER),
        Scene("words-pictures", guide(_ID, "tap-pictures", **_EASING), "demo", now=_AFTER),
        Scene("words-feelings", guide(_ID, "feelings", **_EASING), "demo", now=_AFTER),
        Scene(
            "words-feelings-family",
            guide(_ID, "feelings", **_EASING),
            "demo",
            press("family_tender"),
            now=_AFTER,
        ),
        Scene("words-line", guide(_ID, "line", **_EASING), "demo", now=_AFTER),
        Scene("words-close", guide(_ID, "close", **_EASING), "demo", now=_AFTER),
        Scene("words-later", guide(_ID), "demo", now=_AFTER + timedelta(days=3)),
        Scene("words-ground", layer("ground-dark"), "demo", press("ground_next")),
        Scene("sitter", layer("sitter", unlocked=False)),
        Scene("sitter-known", layer("sitter"), "demo", press("sitter_looked")),
        *(Scene(f"paper-sitter-{n + 1}", partial(_paper, number=n)) for n in range(2)),
        Scene("words-locked", words, act=press("first_words")),
        Scene(
            "words-locked-rest",
            words,
            act=both(
                press("first_words"), press("tap_still-strong"), press("tap_heavy"), wait(900)
            ),
        ),
    )


def _past(room: Room) -> QWidget:
    """The clinic said two hours; more have gone by."""
    keep = partial(clinic_pack.take, incoming=looked_at(), now=room.clock.now(), zone=ZONE)
    answer(room, keep)
    return guide(_ID, "rest", effects="still-strong")(room)


def draw_sitter(device: Any) -> None:
    """As the lock screen's page for whoever stays prints it."""
    page = sitter.page(core_catalogue().lines("sitter"), Known("112"))
    sitter_sheet.draw(page, device, notes="When I looked, and what I saw")


def _paper(_room: Room, *, number: int) -> QWidget:
    return printed_page(draw_sitter, sitter_sheet.MARGIN_MM, count=2, number=number)
