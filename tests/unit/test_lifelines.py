"""Whom one can call: the session's clinic first, else what a clinic gave, and never an error."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ketaguide.base.safety_card import CardRung
from ketaguide.flows import lifelines
from ketaguide.store import clinic_packs, plan, preferences, sessions
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE, new_vault

_CLINIC = """
name = "Linden Clinic"
phone = "21 000"
[[ladder]]
label = "Night desk"
number = "21 999"
hours = "20 to 8"
[[ladder]]
label = "Doctor on call"
number = "21 111"
"""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "vault")
    yield opened
    opened.close()


def gave(db: Db, text: str, *, pack_id: str = "linden", days: int = 0) -> None:
    clinic_packs.put(
        db,
        pack_id,
        imported_at=NOW + timedelta(days=days),
        zone=ZONE,
        files={"clinic.toml": text, "pack.toml": ""},
    )


def read(vault: Vault) -> lifelines.Lifelines:
    return vault.ask(lambda db: lifelines.read(db, now=NOW))[0]


def test_the_ladder_is_in_the_clinics_order(vault: Vault) -> None:
    vault.ask(lambda db: gave(db, _CLINIC))
    assert read(vault).ladder == (
        CardRung("Night desk · 20 to 8", "21 999"),
        CardRung("Doctor on call", "21 111"),
    )


def test_a_sessions_own_number_counts_before_the_clinics_file(vault: Vault) -> None:
    vault.ask(lambda db: gave(db, _CLINIC))
    assert (read(vault).clinic_name, read(vault).clinic_phone) == ("Linden Clinic", "21 000")
    vault.ask(lambda db: sessions.add(db, starts_at=NOW, zone=ZONE, clinic_phone="30 000"))
    assert read(vault).clinic_phone == "30 000"


def test_the_newest_file_counts(vault: Vault) -> None:
    vault.ask(lambda db: gave(db, _CLINIC, days=1))
    vault.ask(lambda db: gave(db, 'name = "Old"', pack_id="old"))
    assert len(read(vault).ladder) == 2


@pytest.mark.parametrize("text", ["", "name = 3", "[[", 'name = "X"\nladder = "no"'])
def test_a_file_that_cannot_be_read_holds_up_no_help(vault: Vault, text: str) -> None:
    vault.ask(lambda db: gave(db, text))
    assert read(vault).ladder == ()


def test_what_lies_outside_is_what_each_wish_allows(vault: Vault) -> None:
    vault.ask(lambda db: gave(db, _CLINIC))
    vault.ask(lambda db: plan.put(db, "helps", text="Soup"))
    assert read(vault).card_outside() is None
    vault.ask(lambda db: preferences.put(db, preferences.PLAN_WHEN_LOCKED, True))
    only_plan = read(vault).card_outside()
    assert only_plan is not None
    assert [part.text for part in only_plan.plan] == ["Soup"]
    assert (only_plan.clinic_phone, only_plan.ladder, only_plan.people) == ("", (), ())
    vault.ask(lambda db: preferences.put(db, preferences.PLAN_WHEN_LOCKED, False))
    vault.ask(lambda db: preferences.put(db, preferences.SAFETY_WHEN_LOCKED, True))
    only_people = read(vault).card_outside()
    assert only_people is not None
    assert only_people.plan == ()
    assert (only_people.clinic_phone, len(only_people.ladder)) == ("21 000", 2)


def test_the_ladder_and_number_are_those_of_the_sessions_own_clinic(vault: Vault) -> None:
    """Not of whichever clinic gave something last, nor of an earlier session elsewhere."""
    vault.ask(lambda db: gave(db, _CLINIC))
    other = 'name = "Harbour"\nphone = "1"\n[[ladder]]\nlabel = "Desk"\nnumber = "2"\n'
    vault.ask(lambda db: gave(db, other, pack_id="harbour", days=1))
    assert read(vault).ladder == (CardRung("Desk", "2"),)

    def plan_with_linden(db: Db) -> None:
        elsewhere = NOW - timedelta(days=9)
        sessions.add(
            db, starts_at=elsewhere, zone=ZONE, clinic_name="Elsewhere", clinic_phone="9 000"
        )
        sessions.add(db, starts_at=NOW, zone=ZONE, clinic_name=" linden  CLINIC ")

    vault.ask(plan_with_linden)
    found = read(vault)
    assert (found.clinic_name, found.clinic_phone) == ("Linden Clinic", "21 000")
    assert [rung.number for rung in found.ladder] == ["21 999", "21 111"]
