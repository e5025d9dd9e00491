"""What a test of insights and threads does first: keep some, and put a page on screen."""

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import insights as flow
from ketaguide.ui.pages.page import Page
from tests.helpers.journals import Journal, said
from tests.helpers.pictures import settle
from tests.helpers.vaults import NOW, ZONE


def keep(journal: Journal, text: str, *, days_ago: int = 0, entry_id: str | None = None) -> str:
    when = NOW - timedelta(days=days_ago)
    question = partial(flow.keep, text=text, now=when, zone=ZONE, entry_id=entry_id)
    return journal.ask(question).id


def shown(journal: Journal, page: Page, qtbot: QtBot) -> Any:
    page.go_wanted.connect(journal.wanted.append)
    journal.show(page, qtbot)
    page.begin()
    settle()
    return page


def part(page: Page, name: str) -> Any:
    found = [one for one in page.findChildren(QWidget, name) if one.isVisible()]
    assert found, name
    return found[0]


def order_on(page: Page, *words: str) -> list[str]:
    return [text for text in said(page) if text in words]


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget
