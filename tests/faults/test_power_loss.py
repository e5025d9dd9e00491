"""The power goes at any moment of a session that was written down once and is replayed many times.

``tests.helpers.faults.disk`` says what a disk may forget.
"""

import json
import shutil
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ketaguide.vault import reserve
from tests.helpers.faults import disk, writing
from tests.helpers.faults.acts import plain_database
from tests.helpers.faults.disk import Call
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems, share_ballast
from tests.helpers.faults.moves import AFTERWARDS, next_schema
from tests.helpers.faults.sweeping import bad_backups, left_over, opens
from tests.helpers.faults.tracing import record
from tests.helpers.faults.writing import Deed
from tests.helpers.small_vaults import WORDS, Made

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("strace")]

SEED = 20250302
_NEW_WORDS = "eleven slow herons cross the reed bed"
_DEEDS = 40
_ROWS = 40


@pytest.fixture(scope="module")
def story(server: ForkServer, small: Template) -> tuple[list[Call], list[Deed]]:
    """A long session, written down."""
    listed = writing.deeds(SEED, _DEEDS, before=small.state)
    fields = [[deed.kind, deed.name, deed.text] for deed in listed]
    made = small.copy("lived")
    trace = record(
        server, small.room / "story", "long_session", folder=str(made.folder), deeds=fields
    )
    return trace, listed


@pytest.mark.promise("D-02")
def test_power_lost_500_times(small: Template, story: tuple[list[Call], list[Deed]]) -> None:
    assert cut_power(small, *story, times=500) == []


@pytest.mark.long
@pytest.mark.promise("D-02")
def test_power_lost_10000_times(small: Template, story: tuple[list[Call], list[Deed]]) -> None:
    assert cut_power(small, *story, times=10_000) == []


@pytest.mark.promise("D-02")
@pytest.mark.parametrize(
    ("journal", "sync", "loses"),
    [("DELETE", "FULL", True), ("WAL", "NORMAL", True), ("TRUNCATE", "EXTRA", False)],
)
def test_the_replay_finds_what_others_lose(
    server: ForkServer, small: Template, journal: str, sync: str, loses: bool
) -> None:
    """Other settings lose what they have acknowledged; ours, in the same replay, do not."""
    lost, torn = _cut_plain(server, small.room, journal=journal, sync=sync, times=500)
    print(f"{journal}/{sync}: {lost} of 500 lost, {torn} torn")
    assert bool(lost) == loses
    assert torn == 0


@pytest.mark.promise("D-02")
@pytest.mark.promise("D-04")
@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("new_recovery", {}),
        ("new_passphrase", {"words": _NEW_WORDS}),
        ("rotate", {"words": _NEW_WORDS}),
        ("compact", {}),
        ("update", {}),
        ("backup", {}),
    ],
)
def test_power_lost_while_all_of_it_changes(
    server: ForkServer, small: Template, act: str, given: dict[str, Any]
) -> None:
    """Before or after, with every record; once it has been told, after."""
    assert _cut_change(server, small, act, given, times=150) == []


def test_a_header_renamed_before_it_is_on_the_disk_is_caught(
    server: ForkServer, small: Template
) -> None:
    found = _cut_change(server, small, "hasty_header", {}, times=60)
    assert any("does not open" in one for one in found)


def _cut_change(
    server: ForkServer, small: Template, act: str, given: Mapping[str, Any], *, times: int
) -> list[str]:
    """What was wrong after which cut in the midst of such a change."""
    given = {"folder": str(small.copy("lived").folder), "early": True, **given}
    trace = record(server, small.room / "story", act, **given)
    before, found = small.copy("lived").folder, []
    reserve.release(before)
    for cut, said, files in disk.states(before, trace, count=times, random=writing.seeded(SEED)):
        made = Made(_laid_down(small.room / "cut", files))
        share_ballast(small.made.folder, made.folder)
        told = {what for what, _value in map(json.loads, said)}
        with next_schema(small.room) if act == "update" else nullcontext():
            wrong = _changed(small, made, told, is_new="words" in given and "acked" in told)
        found += [f"cut at {cut}: {each}" for each in wrong]
    return found


def cut_power(small: Template, trace: list[Call], listed: list[Deed], *, times: int) -> list[str]:
    """What was wrong after which cut; empty where all was well.

    A torn free page is no loss: nobody's words stand on it. SQLCipher still tells of it, while
    SQLite, which reads every page in use, and the comparison of all records find nothing.
    """
    print(f"seed {SEED}, {len(trace)} calls")
    before = small.copy("lived").folder
    reserve.release(before)
    states, found, torn_free = writing.states(small.state, listed), list[str](), 0
    for cut, said, files in disk.states(before, trace, count=times, random=writing.seeded(SEED)):
        made = Made(_laid_down(small.room / "cut", files))
        share_ballast(small.made.folder, made.folder)
        acked = _acked(said)
        wrong = problems(made, states[acked : acked + 2])
        if wrong and all(each.startswith("cipher: ") for each in wrong):
            torn_free += 1
        else:
            found += [f"cut at {cut}: {each}" for each in wrong]
    print(f"{times} cuts, {torn_free} of them with a torn free page")
    return found


def _changed(small: Template, made: Made, told: set[str], *, is_new: bool) -> list[str]:
    """What is wrong after a cut in the midst of such a change.

    Args:
        is_new: the person was told that the passphrase is another one now.
    """
    words = WORDS if opens(made, WORDS) else _NEW_WORDS
    found = ["the old passphrase is back"] if is_new and words == WORDS else []
    after = writing.after(small.state, AFTERWARDS)
    wrong = problems(made, [after] if "wrote" in told else [small.state, after], words=words)
    found += [one for one in wrong if not one.startswith("cipher: ")]
    return found + left_over(made) + bad_backups(made)


def _cut_plain(
    server: ForkServer, room: Path, *, journal: str, sync: str, times: int
) -> tuple[int, int]:
    """How often rows were missing that had been acknowledged, and how often it was unusable."""
    begun, empty = room / "plain", room / "plain-before"
    for folder in (begun, empty):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
    trace = record(
        server,
        room / "plain-trace",
        "plain_writer",
        folder=str(begun),
        journal=journal,
        sync=sync,
        count=_ROWS,
    )
    for path in begun.iterdir():
        path.unlink()
    lost = torn = 0
    for _cut, said, files in disk.states(begun, trace, count=times, random=writing.seeded(SEED)):
        acked = _acked(said)
        if not acked:
            continue
        try:
            connection = plain_database(_laid_down(empty, files))
            rows = connection.execute("SELECT count(*) FROM line").fetchone()[0]
            connection.close()
        except dbapi2.Error:
            torn += 1
            continue
        lost += rows < acked
    return lost, torn


def _acked(said: list[bytes]) -> int:
    numbers = [value for what, value in map(json.loads, said) if what == "acked"]
    return max(numbers, default=0)


def _laid_down(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The files in a folder of their own, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder
