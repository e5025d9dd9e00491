"""A pack in a zip file: read in memory, within limits; a hostile one gives our own error."""

import io
import os
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ketaguide.base.errors import PackError, PackInvalid
from ketaguide.content.archive import MOST_ARCHIVE, read_archive
from ketaguide.content.files import MOST_BYTES, MOST_FILES
from ketaguide.content.loader import read_pack
from ketaguide.content.pack import Pack
from tests.helpers.clinics import zipped
from tests.helpers.packs import EVERY_KIND, PACK, WORDS

# Of processor time, far above what is needed: it tells a hang from an answer.
MOST_SECONDS = 2.0
GOOD = {
    "pack.toml": PACK.replace("{id}", "mine"),
    "guides/every-kind.toml": EVERY_KIND,
    "words/feelings.toml": WORDS,
}


def with_entry(name: str, *, text: bytes = b"x", attributes: int = 0o644 << 16) -> bytes:
    """The good pack, and one more file with just this name."""
    stream = io.BytesIO(zipped(dict(GOOD)))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        info.external_attr = attributes
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, text)
    return stream.getvalue()


def patched(where: bytes, at: int, value: bytes, *, content: bytes = b"") -> bytes:
    """Overwrite bytes after every place where a record begins, as a hostile writer would."""
    content = content or zipped(dict(GOOD))
    pieces, start = bytearray(content), content.find(where)
    while start >= 0:
        pieces[start + at : start + at + len(value)] = value
        start = content.find(where, start + 1)
    return bytes(pieces)


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def bomb() -> bytes:
    return zipped({**GOOD, "words/big.toml": b"0" * (200 * 1024 * 1024)})


def many_big() -> bytes:
    return zipped({**GOOD, **{f"words/b{n}.toml": b"0" * MOST_BYTES for n in range(60)}})


def twice() -> bytes:
    stream = io.BytesIO(zipped(dict(GOOD)))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("mine/pack.toml", "other")
    return stream.getvalue()


def quine_like() -> bytes:
    """Many central records that all point at one local file."""
    content = zipped({"pack.toml": b"0" * MOST_BYTES}, root="")
    end = content.rindex(END)
    start = content.index(CENTRAL)
    central = content[start:end] * 150
    tail = bytearray(content[end:])
    tail[8:12] = struct.pack("<HH", 150, 150)
    tail[12:20] = struct.pack("<II", len(central), start)
    return content[:start] + central + bytes(tail)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no-zip": lambda: b"not a zip at all" * 100,
    "random": lambda: os.urandom(5000),
    "end-only": lambda: END + b"\0" * 18,
    "cut-in-half": lambda: zipped(dict(GOOD))[: len(zipped(dict(GOOD))) // 2],
    "cut-at-end": lambda: zipped(dict(GOOD))[:-10],
    "no-middle": lambda: zipped(dict(GOOD))[:60] + zipped(dict(GOOD))[-60:],
    "too-large": lambda: b"PK\x03\x04" + b"0" * MOST_ARCHIVE,
    "bomb": bomb,
    "many-big": many_big,
    "many-files": lambda: zipped({**GOOD, **{f"words/{n}.md": "x" for n in range(MOST_FILES)}}),
    "many-folders": lambda: zipped({**GOOD, **{f"f{n}/": "" for n in range(3 * MOST_FILES)}}),
    "overlapping": quine_like,
    "file-twice": twice,
    "same-but-for-case": lambda: zipped({**GOOD, "Pack.toml": "x"}),
    "up-and-out": lambda: with_entry("../outside.toml"),
    "up-inside": lambda: with_entry("mine/guides/../../../etc/passwd"),
    "absolute": lambda: with_entry("/etc/passwd"),
    "drive": lambda: with_entry("C:/windows/x.toml"),
    "backslash": lambda: with_entry("mine\\..\\..\\x.toml"),
    "nul": lambda: with_entry("mine/words/a\0.toml"),
    "newline": lambda: with_entry("mine/words/a\n.toml"),
    "dots": lambda: with_entry("mine/./words/a.toml"),
    "empty-part": lambda: with_entry("mine//words/a.toml"),
    "trailing-space": lambda: with_entry("mine/words /a.toml"),
    "star": lambda: with_entry("mine/words/*.toml"),
    "turned": lambda: with_entry("mine/words/\u202elmot.a.toml"),
    "long-name": lambda: with_entry("mine/" + "a" * 300 + ".toml"),
    "deep": lambda: with_entry("mine/" + "a/" * 20 + "a.toml"),
    "link": lambda: with_entry("mine/words/a.toml", attributes=0o120777 << 16),
    "encrypted": lambda: patched(CENTRAL, 8, b"\x01\0"),
    "unknown-method": lambda: patched(CENTRAL, 10, b"\x63\0"),
    "lzma": lambda: zipped(dict(GOOD), kind=zipfile.ZIP_LZMA),
    "bzip2": lambda: zipped(dict(GOOD), kind=zipfile.ZIP_BZIP2),
    "wrong-crc": lambda: patched(CENTRAL, 16, b"\xde\xad\xbe\xef"),
    "lying-size": lambda: patched(CENTRAL, 24, b"\xff\xff\xff\x7f"),
    "wrong-offset": lambda: patched(CENTRAL, 42, b"\xff\xff\xff\x7f"),
    "zip64": lambda: patched(CENTRAL, 20, b"\xff" * 8),
    "local-name-differs": lambda: patched(LOCAL, 30, b"elsewhere/"),
    "broken-stream": lambda: patched(LOCAL, 60, b"\xff" * 40),
    "directory-lies": lambda: patched(END, 12, b"\xff\xff\xff\x7f\xff\xff\xff\x7f"),
    "only-a-zip": lambda: zipped({"mine.zip": zipped(dict(GOOD))}),
    "no-pack": lambda: zipped({"readme.md": "x"}),
    "not-utf8": lambda: zipped({**GOOD, "guides/every-kind.toml": b"\xff\xfe id = 1"}),
    "newer": lambda: zipped({**GOOD, "pack.toml": GOOD["pack.toml"].replace("= 1", "= 99", 1)}),
}


