"""What this computer has seen of its vaults: two windows lose none of each other's lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ketaguide.vault import state_file
from ketaguide.vault.instance import InstanceLock

_COUNT = 60
_WRITER = """
import sys
from pathlib import Path
from ketaguide.vault import state_file

path, own, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def put(number):
    def alter(entries):
        entries[f"{own}{number}"] = "x" * 200
    return alter

sys.stdin.read(1)
print(sum(state_file.change(path, put(number)) for number in range(count)))
"""


@pytest.mark.promise("R-05")
def test_two_windows_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state" / "seen.json"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), own, str(_COUNT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for own in ("a", "b")
    ]
    try:
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("!")
            writer.stdin.flush()
        told = [writer.communicate(timeout=60)[0] for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    assert [int(each) for each in told] == [_COUNT, _COUNT]
    assert len(json.loads(path.read_bytes())) == 2 * _COUNT
    assert sorted(each.name for each in path.parent.iterdir()) == ["seen.json", "seen.json.lock"]


def test_held_for_too_long_by_another_it_says_that_nothing_was_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_file, "_TRIES", 2)
    path = tmp_path / "seen.json"
    other = InstanceLock(tmp_path, name="seen.json.lock")
    assert not state_file.change(path, lambda entries: entries.update(a=True))
    assert not path.exists()
    other.release()
    assert state_file.change(path, lambda entries: entries.update(a=True))
    assert state_file.read(path) == {"a": True}
