"""Scenes of what a clinic gave: nothing yet, looked at, taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ketaguide.flows import clinic_pack
from ketaguide.ui.layers import make_layer
from ketaguide.ui.library import open_in
from ketaguide.ui.pages.clinic_page import ClinicPage
from ketaguide.ui.room import Room
from tests.helpers.clinics import clinic_file, looked_at
from tests.helpers.scene_makers import answer, layer
from tests.helpers.stage import Scene


def clinic_scenes() -> tuple[Scene, ...]:
    """The layer in its states."""
    return (
        Scene("clinic-none", layer("clinic"), "empty"),
        Scene("clinic-looked", _looked, "empty"),
        Scene("clinic-taken", _taken, "empty"),
    )


def _looked(room: Room) -> QWidget:
    page = make_layer("clinic", room, unlocked=True)
    assert isinstance(page, ClinicPage)
    room.places.data.mkdir(parents=True, exist_ok=True)
    file: Path = room.places.data / "From Harbour Clinic.zip"
    file.write_bytes(clinic_file())
    page.look_at(file)
    return page


def _taken(room: Room) -> QWidget:
    take = partial(
        clinic_pack.take, incoming=looked_at(), now=room.clock.now(), zone=room.clock.zone()
    )
    answer(room, take)
    rooms: list[Room] = []
    open_in(room, then=rooms.append)
    return make_layer("clinic", rooms[0], unlocked=True)
