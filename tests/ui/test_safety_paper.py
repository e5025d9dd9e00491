"""The card for a wallet: what is on it, what only when wanted, and where it goes."""

import pytest
from pytestqt.qtbot import QtBot

from ketaguide.store import plan
from tests.helpers.guides import CLINIC_PHONE, House, child
from tests.ui.test_safety_sheets import home, press, said, saves_to, show

__all__ = ["home"]


def test_what_is_on_it_can_be_heard(home: House, qtbot: QtBot) -> None:
    page = show(home.room, "wallet", qtbot)
    told = child(page, "wallet_picture").accessibleName()
    for part in ("Emergency: 112", "Ana 912 000 345", CLINIC_PHONE):
        assert part in told


def test_the_plan_is_on_it_only_when_wanted(home: House, qtbot: QtBot) -> None:
    home.vault.ask(lambda db: plan.put(db, "helps", text="The long way round."))
    page = show(home.room, "wallet", qtbot)
    picture = child(page, "wallet_picture")
    assert "long way" not in picture.accessibleName()
    press(page, "wallet_plan")
    assert "long way" in picture.accessibleName()


def test_a_line_nobody_checked_says_so_on_paper_too(home: House, qtbot: QtBot) -> None:
    home.room.settings.change("country", "fr")
    page = show(home.room, "wallet", qtbot)
    assert "not checked 3114" in child(page, "wallet_picture").accessibleName()


def test_a_file_of_it_says_what_it_is_not(
    home: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(home.room, "wallet", qtbot)
    path = home.room.places.state / "card.pdf"
    saves_to(path, monkeypatch)
    press(page, "wallet_pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert b"Maya" not in path.read_bytes()
    assert "not encrypted" in said(page)


def test_a_disk_that_refuses_is_said(
    home: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(home.room, "wallet", qtbot)
    (home.room.places.state / "card.pdf").mkdir(parents=True)
    saves_to(home.room.places.state / "card.pdf", monkeypatch)
    press(page, "wallet_pdf")
    assert page.notice.isVisible()
    assert "Saved" not in said(page)
