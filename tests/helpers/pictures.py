"""Paint any widget to a PNG, off screen, in a theme and a text size, for people to look at."""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ketaguide.base.settings import Settings
from ketaguide.ui.look import Look


def make_look(
    folder: Path, *, theme: str = "light", percent: int = 100, motion: str = "reduced"
) -> Look:
    """A look that is already applied to the one application."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    path = folder / "settings.toml"
    path.write_text(
        f'theme = "{theme}"\ntext_percent = {percent}\nmotion = "{motion}"\n', encoding="utf-8"
    )
    look = Look(Settings(path))
    look.apply(app)
    return look


def settle(rounds: int = 10) -> None:
    """Let layouts, polishing and deferred deletion come to rest; each nesting may take a round."""
    app = QApplication.instance()
    assert app is not None
    for _ in range(rounds):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def picture(
    make: Callable[[Look], QWidget],
    look: Look,
    target: Path,
    *,
    size: tuple[int, int] = (1280, 840),
    rtl: bool = False,
) -> QWidget:
    """Build the widget inside a bare window, store its picture, and return the window."""
    window = QWidget()
    if rtl:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(make(look))
    window.resize(*size)
    window.show()
    settle()
    target.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(target))
    return window
