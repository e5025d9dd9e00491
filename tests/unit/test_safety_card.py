"""What is shown while locked: only on wish, readable by this account alone, never an error."""

import stat
from pathlib import Path

import pytest

from ketaguide.base.safety_card import (
    MOST_BYTES,
    CardPart,
    CardPerson,
    CardRung,
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
    [b"", b"[", b"[1]", b"\xff\xfe", b'"words"', b"[" * 60_000, b"{" + b" " * 600_000 + b"}"],
)
def test_a_damaged_card_is_no_card(tmp_path: Path, content: bytes) -> None:
    card_file(tmp_path).write_bytes(content)
    assert read_card(tmp_path) is None


def test_parts_that_do_not_fit_are_left_out(tmp_path: Path) -> None:
    card_file(tmp_path).write_text('{"clinic_name": 7, "people": [3, {"name": "Bo", "phone": []}]}')
    assert read_card(tmp_path) == SafetyCard(people=(CardPerson("Bo"),))


def test_a_card_from_before_the_plan_shows_what_it_showed(tmp_path: Path) -> None:
    card_file(tmp_path).write_text(
        '{"clinic_name": "Linden", "clinic_phone": "1", "people": [{"name": "Bo", "phone": "2"}]}'
    )
    card = read_card(tmp_path)
    assert card is not None
    assert (card.clinic_phone, card.people[0].phone) == ("1", "2")
    assert card.shows_people
    assert not card.shows_plan


def test_the_plan_and_the_ladder_are_read_again(tmp_path: Path) -> None:
    card = SafetyCard(
        ladder=(CardRung("Night desk", "21 000"),),
        plan=(CardPart("helps", "Tea.\nThe dog."),),
        shows_people=False,
        shows_plan=True,
    )
    write_card(tmp_path, card)
    assert read_card(tmp_path) == card


def test_the_fullest_card_is_read_again(tmp_path: Path) -> None:
    line, text = "\x01" * 9_000, "\x01" * 90_000
    card = SafetyCard(
        line,
        line,
        (CardPerson(line, line, line),) * 99,
        (CardRung(line, line),) * 99,
        (CardPart("helps", text),) * 99,
        shows_plan=True,
    )
    write_card(tmp_path, card)
    assert card_file(tmp_path).stat().st_size < MOST_BYTES
    found = read_card(tmp_path)
    assert found is not None
    assert found.plan[0].text.startswith("\x01")
    assert found.plan[0].text.endswith("…")


def test_a_flag_that_is_no_flag_shows_no_plan(tmp_path: Path) -> None:
    card_file(tmp_path).write_text('{"shows_plan": "yes", "plan": [{"id": "helps", "text": 3}]}')
    card = read_card(tmp_path)
    assert card is not None
    assert not card.shows_plan
