"""What Home says of the ways in: after unlocking by the code, and once a year."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.base.pulse import no_pulse
from ketaguide.flows import reminders, ways
from ketaguide.store import preferences
from ketaguide.ui.errands import OpenSecurity
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.room import Room
from ketaguide.vault import keyslots, upkeep
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.security import NEW, POLICY, add_code, folder_of, with_vault

DAY = timedelta(days=1)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


def home(room: Room, qtbot: QtBot) -> HomePage:
    page = HomePage(room)
    qtbot.addWidget(page)
    show(page)
    return page


def card(page: HomePage) -> QWidget:
    return part(page, QWidget, "reminder_card")


def press(page: HomePage, name: str) -> None:
    part(page, QAbstractButton, name).click()


def opened_by_code(room: Room) -> None:
    """Lock, and unlock by the recovery code."""
    code, folder = add_code(room), folder_of(room)
    ask(room, partial(preferences.put, name=preferences.RECOVERY_DONE, value=True))
    room.desk.close()
    keys = keyslots.unlock(folder, code, policy=POLICY)
    room.desk.open(
        lambda: Vault.open(folder, keys, clock=room.clock),
        lambda _vault: None,
        owner=room.desk,
        failed=lambda problem: pytest.fail(problem.user_text),
    )


def test_after_unlocking_by_passphrase_nothing_is_said(room: Room, qtbot: QtBot) -> None:
    assert not card(home(room, qtbot)).isVisible()


def test_after_unlocking_by_the_code_a_new_passphrase_is_offered(room: Room, qtbot: QtBot) -> None:
    opened_by_code(room)
    page = home(room, qtbot)
    assert card(page).isVisible()
    assert "You opened this vault with your recovery code" in said(page)
    where = wishes(page)
    press(page, "reminder_main")
    assert where == [OpenSecurity("passphrase")]
    press(page, "reminder_later")
    page.reload()
    assert not card(page).isVisible()


def test_it_is_not_offered_again_once_there_is_one(room: Room, qtbot: QtBot) -> None:
    opened_by_code(room)

    def change(vault: Vault) -> object:
        with_code = keyslots.unlock(
            vault.folder, Passphrase("harbour lantern in the fog"), policy=POLICY
        )
        return ways.change_passphrase(
            vault, lambda *_: None, proven=with_code, passphrase=Passphrase(NEW), policy=POLICY
        )

    with_vault(room, change)
    assert not card(home(room, qtbot)).isVisible()


def pass_time(room: Room, days: float) -> None:
    assert isinstance(room.clock, FixedClock)
    room.clock.pass_time(days * DAY)


def test_the_drill_comes_a_year_after_the_code_was_made(room: Room, qtbot: QtBot) -> None:
    ask(room, partial(preferences.put, name=preferences.RECOVERY_DONE, value=True))
    pass_time(room, 364.9)
    assert not card(home(room, qtbot)).isVisible()
    pass_time(room, 0.2)
    page = home(room, qtbot)
    assert "Does your recovery code still open this vault?" in said(page)
    where = wishes(page)
    press(page, "reminder_main")
    assert where == [OpenSecurity("drill")]


def test_put_off_it_comes_a_month_later(room: Room, qtbot: QtBot) -> None:
    ask(room, partial(preferences.put, name=preferences.RECOVERY_DONE, value=True))
    pass_time(room, 400)
    press(home(room, qtbot), "reminder_later")
    pass_time(room, 29)
    assert not card(home(room, qtbot)).isVisible()
    pass_time(room, 2)
    assert card(home(room, qtbot)).isVisible()


def test_a_drill_that_worked_is_enough_for_a_year(room: Room, qtbot: QtBot) -> None:
    ask(room, partial(preferences.put, name=preferences.RECOVERY_DONE, value=True))
    pass_time(room, 400)
    with_vault(room, partial(upkeep.note, name=upkeep.RECOVERY_TRIED, at=room.clock.now()))
    assert not card(home(room, qtbot)).isVisible()
    pass_time(room, 364)
    assert not card(home(room, qtbot)).isVisible()
    pass_time(room, 2)
    assert card(home(room, qtbot)).isVisible()


def test_without_a_checked_code_there_is_no_drill(room: Room) -> None:
    pass_time(room, 4000)
    assert with_vault(room, partial(reminders.due, now=room.clock.now())) == ""


def test_a_code_that_the_vault_forgot_is_not_called_missing(room: Room, qtbot: QtBot) -> None:
    """As after a restore of a backup from before the code was compared with its sheet."""
    code = add_code(room)
    page = home(room, qtbot)
    assert "no recovery code" not in said(page)
    assert "Is your recovery code on paper?" in said(page)
    where = wishes(page)
    press(page, "reminder_main")
    assert where == [OpenSecurity("drill")]
    proven = keyslots.unlock(folder_of(room), code, policy=POLICY)
    works = partial(ways.note_code_works, proven=proven, at=room.clock.now())
    with_vault(room, lambda vault: works(vault, no_pulse))
    again = home(room, qtbot)
    assert not card(again).isVisible()
    assert "recovery" not in said(again).casefold()
