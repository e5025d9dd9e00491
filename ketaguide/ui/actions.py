"""The keys that work everywhere: one list, for the window and for the page that explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr

if TYPE_CHECKING:
    from ketaguide.ui.look import Look
    from ketaguide.ui.window import MainWindow
    from ketaguide.ui.workspace import Workspace


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


class Keys(QObject):
    """What the keys of the main window do; lives as long as the window."""

    def __init__(self, window: MainWindow, *, look: Look, lay_over: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._lay_over = lay_over
        self._workspace: Callable[[], Workspace | None] = lambda: None

    def install(
        self,
        leaving: Mapping[str, Callable[[], None]],
        *,
        workspace: Callable[[], Workspace | None],
    ) -> None:
        """Bind all of them.

        Args:
            leaving: what ``lock`` and ``quit`` do.
            workspace: what is unlocked now, if anything.
        """
        self._workspace = workspace
        handlers: dict[str, Callable[[], None]] = {
            "cover": self._window.toggle_cover,
            "close_layer": self._window.lift,
            "larger": partial(self._look.step_text, 1),
            "smaller": partial(self._look.step_text, -1),
            "normal": partial(self._look.step_text, 0),
            "next_pane": self._next_pane,
            **leaving,
        }
        for layer in ("ground", "safety", "help", "keys"):
            handlers[layer] = partial(self._lay_over, layer)
        for name in WORKSPACE:
            handlers[name] = partial(self._in_workspace, name)
        install(self._window, handlers)

    def _in_workspace(self, name: str) -> None:
        workspace = self._workspace()
        if workspace is not None and self._window.layer is None:
            workspace.by_key(name)

    def _next_pane(self) -> None:
        workspace = self._workspace()
        if workspace is not None and self._window.layer is None:
            workspace.next_pane()
        else:
            self._window.focusNextChild()
