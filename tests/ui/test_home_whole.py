"""Home comes into view whole, also where the vault takes a while to answer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.widgets.path import Path as Stones
from tests.helpers.opened import opened, part, show
from tests.helpers.vaults import a_session


@pytest.mark.parametrize("size", [(1056, 840), (1056, 500), (620, 840)])
def test_nothing_is_seen_on_its_way_to_its_place(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    with opened(tmp_path, fill=partial(a_session, in_days=-3)) as room:
        asked: list[Callable[[], object]] = []
        at_once = room.desk.ask

        def later(*question: object, **more: object) -> None:
            asked.append(lambda: at_once(*question, **more))  # type: ignore[arg-type]

        monkeypatch.setattr(room.desk, "ask", later)
        page = HomePage(room)
        qtbot.addWidget(page)
        show(page, size=size)
        path, more = part(page, Stones, "path"), part(page, QAbstractButton, "path_more")
        assert not path.isVisible()
        for one in asked:
            one()

        def places() -> list[QRect]:
            return [*(one.geometry() for one in path.stones()), path.geometry(), more.geometry()]

        at_first = places()
        assert more.isVisible()
        assert not path.geometry().intersects(more.geometry())
        show(page, size=size)
        assert places() == at_first
