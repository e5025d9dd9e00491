"""Loads what the unlocked window is made of while the person still types the passphrase.

On the UI thread, because these modules make classes of Qt's, and a little at a time, so that
typing stays smooth. Source: own measurement, 130 ms of the first unlocking.
"""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer

# Between two parts: room for a key and its paint.
_BREATH_MS = 15


def load_pages(owner: QObject) -> None:
    """Begin; ends with the last part, or with ``owner``."""
    _load(owner, _parts())


def _load(owner: QObject, parts: Iterator[None]) -> None:
    if next(parts, owner) is None:
        QTimer.singleShot(_BREATH_MS, owner, partial(_load, owner, parts))


def _parts() -> Iterator[None]:
    """In the order in which they are wanted."""
    import ketaguide.ui.widgets.sidebar

    yield
    import ketaguide.ui.widgets.path

    yield
    import ketaguide.ui.pages.home_page

    yield
    import ketaguide.ui.pages.entry_page

    yield
    import ketaguide.ui.pages.guide_page

    yield
    import ketaguide.ui.pages.journal_page

    yield
    import ketaguide.ui.pages.session_page

    yield
    import ketaguide.ui.workspace  # noqa: F401 - all for their effect on the first unlocking
