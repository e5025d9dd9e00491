"""What a guide knows of its session without asking, at every time around it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.content.facts import FACTS
from ketaguide.engine.makes import make
from ketaguide.flows import guide_facts, save_run, start_run
from ketaguide.store import clinic_packs, sessions
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, new_vault, open_db

CLINIC = 'name = "Harbour Clinic"\nphone = "1"\neased_after_minutes = 120\n'


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as one:
        yield one


def a_session(db: Db, **hours: float) -> Session:
    """A session that begins that long after (or, negative, before) now."""
    return sessions.add(db, starts_at=NOW + timedelta(**hours), zone=ZONE)


def known(db: Db, session: Session | None, **later: float) -> dict[str, str]:
    """The facts of a session, looked up that long after now."""
    now = NOW + timedelta(**later)
    session_id = session.id if session else None
    return dict(guide_facts.facts(db, session_id=session_id, now=now, zone=ZONE))


def clinic_gave(db: Db, text: str, *, pack_id: str = "harbour") -> None:
    files = {"pack.toml": "", "clinic.toml": text}
    clinic_packs.put(db, pack_id, imported_at=NOW, zone=ZONE, files=files)


def test_without_any_session_there_is_an_answer_to_everything(db: Db) -> None:
    assert known(db, None) == {
        "route": "none",
        "until": "none",
        "since": "none",
        "adult": "missing",
        "clinic-number": "missing",
        "earlier": "no",
        "clinic-time": "none",
    }


@pytest.mark.parametrize("hours", [-24 * 90, -24 * 8, -30, -5, -1, 0, 3, 20, 24 * 9])
def test_every_fact_is_one_that_guides_may_name(db: Db, hours: float) -> None:
    clinic_gave(db, CLINIC)
    found = known(db, a_session(db, hours=hours))
    assert found.keys() == FACTS.keys()
    assert all(found[name] in values for name, values in FACTS.items())


@pytest.mark.parametrize(
    ("ahead", "until"),
    [
        ({"minutes": 1}, "today"),
        ({"hours": 5, "minutes": 59}, "today"),  # 18:00 and a little less than six hours
        ({"hours": 6}, "tomorrow"),
        ({"hours": 29}, "tomorrow"),
        ({"hours": 30}, "later"),
        ({"minutes": 0}, "past"),
        ({"hours": -1}, "past"),
    ],
)
def test_the_day_of_the_session_as_the_calendar_counts_it(
    db: Db, ahead: dict[str, float], until: str
) -> None:
    assert known(db, a_session(db, **ahead))["until"] == until


@pytest.mark.parametrize(
    ("gone", "since"),
    [
        ({"minutes": 0}, "first-hours"),
        ({"hours": 2, "minutes": 59}, "first-hours"),
        ({"hours": 3}, "first-day"),
        ({"hours": 24}, "first-week"),
        ({"days": 7}, "first-month"),
        ({"days": 30}, "longer"),
        ({"days": -1}, "none"),
    ],
)
def test_how_long_ago_the_latest_session_began(db: Db, gone: dict[str, float], since: str) -> None:
    session = a_session(db, hours=0)
    assert known(db, session, **gone)["since"] == since


def test_the_latest_that_has_begun_counts_also_for_a_guide_of_the_next(db: Db) -> None:
    a_session(db, days=-20)
    a_session(db, hours=-5)
    coming = a_session(db, days=4)
    assert known(db, coming)["since"] == "first-day"
    assert known(db, None)["since"] == "first-day"


def test_earlier_means_before_this_one(db: Db) -> None:
    first, second = a_session(db, days=-9), a_session(db, days=2)
    assert known(db, first)["earlier"] == "no"
    assert known(db, second)["earlier"] == "yes"
    assert known(db, None)["earlier"] == "yes"
    ahead = a_session(db, days=20)
    sessions.remove(db, first.id)
    assert known(db, ahead)["earlier"] == "no", "one that is only planned has not been"


def test_route_adult_and_number_come_from_the_plan(db: Db) -> None:
    session = a_session(db, days=1)
    assert known(db, session)["adult"] == "missing"
    sessions.change(db, session.id, route="lozenge", with_whom="  ", clinic_phone="210 000")
    assert known(db, session)["adult"] == "missing", "spaces are nobody"
    sessions.change(db, session.id, with_whom="Ana")
    found = known(db, session)
    assert (found["route"], found["adult"], found["clinic-number"]) == ("lozenge", "named", "known")


@pytest.mark.parametrize(("with_whom", "number"), [("-", "ask them"), (" ", " "), ("?", "n/a")])
def test_a_mark_in_a_field_names_nobody_and_no_number(db: Db, with_whom: str, number: str) -> None:
    session = a_session(db, hours=5)
    sessions.change(db, session.id, with_whom=with_whom, clinic_phone=number)
    found = known(db, session)
    assert (found["adult"], found["clinic-number"]) == ("missing", "missing")


def test_the_clinics_time_counts_from_the_beginning(db: Db) -> None:
    session = a_session(db, hours=0)
    assert known(db, session)["clinic-time"] == "none"
    clinic_gave(db, CLINIC)
    assert known(db, session, minutes=119)["clinic-time"] == "ahead"
    assert known(db, session, minutes=120)["clinic-time"] == "past"


def test_the_time_is_that_of_the_sessions_own_clinic(db: Db) -> None:
    session = a_session(db, hours=0)
    sessions.change(db, session.id, clinic_name="harbour  clinic")
    clinic_gave(db, CLINIC)
    clinic_gave(db, 'name = "Hill Clinic"\neased_after_minutes = 15\n', pack_id="hill")
    assert known(db, session, minutes=30)["clinic-time"] == "ahead"


def test_what_cannot_be_read_any_more_is_passed_over(db: Db) -> None:
    session = a_session(db, hours=0)
    clinic_gave(db, "name = ")
    assert known(db, session, hours=9)["clinic-time"] == "none"


def test_a_guide_knows_them_afresh_each_time_it_is_opened(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "fresh")
    guide = core_catalogue().guide("day-before")
    session_id = vault.ask(partial(a_session, days=2))[0].id
    begin = partial(start_run.begin, guide=guide, session_id=session_id, zone=ZONE)
    first = vault.ask(partial(begin, now=NOW))[0]
    again = vault.ask(partial(begin, now=NOW + timedelta(days=1)))[0]
    assert (first.facts["until"], again.facts["until"]) == ("later", "tomorrow")
    assert first.run_id == again.run_id
    vault.close()


def test_what_was_written_under_other_facts_is_kept_for_the_record(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    guide = core_catalogue().guide("day-before")
    session, _ = vault.ask(lambda db: sessions.add(db, starts_at=NOW, zone=ZONE, route="iv"))
    begin = partial(start_run.begin, guide=guide, session_id=session.id, now=NOW, zone=ZONE)

    def pack_a_bag(db: Db) -> None:
        state = begin(db)
        own = [{"label": "the blue scarf", "ticked": True}]
        answers = {"bag-clinic": {"ticked": [], "own": own}}
        save_run.save_state(db, state=replace(state, answers=answers))
        sessions.change(db, session.id, route="lozenge")

    vault.ask(pack_a_bag)
    state, _ = vault.ask(begin)
    assert state.facts["route"] == "lozenge"
    assert "the blue scarf" in make(guide, state).entry_body
    vault.close()
