"""Scenes of what a clinic gave: nothing yet, looked at, taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ketaguide.flows import clinic_pack
from ketaguide.store import sessions
from ketaguide.ui.errands import GoTo, PlanSession
from ketaguide.ui.layers import make_layer
from ketaguide.ui.pages.clinic_page import ClinicPage
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.clinics import clinic_file, looked_at
from tests.helpers.rooms import NOW, with_clinics
from tests.helpers.scene_makers import answer, at, at_session, layer
from tests.helpers.stage import ZONE, Scene, press


def clinic_scenes() -> tuple[Scene, ...]:
    """The layer in its states."""
    return (
        Scene("clinic-none", layer("clinic"), "empty"),
        Scene("clinic-looked", _looked, "empty"),
        Scene("clinic-taken", _taken, "empty"),
        Scene("safety-clinic", _safety, "demo"),
        Scene("session-new-clinic", at(PlanSession(), first=_given), "empty"),
        Scene("session-plan-clinic", _plan, "demo"),
        Scene("session-plan-clinic-used", _plan, "demo", press("session_use_rules")),
        Scene("session-day-clinic", at(GoTo("session-day"), first=_given), "demo"),
    )


def _looked(room: Room) -> QWidget:
    page = make_layer("clinic", room, unlocked=True)
    assert isinstance(page, ClinicPage)
    room.places.data.mkdir(parents=True, exist_ok=True)
    file: Path = room.places.data / "From Harbour Clinic.zip"
    file.write_bytes(clinic_file())
    page.look_at(file)
    return page


def _given(db: Db) -> None:
    """The clinic's file was taken in, and the plan made before says little of its rules."""
    clinic_pack.take(db, incoming=looked_at(), now=NOW, zone=ZONE)
    session = sessions.coming(db, now=NOW)
    if session is not None:
        sessions.change(
            db,
            session.id,
            clinic_name="Harbour Clinic",
            clinic_phone="",
            rule_food="",
            rule_medicines="",
        )


def _plan(room: Room) -> QWidget:
    answer(room, _given)
    return at_session()(room)


def _safety(room: Room) -> QWidget:
    answer(room, _given)
    return layer("safety")(room)


def _taken(room: Room) -> QWidget:
    take = partial(
        clinic_pack.take, incoming=looked_at(), now=room.clock.now(), zone=room.clock.zone()
    )
    answer(room, take)
    return make_layer("clinic", with_clinics(room), unlocked=True)
