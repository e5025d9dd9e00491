"""Picture files that nobody would make in good faith: refused, or read within limits."""

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ketaguide.ui import picture_work
from ketaguide.ui.picture_sight import decoded
from ketaguide.ui.picture_work import Encoded
from tests.helpers import picture_bytes as made

# Source: X-03 in the project's list of promises; the machine of a test may be a busy one.
MOST_MEMORY_KIB = 256 * 1024
MOST_SECONDS = 2.0

Malformed = Callable[[], bytes]
_JPEG = made.photo

MALFORMED: tuple[tuple[str, Malformed], ...] = (
    ("nothing", lambda: b""),
    ("one byte", lambda: b"\x89"),
    ("words", lambda: b"Dear diary, " * 100),
    ("random", lambda: b"\xff\xd8\xff\xe0" + os.urandom(5000)),
    ("jpeg: half of it", lambda: _JPEG()[: len(_JPEG()) // 2]),
    ("jpeg: its first bytes", lambda: _JPEG()[:20]),
    ("jpeg: no end", lambda: _JPEG()[:-2]),
    ("jpeg: turned bits", lambda: _turned(_JPEG(), 20)),
    ("jpeg: header of a flood", lambda: _resized_jpeg(65500, 65500)),
    ("jpeg: no size", lambda: _resized_jpeg(0, 0)),
    ("jpeg: cmyk", made.cmyk_jpeg),
    ("jpeg: exif that leads nowhere", lambda: _bad_exif(_JPEG())),
    ("jpeg: a program behind it", lambda: _JPEG() + b"PK\x03\x04" + b"#!/bin/sh\n" * 500),
    ("jpeg: many markers", lambda: _JPEG()[:2] + b"\xff\xfe\0\x02" * 100_000 + _JPEG()[2:]),
    ("png: half of it", lambda: made.photo(kind="PNG")[:3000]),
    ("png: header of a flood", lambda: made.png(100_000, 100_000, data=zlib.compress(b"\0"))),
    ("png: largest header", lambda: made.png(2**31 - 1, 2**31 - 1, data=b"")),
    ("png: long and thin", lambda: made.png(2_000_000, 1, depth=1, colour=0)),
    ("png: no size", lambda: made.png(0, 0)),
    ("png: sixteen bits", lambda: made.png(300, 200, depth=16, colour=6)),
    ("png: no such colours", lambda: made.png(10, 10, depth=8, colour=3)),
    ("png: a false sum", lambda: made.photo(kind="PNG")[:-20] + b"\0" * 20),
    ("png: a bomb for pixels", lambda: made.png(64, 64, data=zlib.compress(bytes(50_000_000)))),
    ("png: a bomb for a text", lambda: made.png(64, 64, more=_text_bomb())),
    ("png: many texts", lambda: made.png(64, 64, more=made.chunk(b"tEXt", b"k\0v") * 50_000)),
    ("png: a huge profile", lambda: made.png(64, 64, more=_profile(30_000_000))),
    ("png: a false profile", lambda: made.png(64, 64, more=_profile(900))),
    ("png: thirty million pixels", lambda: made.png(6000, 5000, depth=8, colour=0)),
    ("png: pixels above the limit", lambda: made.png(8001, 5000, depth=1, colour=0)),
    ("svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
    ("svg that calls itself a photo", lambda: b"\xff\xd8\xff<svg width='9' height='9'/>"),
    ("gif that moves", lambda: made.gif(2000)),
    ("webp that moves", made.moving_webp),
    ("webp: cut off", lambda: made.photo(kind="WEBP")[:60]),
    ("tiff", lambda: b"II*\0" + struct.pack("<I", 8) + bytes(100)),
    ("heif without pictures", lambda: b"\0\0\0\x18ftypheic" + bytes(2000)),
    ("bmp", lambda: made.photo(kind="BMP")),
)


def _turned(data: bytes, count: int) -> bytes:
    changed = bytearray(data)
    for place in range(400, len(data) - 2, max(1, len(data) // count)):
        changed[place] ^= 0x55
    return bytes(changed)


def _resized_jpeg(width: int, height: int) -> bytes:
    """Source: JPEG: SOF0 holds height and width behind its length and its precision."""
    data = bytearray(_JPEG())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _bad_exif(jpeg: bytes) -> bytes:
    body = b"Exif\0\0II*\0" + struct.pack("<IHHHII", 8, 9999, 0x0112, 3, 0xFFFFFFFF, 0xFFFFFFF0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def _text_bomb() -> bytes:
    return made.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9)) * 20


def _profile(size: int) -> bytes:
    return made.chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(size), 9))


def _seen(picture: Encoded) -> QImage:
    return decoded(picture.content, mime=picture.mime)


@pytest.mark.promise("X-03")
@pytest.mark.parametrize("name", [name for name, _ in MALFORMED])
def test_malformed_pictures_are_refused_or_read_within_limits(name: str) -> None:
    """Once: the process that decodes tells its own peak, and its own time."""
    data = dict(MALFORMED)[name]()
    code, answer, peak, seconds = _in_child(data)
    assert code in (0, 3, 4, 5), f"it ended with {code}"
    assert peak < MOST_MEMORY_KIB
    assert seconds < MOST_SECONDS
    if code == 0:
        picture = picture_work._checked(answer, picture_work.LONGEST_SIDE)
        assert _seen(picture).size() == QSize(picture.width, picture.height)
    if name.startswith(("svg", "gif", "tiff", "bmp", "heif", "words", "nothing")):
        assert code in (3, 5)


# Linux counts the peak of whoever forks into that of the child, and a test's process is large:
# so a small one stands between.
_MEASURE = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
code = os.waitstatus_to_exitcode(status)
os.write(2, f"\\n{code} {used.ru_maxrss} {used.ru_utime + used.ru_stime}".encode())
"""


def _in_child(data: bytes) -> tuple[int, bytes, int, float]:
    """Exit code, answer, peak of memory in KiB, and its own seconds of work."""
    command = [sys.executable, "-m", picture_work._MODULE, str(picture_work.LONGEST_SIDE)]
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _MEASURE, *command],
        input=data,
        capture_output=True,
        cwd=picture_work._ROOT,
        check=True,
    )
    code, peak, seconds = told.stderr.splitlines()[-1].split()
    return int(code), told.stdout, int(peak), float(seconds)


@pytest.mark.promise("X-03")
def test_there_are_enough_of_them() -> None:
    assert len(MALFORMED) >= 30
