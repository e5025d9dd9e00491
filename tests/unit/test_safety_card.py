"""What is shown while locked: only on wish, readable by this account alone, never an error."""

import stat
from pathlib import Path

import pytest

from ketaguide.base.safety_card import (
    CardPerson,
    SafetyCard,
    card_file,
    read_card,
    remove_card,
    write_card,
)

CARD = SafetyCard(
    "Harbour Clinic", "+351 21 000 000", (CardPerson("Ana", "sister", "912 000 000"),)
)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    write_card(tmp_path / "state", CARD)
    assert read_card(tmp_path / "state") == CARD


def test_only_this_account_can_read_it(tmp_path: Path) -> None:
    write_card(tmp_path / "state", CARD)
    assert stat.S_IMODE(card_file(tmp_path / "state").stat().st_mode) == 0o600


def test_it_goes_away_for_good(tmp_path: Path) -> None:
    write_card(tmp_path, CARD)
    remove_card(tmp_path)
    remove_card(tmp_path)
    assert read_card(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"[", b"[1]", b"\xff\xfe", b'"words"', b"[" * 60_000, b"{" + b" " * 70_000 + b"}"],
)
def test_a_damaged_card_is_no_card(tmp_path: Path, content: bytes) -> None:
    card_file(tmp_path).write_bytes(content)
    assert read_card(tmp_path) is None


def test_parts_that_do_not_fit_are_left_out(tmp_path: Path) -> None:
    card_file(tmp_path).write_text('{"clinic_name": 7, "people": [3, {"name": "Bo", "phone": []}]}')
    assert read_card(tmp_path) == SafetyCard(people=(CardPerson("Bo"),))
