"""Vaults with backups of several days, and pages about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

from ketaguide.base.clock import FixedClock
from ketaguide.ui.room import Room
from ketaguide.vault import backups
from ketaguide.vault.backups import Backup
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import an_entry


def back_up(vault: Vault, *, days: tuple[float, ...], reason: str = "day") -> list[Backup]:
    """A backup so many days before now, each after one more entry; oldest first as given."""
    clock = cast("FixedClock", vault.clock)
    now = clock.at
    made = []
    for each in days:
        clock.at = now - timedelta(days=each)
        vault.ask(partial(an_entry, body="A line of that day.", days_ago=each))
        made.append(backups.make(vault, reason=reason))
    clock.at = now
    return made


def tend(room: Room, work: Callable[[Vault], Any]) -> Any:
    """Work on the open vault of a room whose workers are this thread."""
    got: list[Any] = []
    room.desk.tend(work, got.append, owner=room.desk)
    return got[0]


def spoil(path: Path, *, at: float = 0.5) -> None:
    """Turn one bit around, somewhere in the file."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.write_bytes(bytes(content))


def age(room: Room, step: timedelta) -> datetime:
    """Let time pass for the room and its vault."""
    clock = cast("FixedClock", room.clock)
    clock.at += step
    return clock.at
