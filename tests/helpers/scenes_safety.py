"""The scenes of the safety page and what belongs to it: plan, when to call, what goes on paper."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ketaguide.base.safety_card import CardPart, CardPerson, CardRung, SafetyCard, write_card
from ketaguide.base.settings import Settings
from ketaguide.content.calls import tiers
from ketaguide.paper import call_list, wallet_card
from ketaguide.paper.call_list import CallList
from ketaguide.paper.wallet_card import WalletCard
from ketaguide.ui.layers import make_layer
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from tests.helpers.printed import printed_page
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
        Scene("paper-wallet", lambda _room: printed_page(_draw_wallet, wallet_card.MARGIN_MM)),
        Scene("paper-calls", lambda _room: printed_page(_draw_list, call_list.MARGIN_MM)),
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


def _draw_wallet(device: Any) -> None:
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
    wallet_card.draw(card, device)


def _draw_list(device: Any) -> None:
    words = core_catalogue().lines("calls")
    page = {key: text.replace("{number}", "112") for key, text in words["page"].items()}
    calls = CallList(
        title=page["title"],
        unsure=page["unsure"],
        lead=page["lead"],
        tiers=tiers(words, number="112"),
        ladder_title=page["ladder"],
        ladder=(CardRung("Night desk", "020 7946 0191"),),
        clinic=CardRung("Linden Clinic", "020 7946 0190"),
        notes=(page["no-answer"], page["medicines"]),
    )
    call_list.draw(calls, device)
