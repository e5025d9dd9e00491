"""What can lie over everything, locked or not: found by name, imported when first wanted."""

from __future__ import annotations

from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room


def make_layer(name: str, room: Room, *, unlocked: bool) -> Layer:
    """Build the layer ``ground``, ``safety``, ``help``, ``keys``, ``about`` or ``contacts``."""
    if name == "ground":
        from ketaguide.ui.pages.ground_page import GroundPage

        return GroundPage(room, unlocked=unlocked)
    if name == "safety":
        from ketaguide.ui.pages.safety_page import SafetyPage

        return SafetyPage(room, unlocked=unlocked)
    if name == "contacts":
        from ketaguide.ui.pages.contacts_page import ContactsPage

        return ContactsPage(room, unlocked=unlocked)
    from ketaguide.ui.pages.help_page import HelpPage

    return HelpPage(room, unlocked=unlocked, chapter=name)
