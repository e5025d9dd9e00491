"""Whether memory may land on a disk unencrypted: layouts of /proc and /sys, and the answer."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ketaguide.base import swap

_CRYPT, _LVM = "CRYPT-LUKS2-0123-home", "LVM-abcdef"


@dataclass
class Computer:
    """What /proc/swaps, the mounts and /sys say of one computer.

    Attributes:
        swaps: file and type.
        mounts: mount point and device.
        blocks: name -> the uuid of its map, its map's name, what lies below it.
    """

    swaps: list[tuple[str, str]] = field(default_factory=list)
    mounts: list[tuple[str, str]] = field(default_factory=list)
    blocks: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    loop: dict[str, str] = field(default_factory=dict)

    def build(self, root: Path) -> tuple[Path, Path]:
        proc, system = root / "proc", root / "sys"
        (proc / "self").mkdir(parents=True)
        head = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
        lines = [f"{name}    {kind}\t\t8388604\t\t0\t\t-2\n" for name, kind in self.swaps]
        (proc / "swaps").write_text(head + "".join(lines))
        mounts = [
            f"36 35 98:{number} / {point} rw,noatime shared:1 - ext4 {device} rw\n"
            for number, (point, device) in enumerate(self.mounts)
        ]
        (proc / "self" / "mountinfo").write_text("".join(mounts))
        for name, (uuid, mapped, below) in self.blocks.items():
            place = system / "class" / "block" / name
            (place / "slaves").mkdir(parents=True)
            for one in below:
                (place / "slaves" / one).mkdir()
            if uuid:
                (place / "dm").mkdir()
                (place / "dm" / "uuid").write_text(uuid + "\n")
                (place / "dm" / "name").write_text(mapped + "\n")
            if name in self.loop:
                (place / "loop").mkdir()
                (place / "loop" / "backing_file").write_text(self.loop[name] + "\n")
        return proc, system


_PLAIN: tuple[str, str, tuple[str, ...]] = ("", "", ())
_ON_DISK = {"sda1": _PLAIN, "sda2": _PLAIN, "zram0": _PLAIN}
_LUKS = {**_ON_DISK, "dm-0": (_CRYPT, "root_crypt", ("sda2",))}

LAYOUTS = {
    "no swap": (Computer(), False),
    "in memory": (Computer([("/dev/zram0", "partition")], [], _ON_DISK), False),
    "partition": (Computer([("/dev/sda2", "partition")], [], _ON_DISK), True),
    "encrypted partition": (Computer([("/dev/dm-0", "partition")], [], _LUKS), False),
    "volume on an encrypted disk": (
        Computer([("/dev/dm-1", "partition")], [], {**_LUKS, "dm-1": (_LVM, "vg-swap", ("dm-0",))}),
        False,
    ),
    "volume over two disks, one encrypted": (
        Computer(
            [("/dev/dm-1", "partition")],
            [],
            {**_LUKS, "dm-1": (_LVM, "vg-swap", ("dm-0", "sda1"))},
        ),
        True,
    ),
    "file on a plain disk": (
        Computer([("/swapfile", "file")], [("/", "/dev/sda2")], _ON_DISK),
        True,
    ),
    "file on an encrypted disk": (
        Computer(
            [("/swap\\040of\\040mine", "file")],
            [("/boot", "/dev/sda1"), ("/", "/dev/mapper/root_crypt")],
            _LUKS,
        ),
        False,
    ),
    "file in a loop on an encrypted disk": (
        Computer(
            [("/dev/loop0", "partition")],
            [("/", "/dev/mapper/root_crypt")],
            {**_LUKS, "loop0": _PLAIN},
            {"loop0": "/var/swap.img"},
        ),
        False,
    ),
    "memory first, then a plain disk": (
        Computer([("/dev/zram0", "partition"), ("/dev/sda2", "partition")], [], _ON_DISK),
        True,
    ),
    "a disk nobody knows": (Computer([("/dev/nvme9n9p9", "partition")]), True),
}


@pytest.mark.promise("M-07")
@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_has_its_answer(tmp_path: Path, name: str) -> None:
    computer, is_told = LAYOUTS[name]
    proc, system = computer.build(tmp_path)
    said = swap.problem(proc=proc, system=system)
    assert bool(said) == is_told
    assert "safe" not in said


def test_what_cannot_be_read_is_no_alarm(tmp_path: Path) -> None:
    assert swap.problem(proc=tmp_path / "none", system=tmp_path / "none") == ""


def test_this_computer_has_an_answer() -> None:
    assert isinstance(swap.problem(), str)
