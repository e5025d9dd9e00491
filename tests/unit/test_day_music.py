"""The person's own music: only audio files of this computer, in the order they want."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ketaguide.flows import day_music
from ketaguide.store import tracks
from ketaguide.vault.db import Db
from tests.helpers.vaults import open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def titles(db: Db) -> list[str]:
    return [track.title for track in tracks.every(db)]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "rain.mp3",
        "//host/share/rain.mp3",
        "\\\\host\\share\\rain.mp3",
        "\\\\?\\UNC\\host\\rain.mp3",
        "smb://host/rain.mp3",
        "https://host/rain.mp3",
        "/run/user/1000/gvfs/smb-share:server=host,share=music/rain.mp3",
        "/music/rain.mp3\0.sh",
        "/music/rain.sh",
        "/music/rain.mp3.desktop",
        "/music/mp3",
    ],
)
def test_what_is_no_audio_file_of_this_computer_is_refused(path: str) -> None:
    assert not day_music.is_own(path)
    assert day_music.playable(path) is None


def test_a_file_that_is_there_can_be_played(tmp_path: Path) -> None:
    rain = tmp_path / "rain on a tent.MP3"
    assert day_music.playable(str(rain)) is None
    rain.touch()
    assert day_music.playable(str(rain)) == rain
    assert day_music.there([str(rain), str(tmp_path / "gone.ogg")]) == {str(rain)}


def test_a_folder_and_a_link_to_something_else_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.mp3").mkdir()
    script = tmp_path / "script.sh"
    script.touch()
    link = tmp_path / "link.mp3"
    link.symlink_to(script)
    ring = tmp_path / "ring.mp3"
    ring.symlink_to(ring)
    for path in (tmp_path / "folder.mp3", link, ring):
        assert day_music.playable(str(path)) is None


def test_only_audio_is_added_and_each_piece_once(db: Db) -> None:
    paths = [Path("/m/one.mp3"), Path("/m/notes.txt"), Path("/m/two.flac"), Path("/m/one.mp3")]
    day_music.add(db, paths=paths)
    day_music.add(db, paths=[Path("/m/two.flac")])
    assert titles(db) == ["one", "two"]


def test_pieces_are_moved_taken_off_and_put_back_in_their_place(db: Db) -> None:
    first, second, third = day_music.add(db, paths=[Path(f"/m/{n}.mp3") for n in "abc"])
    move = partial(day_music.move, db)
    move(track_id=third.id, by=-1)
    assert titles(db) == ["a", "c", "b"]
    move(track_id=first.id, by=-1)
    move(track_id=second.id, by=1)
    move(track_id="gone", by=1)
    assert titles(db) == ["a", "c", "b"]
    gone = day_music.remove(db, track_id=third.id)
    assert titles(db) == ["a", "b"]
    day_music.undo_remove(db, track=gone)
    assert titles(db) == ["a", "c", "b"]
    day_music.add(db, paths=[Path("/m/d.mp3")])
    assert titles(db) == ["a", "c", "b", "d"]
