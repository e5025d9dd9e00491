"""A room for widget tests: an inline desk, a fixed clock, folders in a temporary place."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ketaguide.base.clock import FixedClock
from ketaguide.base.paths import Places, resources
from ketaguide.base.settings import Settings
from ketaguide.content.catalogue import Catalogue, load_catalogue
from ketaguide.desk import Desk
from ketaguide.ui.library import Library
from ketaguide.ui.look import Look
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Unsaved
from ketaguide.vault.kdf import KdfPolicy
from tests.helpers.executors import InlineExecutor

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@cache
def core_catalogue() -> Catalogue:
    """The shipped packs, read once for all tests."""
    return load_catalogue(resources() / "packs")


def make_room(folder: Path, *, now: datetime = NOW, zone: str = "Europe/Lisbon") -> Room:
    """A room whose desk has no vault yet; ``desk.open`` one of ``tests.helpers.vaults``."""
    places = Places(config=folder / "config", data=folder / "data", state=folder / "state")
    settings = Settings(places.settings_file)
    return Room(
        desk=Desk(vault_worker=InlineExecutor(), job_worker=InlineExecutor()),
        look=Look(settings),
        clock=FixedClock(now, zone),
        settings=settings,
        places=places,
        unsaved=Unsaved(),
        catalogue=core_catalogue,
        policy=KdfPolicy.for_tests(),
    )


def with_clinics(room: Room) -> Room:
    """The room of an open vault, with the packs that lie in it."""
    library = Library(room.desk, own=room.catalogue)
    library.open()
    return replace(room, catalogue=library.catalogue)
