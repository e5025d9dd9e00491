"""A word of its own in every field of the program is in no file and in no write, ever."""

import base64
import gzip
import re
import stat
import zlib
from pathlib import Path

import pytest
from sqlmodel import select

from ketaguide.store import attachments, contacts, entries, preferences, sessions
from ketaguide.store.attachments import Attachment
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.reserve import SIZE
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers import traces
from tests.helpers.canary import forms, hits, in_files, new_canary
from tests.helpers.small_vaults import clock
from tests.journeys.story import Story, play

# Settings; how far each vault had come, and its lock; where a second start finds the first.
OUTSIDE = ("settings.toml", "seen.json", "seen.json.lock", "ketaguide-")
needs_strace = pytest.mark.needs_tool("strace")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A person fills every field there is, locks, meets a fault, and loses power."""
    return play(tmp_path_factory.mktemp("canary"))


def test_every_page_was_filled(story: Story) -> None:
    assert story.filled["session"] >= 10
    assert story.filled["contacts"] == 3
    assert story.filled["settings"] >= 1
    assert story.filled["preparing"] >= 15
    assert story.filled["set-and-setting"] >= 4
    assert story.filled["day-after"] >= 7
    assert story.filled["entry"] == story.filled["draft"] == 2
    assert story.filled["search"] == 1


def test_it_was_all_stored(story: Story) -> None:
    """Otherwise there would be nothing to leak."""
    policy = KdfPolicy.for_tests()
    keys = keyslots.unlock(story.vault, Passphrase(story.passphrase), policy=policy)
    vault = Vault.open(story.vault, keys, clock=clock())
    try:
        with vault.transaction() as db:
            assert story.canary in sessions.every(db)[0].place
            assert story.canary in contacts.every(db)[0].phone
            assert story.canary in preferences.every(db).vault_name
            pictures = db.exec(select(Attachment)).all()
            contents = [attachments.content(db, one.id) for one in pictures]
            bodies = [entries.get(db, row.id).body for row in entries.page(db)]
    finally:
        vault.close()
    assert story.vault.joinpath("vault-e2.db").exists(), "a backup was restored"
    assert len(list(story.vault.glob("backups/*.kgbak"))) >= 2
    assert len(bodies) == 4
    assert hits(story.photo.read_bytes(), [story.canary]), "the photo says where it was taken"
    assert [hits(content, [story.canary]) for content in contents] == [[]]
    assert [one.title for one in pictures] == [""]
    assert all(story.canary in body for body in bodies)


@pytest.mark.promise("L-01")
def test_no_file_holds_a_word_of_it(story: Story) -> None:
    """Neither below home nor among the temporary files nor in the vault's own folder."""
    own = story.sheet.parent  # the person's folder, which they named themselves
    found = [hit for hit in in_files(story.folder, story.words) if hit != f"{own}: name"]
    assert found == []
    found = [hit.partition(": ")[0] for hit in in_files(story.folder, [story.control])]
    assert set(found) == {str(story.leak)}


@needs_strace
@pytest.mark.promise("L-01")
def test_no_write_held_a_word_of_it(story: Story) -> None:
    """Also not into a file that was deleted afterwards, a pipe, a socket, or standard error."""
    assert len(story.traces) == 3
    for trace in story.traces:
        assert traces.in_trace(trace, story.words) == []
        assert [call for call in traces.unseen(trace) if f", {SIZE}" not in call] == []
    assert traces.in_trace(story.traces[0], [story.control])


def _outside(story: Story) -> set[str]:
    """What was made outside the vault, but for what the person asked for."""
    paths = {path for trace in story.traces for path in traces.made(trace)}
    plain = {re.sub(r"\.part$|(?<=/ketaguide-)[0-9a-f]{24}$", "", path) for path in paths}
    plain -= {str(story.sheet), str(story.leak), "/dev/null"}
    return {path for path in plain if not path.startswith(f"{story.vault}/")}


@needs_strace
@pytest.mark.promise("L-02", "L-07")
def test_little_is_made_outside_the_vault(story: Story) -> None:
    """No list of recent files, no note of Qt about the folder that was looked at."""
    made = _outside(story)
    assert any(path.endswith("settings.toml") for path in made)
    assert {Path(path).name for path in made} <= set(OUTSIDE)
    assert len(made) <= len(OUTSIDE) == 4
    made |= {path for trace in story.traces for path in traces.made_folders(trace)}
    assert not any(story.canary.lower() in path.lower() for path in made)


@needs_strace
@pytest.mark.promise("L-02")
def test_what_is_made_elsewhere_is_seen(story: Story) -> None:
    everything = {path for trace in story.traces for path in traces.made(trace)}
    assert str(story.leak) in everything
    assert any(path.endswith("vault.kgh") for path in everything)


@pytest.mark.promise("L-03")
def test_nobody_else_may_look_at_what_is_left(story: Story) -> None:
    """The program ran with a umask of 0."""
    own = (story.leak, story.sheet.parent)
    for path in story.folder.rglob("*"):
        if path not in own and not path.is_socket():
            wanted = 0o700 if path.is_dir() else 0o600
            assert (path, oct(stat.S_IMODE(path.lstat().st_mode))) == (path, oct(wanted))
    assert stat.S_IMODE(story.leak.stat().st_mode) == 0o666


@needs_strace
@pytest.mark.promise("L-11")
def test_nothing_leads_off_this_computer(story: Story) -> None:
    """But for the one call that was made to see whether it would be noticed."""
    first, *others = (traces.outward(trace) for trace in story.traces)
    assert [call.partition("(")[0] for call in first] == ["socket", "connect"]
    assert "htons(9)" in first[1]
    assert others == [[], []]
    for trace in story.traces:
        for name in traces.connected(trace):
            assert re.search(r"nscd|X11-unix|bus|ketaguide|wayland", name), name


@pytest.mark.promise("U-01")
def test_no_window_says_more_than_its_name(story: Story) -> None:
    shown = "\n".join(story.titles)
    assert [title for title in story.titles if hits(title.encode(), story.words)] == []
    assert hits(shown.encode(), [story.control])
    assert {"KetaGuide", "file_dialog", "crash_dialog"} <= story.titles


@pytest.mark.promise("C-09")
def test_the_process_says_nothing_of_it(story: Story) -> None:
    assert {when.split()[0] for when in story.processes} == {"first", "crashed", "killed", "locked"}
    for when, held in story.processes.items():
        assert hits(held.encode(), story.words) == [], when
    assert "ketaguide" in story.processes["locked cmdline"]


@pytest.mark.promise("L-01")
def test_the_search_knows_every_form(tmp_path: Path) -> None:
    word = new_canary()
    for name, form in forms(word).items():
        assert hits(b"before" + form + b"after", [word]), name
        (tmp_path / "held.bin").write_bytes(b"\0" + form)
        assert in_files(tmp_path, [word])
    for before in range(4):
        assert hits(base64.b64encode(b"x" * before + word.encode() + b"and on"), [word])
    for packed in (zlib.compress(word.encode()), gzip.compress(b"x" + word.encode("utf-16-le"))):
        assert word.encode() not in packed
        assert hits(b"\x78\x01\x78" + packed + b"more", [word])
    assert not hits(new_canary().encode(), [word])