HARMLESS: dict[str, Callable[[], bytes]] = {
    "count-lies": lambda: patched(END, 8, b"\xff\xff\xff\xff"),
    "zip-beside": lambda: zipped({**GOOD, "mine.zip": zipped(dict(GOOD))}),
    "program-beside": lambda: zipped({**GOOD, "run.py": "raise SystemExit", "x.exe": b"MZ"}),
}


def test_there_are_forty_of_them() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_gives_our_own_error_and_writes_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = HOSTILE[name]()
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    with pytest.raises(PackError) as caught:
        _read(content)
    assert time.process_time() - began < MOST_SECONDS
    assert "passwd" not in str(caught.value)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("name", HARMLESS)
def test_what_lies_beside_a_pack_is_left_alone(name: str) -> None:
    assert [guide.id for guide in _read(HARMLESS[name]()).guides] == ["every-kind"]


def test_a_packed_size_that_lies_is_refused_or_does_not_matter() -> None:
    """Python 3.13 refuses what 3.11 reads rightly; neither reads anything else."""
    try:
        pack = _read(patched(CENTRAL, 20, b"\xff\xff\xff\x7f"))
    except PackInvalid:
        return
    assert [guide.id for guide in pack.guides] == ["every-kind"]


def _read(content: bytes) -> Pack:
    pack = read_pack(read_archive(content, name="mine.zip"))
    for problem in pack.problems:
        raise problem
    return pack


class TestGood:
    @pytest.mark.parametrize("root", ["mine/", ""])
    def test_a_pack_with_and_without_a_folder_of_its_own(self, root: str) -> None:
        pack = read_pack(read_archive(zipped(dict(GOOD), root=root), name="From clinic.zip"))
        assert (pack.info.id, pack.problems) == ("mine", ())
        assert [guide.id for guide in pack.guides] == ["every-kind"]

    def test_a_folder_with_another_name_than_the_id_is_refused(self) -> None:
        with pytest.raises(PackInvalid, match="must be the folder's name"):
            read_pack(read_archive(zipped(dict(GOOD), root="other/"), name="mine.zip"))

    def test_stored_files_are_read_too(self) -> None:
        content = zipped(dict(GOOD), kind=zipfile.ZIP_STORED)
        assert not read_pack(read_archive(content, name="mine.zip")).problems
