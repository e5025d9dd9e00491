"""The scenes of the safety page and what belongs to it: plan, when to call, what goes on paper."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ketaguide.base.safety_card import CardPart, CardPerson, CardRung, SafetyCard, write_card
from ketaguide.base.settings import Settings
from ketaguide.content.calls import tiers
from ketaguide.paper import sheet, wallet_card
from ketaguide.paper.call_list import CallList
from ketaguide.paper.call_list import draw as draw_list
from ketaguide.paper.wallet_card import WalletCard
from ketaguide.ui.layers import make_layer
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from tests.helpers.rooms import core_catalogue
from tests.helpers.scene_makers import Make, layer
from tests.helpers.stage import Scene, both, press, write

_CARD = SafetyCard(
    "Linden Clinic",
    "020 7946 0190",
    (CardPerson("Sam", "shares my flat", "020 7946 0113"), CardPerson("Mira", "", "020 7946 0127")),
    plan=(CardPart("helps", "The long way round the park."), CardPart("ask", "First Sam.")),
    shows_plan=True,
)


def safety_scenes() -> tuple[Scene, ...]:
    locked, here = layer("safety", unlocked=False), living_in("gb")
    reason = both(press("choice_way"), press("choice_burden"))
    return (
        Scene("safety", layer("safety"), "demo"),
        Scene("safety-country", here("safety"), "demo"),
        Scene("safety-no-lines", living_in("jp")("safety"), "empty"),
        Scene("safety-empty", layer("safety"), "empty"),
        Scene("safety-locked", locked),
        Scene("safety-locked-all", living_in("gb", card=_CARD)("safety", unlocked=False)),
        Scene("plan", layer("plan"), "demo"),
        Scene("plan-empty", layer("plan"), "empty", _begin_sentence),
        Scene("plan-locked", living_in("", card=_CARD)("plan", unlocked=False)),
        Scene("calls", layer("calls"), "demo"),
        Scene("calls-found", layer("calls"), "demo", write("calls_search", "sleep")),
        Scene("calls-nothing", layer("calls", unlocked=False), "", write("calls_search", "zebra")),
        Scene("hard", layer("hard"), "demo"),
        Scene("hard-now", layer("hard"), "demo", press("choice_now")),
        Scene("hard-plan", layer("hard"), "demo", press("choice_plan")),
        Scene("hard-lines", living_in("de")("hard", unlocked=False), "", press("choice_lines")),
        Scene("hard-way", layer("hard"), "demo", reason),
        Scene("wallet", here("wallet"), "demo", press("wallet_plan")),
        Scene("paper-wallet", lambda _room: _page(_draw_wallet, wallet_card.MARGIN_MM)),
        Scene("paper-calls", lambda _room: _page(_draw_list, sheet.MARGIN_MM)),
    )


def living_in(country: str, *, card: SafetyCard | None = None) -> Callable[..., Make]:
    """Layers of someone who chose this country.

    Args:
        card: what they let lie outside the vault.
    """

    def of(name: str, *, unlocked: bool = True) -> Make:
        def make(room: Room) -> QWidget:
            # Its own file: the other scenes share one.
            settings = Settings(room.places.settings_file)
            settings.change("country", country)
            if card is not None:
                write_card(room.places.state, card)
            return make_layer(name, replace(room, settings=settings), unlocked=unlocked)

        return make

    return of


def _begin_sentence(window: MainWindow) -> None:
    press("plan_starter")(window)
    for edit in window.findChildren(QPlainTextEdit, "plan_text")[:1]:
        edit.insertPlainText("the phone, and the plants get dry.")


def _page(draw: Callable[..., None], margin: float) -> QWidget:
    """What a printer would get, at 96 dots an inch."""
    millimetre = 96 / 25.4
    paper = QPixmap(round(210 * millimetre), round(297 * millimetre))
    paper.fill(QColor("#ffffff"))
    painter = QPainter(paper)
    painter.translate(margin * millimetre, margin * millimetre)
    inside = QPixmap(round((210 - 2 * margin) * millimetre), round((297 - 2 * margin) * millimetre))
    inside.fill(QColor("#ffffff"))
    draw(inside)
    painter.drawPixmap(QRectF(inside.rect()), inside, QRectF(inside.rect()))
    painter.end()
    shown = QLabel()
    shown.setPixmap(paper)
    return shown


def _draw_wallet(device: QPixmap) -> None:
    card = WalletCard(
        title="If I need someone",
        emergency="Emergency: 999",
        people=(*_CARD.people, CardPerson("Ines, who has a very long name", "", "020 7946 0158")),
        clinic=("Linden Clinic", "020 7946 0190"),
        lines=(("Crisis line, not checked", "116 123"),),
        back_title="What helps me",
        back="The long way round the park, even in rain. " * 9,
        marks="Cut along the line, fold in the middle.",
    )
    wallet_card.draw(card, device)  # type: ignore[arg-type]


def _draw_list(device: QPixmap) -> None:
    lines = core_catalogue().lines("calls")
    calls = CallList(
        title=lines["page"]["title"],
        unsure=lines["page"]["unsure"],
        lead=lines["page"]["lead"],
        tiers=tiers(lines, number="112"),
        ladder_title=lines["page"]["ladder"],
        ladder=(CardRung("Night desk", "020 7946 0191"),),
        clinic=CardRung("Linden Clinic", "020 7946 0190"),
        notes=(lines["page"]["no-answer"], lines["page"]["medicines"]),
    )
    draw_list(calls, device)  # type: ignore[arg-type]
