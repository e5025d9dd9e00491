"""The keys that work everywhere: one list, for the window and for the page that explains them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr


@dataclass(frozen=True)
class Shortcut:
    """``name`` is what handlers are found by; ``keys`` are alternatives in Qt's portable text."""

    name: str
    keys: tuple[str, ...]
    text: str


def shortcuts() -> tuple[Shortcut, ...]:
    """All shortcuts of the window, in the order in which help lists them."""
    return (
        Shortcut("ground", ("F8",), tr("Ground me")),
        Shortcut("safety", ("F9",), tr("Safety page, also when locked")),
        Shortcut("cover", ("F12",), tr("Cover the screen at once")),
        Shortcut("lock", ("Ctrl+L",), tr("Lock now")),
        Shortcut("quit", ("Ctrl+Q",), tr("Lock and quit")),
        Shortcut("home", ("Ctrl+1",), tr("Home")),
        Shortcut("preparation", ("Ctrl+2",), tr("Prepare")),
        Shortcut("session-day", ("Ctrl+3",), tr("Session day")),
        Shortcut("integration", ("Ctrl+4",), tr("Integrate")),
        Shortcut("journal", ("Ctrl+5",), tr("Journal")),
        Shortcut("new_entry", ("Ctrl+N",), tr("New entry")),
        Shortcut("search", ("Ctrl+F",), tr("Search the journal")),
        Shortcut("settings", ("Ctrl+,",), tr("Settings")),
        Shortcut("back", ("Alt+Left",), tr("Back in a guide")),
        Shortcut("forward", ("Alt+Right",), tr("Continue in a guide")),
        Shortcut("larger", ("Ctrl++", "Ctrl+="), tr("Larger text")),
        Shortcut("smaller", ("Ctrl+-",), tr("Smaller text")),
        Shortcut("normal", ("Ctrl+0",), tr("Normal text size")),
        Shortcut("next_pane", ("F6",), tr("Next part of the window")),
        Shortcut("help", ("F1",), tr("Help")),
        Shortcut("keys", ("Ctrl+?",), tr("This list of keys")),
        Shortcut("close_layer", ("Esc",), tr("Close a sheet; never discards text")),
    )


def install(window: QWidget, handlers: Mapping[str, Callable[[], None]]) -> None:
    """Bind every declared shortcut of which ``handlers`` knows the name."""
    for shortcut in shortcuts():
        handler = handlers.get(shortcut.name)
        if handler is None:
            continue
        for keys in shortcut.keys:
            bound = QShortcut(QKeySequence(keys), window)
            bound.setContext(Qt.ShortcutContext.WindowShortcut)
            bound.activated.connect(handler)


# The shortcuts that need an unlocked vault; the rest works at the gate too.
WORKSPACE = (
    "home",
    "preparation",
    "session-day",
    "integration",
    "journal",
    "settings",
    "new_entry",
    "search",
    "back",
    "forward",
)
