"""Sealed letters, the own safety plan and clinic packs: kept, told to the history, taken out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ketaguide.base.errors import NotFound
from ketaguide.flows import store_session
from ketaguide.store import clinic_packs, letters, plan, search
from ketaguide.store.letters import Letter
from ketaguide.vault.db import Db
from ketaguide.vault.recording import verify_history
from tests.helpers.vaults import NOW, ZONE, a_session, new_vault, open_db, reopen


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def _letter(db: Db, body: str, *, days_ago: float = 0, session_id: str | None = None) -> Letter:
    at = NOW - timedelta(days=days_ago)
    return letters.add(db, written_at=at, zone=ZONE, body=body, session_id=session_id)


def test_letters_come_newest_first_and_go_and_come_back(db: Db) -> None:
    old = _letter(db, "to the sea", days_ago=3)
    _letter(db, "to the hill")
    assert [one.body for one in letters.every(db)] == ["to the hill", "to the sea"]
    gone = letters.remove(db, old.id)
    assert letters.count(db) == 1
    with pytest.raises(NotFound):
        letters.get(db, old.id)
    assert letters.restore(db, gone).body == "to the sea"
    assert verify_history(db) == []


def test_a_sealed_letter_is_not_found_by_searching(db: Db) -> None:
    _letter(db, "kingfisher")
    assert search.find(db, text="kingfisher").count == 0


def test_a_letter_stays_when_its_session_is_removed(db: Db) -> None:
    session = a_session(db, in_days=-2)
    letter = _letter(db, "to the sea", session_id=session.id)
    removed = store_session.remove(db, session_id=session.id)
    assert letters.get(db, letter.id).session_id is None
    store_session.undo(db, removed=removed)
    assert letters.get(db, letter.id).session_id == session.id


def test_a_section_of_the_plan_is_written_again_and_taken_out_when_emptied(db: Db) -> None:
    plan.put(db, "signs", text="I stop answering.", zone=ZONE)
    plan.put(db, "helps", text="Cold water.", zone=ZONE)
    plan.put(db, "signs", text="I stop eating.", zone=ZONE)
    assert plan.texts(db) == {"signs": "I stop eating.", "helps": "Cold water."}
    plan.put(db, "signs", text=" \n")
    assert (plan.get(db, "signs"), plan.get(db, "helps")) == ("", "Cold water.")
    assert verify_history(db) == []


def test_to_store_the_same_plan_again_is_no_change(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    for expected in ({"PlanPart"}, set()):
        _, touched = vault.ask(lambda db: plan.put(db, "signs", text="Zeichen", zone=ZONE))
        assert set(touched) == expected
    vault.close()


def test_a_clinic_pack_takes_the_place_of_its_older_version(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    for version in ("1", "2"):
        with vault.transaction() as db:
            clinic_packs.put(
                db,
                "blue-house",
                imported_at=NOW,
                zone=ZONE,
                title="Blue house",
                version=version,
                source="blue.zip",
                files={"clinic.toml": f"version = {version}", "words/a.toml": "Ünï 静か"},
            )
    vault.close()
    vault = reopen(tmp_path / "v")
    (pack,), _ = vault.ask(clinic_packs.every)
    assert (pack.id, pack.version, pack.source) == ("blue-house", "2", "blue.zip")
    assert clinic_packs.files_of(pack)["words/a.toml"] == "Ünï 静か"
    vault.ask(lambda db: clinic_packs.remove(db, "blue-house"))
    assert vault.ask(clinic_packs.every)[0] == []
    vault.ask(lambda db: clinic_packs.restore(db, pack))
    assert vault.verify_history() == []
    vault.close()
