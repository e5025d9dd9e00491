"""What can lie over everything, locked or not: found by name, imported when first wanted."""

from __future__ import annotations

from dataclasses import replace

from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room


def make_layer(name: str, room: Room, *, unlocked: bool) -> Layer:
    """Build the layer of that name.

    Args:
        name: ``ground``, ``ground-dark`` (for tired eyes), ``safety``, ``contacts``, ``people``
            (contacts, then back to where one was), ``plan``, ``calls``, ``hard``, ``clinic``,
            ``wallet`` or ``sitter``; any other is a chapter of the help.
    """
    if name == "ground":
        from ketaguide.ui.pages.ground_page import GroundPage

        return GroundPage(room, unlocked=unlocked)
    if name == "ground-dark":
        return _dark_ground(room, unlocked=unlocked)
    if name == "safety":
        from ketaguide.ui.pages.safety_page import SafetyPage

        return SafetyPage(room, unlocked=unlocked)
    if name in ("contacts", "people"):
        from ketaguide.ui.pages.contacts_page import ContactsPage

        then = "safety" if name == "contacts" else ""
        return ContactsPage(room, unlocked=unlocked, then=then)
    if name == "plan":
        from ketaguide.ui.pages.plan_page import PlanPage

        return PlanPage(room, unlocked=unlocked)
    if name == "calls":
        from ketaguide.ui.pages.calls_page import CallsPage

        return CallsPage(room, unlocked=unlocked)
    if name == "hard":
        from ketaguide.ui.pages.hard_page import HardPage

        return HardPage(room, unlocked=unlocked)
    if name == "clinic":
        from ketaguide.ui.pages.clinic_page import ClinicPage

        return ClinicPage(room, unlocked=unlocked)
    if name == "wallet":
        from ketaguide.ui.pages.wallet_page import WalletPage

        return WalletPage(room, unlocked=unlocked)
    if name == "sitter":
        from ketaguide.ui.pages.sitter_page import SitterLayer

        return SitterLayer(room, unlocked=unlocked)
    from ketaguide.ui.pages.help_page import HelpPage

    return HelpPage(room, unlocked=unlocked, chapter=name)


def _dark_ground(room: Room, *, unlocked: bool) -> Layer:
    """Whoever comes from a dark page is not led into a bright one."""
    from ketaguide.ui.night import NightLook
    from ketaguide.ui.pages.ground_page import GroundPage

    night = NightLook(room.look, room.settings)
    page = GroundPage(replace(room, look=night), unlocked=unlocked)
    night.dress(page)
    return page
