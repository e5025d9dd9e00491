"""One picture of every widget: ``python -m tests.helpers.sampler FOLDER THEME PERCENT [rtl]``."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.page_scroll import Columns, PageScroll
from tests.helpers.pictures import make_look, picture
from tests.helpers.widget_makers import MAKERS

# These fill whatever they are given, or only exist beside something else.
_LEFT_OUT = ("card", "landscape", "sidebar")


def sampler(look: Look) -> QWidget:
    """Every widget under its name, in two columns."""
    page = PageScroll(look=look)
    columns = Columns(look=look)
    page.body.addWidget(columns)
    names = [name for name in MAKERS if name not in _LEFT_OUT]
    for half in (names[::2], names[1::2]):
        side = Card(look=look)
        for name in half:
            side.body.addWidget(Small(name, look=look))
            side.body.addWidget(MAKERS[name](look))
        columns.add(side)
    return page


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    theme = arguments[1] if len(arguments) > 1 else "light"
    percent = int(arguments[2]) if len(arguments) > 2 else 100
    rtl = "rtl" in arguments
    with tempfile.TemporaryDirectory() as settings:
        look = make_look(Path(settings), theme=theme, percent=percent)
        name = f"sampler-{theme}-{percent}{'-rtl' if rtl else ''}.png"
        picture(sampler, look, folder / name, size=(1180, 1500 * percent // 100), rtl=rtl)


if __name__ == "__main__":
    main(sys.argv[1:])
