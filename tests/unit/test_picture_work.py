"""Pictures from elsewhere: taken in without what they carry, or refused in a sentence."""

import itertools
import os
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QColorSpace, QImage

from ketaguide.base.errors import (
    ImportProblem,
    NotAPicture,
    PictureDamaged,
    PictureTooLarge,
    PictureTooSlow,
)
from ketaguide.base.pulse import Cancelled
from ketaguide.ui import picture_work
from ketaguide.ui.picture_sight import decoded
from ketaguide.ui.picture_work import Encoded, taken_in
from tests.helpers import picture_bytes as made
from tests.helpers.canary import hits, new_canary

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


def _in_child(data: bytes) -> tuple[int, bytes, int, float]:
    """Exit code, answer, peak of memory in KiB, and its own seconds of work."""
    command = [sys.executable, "-m", picture_work._MODULE, str(picture_work.LONGEST_SIDE)]
    child = subprocess.Popen(
        command,
        cwd=picture_work._ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    told: list[bytes] = []
    reading = threading.Thread(target=lambda: told.append(child.stdout.read()))  # type: ignore[union-attr]
    reading.start()
    try:
        child.stdin.write(data)
        child.stdin.close()
    except BrokenPipeError:
        pass
    reading.join()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    peak = used.ru_maxrss
    return child.returncode, told[0], peak, used.ru_utime + used.ru_stime


@pytest.mark.promise("X-03")
def test_there_are_enough_of_them() -> None:
    assert len(MALFORMED) >= 30


@pytest.mark.promise("X-03")
def test_place_and_words_inside_a_photo_are_gone() -> None:
    place, words = new_canary(), new_canary()
    photo = made.with_exif(_JPEG(), place=place, words=words)
    texts = made.chunk(b"tEXt", b"Comment\0" + words.encode())
    texts += made.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + place.encode())
    drawing = made.png(40, 30, more=texts)
    for data in (photo, drawing):
        assert len(hits(data, [place, words])) >= 2, "there would be nothing to lose"
        assert hits(taken_in(data).content, [place, words]) == []


@pytest.mark.promise("X-03")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_written(kind: str) -> None:
    """No text, no profile, no Exif: only the parts that a picture cannot be without."""
    picture = taken_in(made.wide_gamut() if kind == "PNG" else made.photo(90, 60, kind))
    assert picture.mime == "image/jpeg"
    assert set(_markers(picture.content)) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    clear = taken_in(made.clear_png())
    assert (clear.mime, set(_chunks(clear.content))) == (
        "image/png",
        {b"IHDR", b"pHYs", b"IDAT", b"IEND"},
    )


def _markers(jpeg: bytes) -> Iterable[int]:
    at = 2
    while jpeg[at + 1] != 0xDA:
        yield jpeg[at + 1]
        at += 2 + struct.unpack_from(">H", jpeg, at + 2)[0]


def _chunks(png: bytes) -> Iterable[bytes]:
    at = 8
    while at < len(png):
        yield png[at + 4 : at + 8]
        at += 12 + struct.unpack_from(">I", png, at)[0]


def test_a_photo_stands_upright() -> None:
    photo = made.with_exif(made.photo(120, 60), place="x", words="y", orientation=6)
    picture = taken_in(photo)
    assert (picture.width, picture.height) == (60, 120)


def test_a_large_photo_is_made_smaller_and_a_small_one_stays() -> None:
    picture = taken_in(made.photo(4000, 3000))
    assert (picture.width, picture.height) == (2048, 1536)
    small = taken_in(made.photo(90, 60))
    assert (small.width, small.height) == (90, 60)
    assert taken_in(made.photo(900, 600), longest=300).width == 300


def test_what_is_clear_stays_clear_and_colours_stay_as_they_look() -> None:
    clear = _seen(taken_in(made.clear_png()))
    assert clear.pixelColor(2, 2).alpha() == 0
    wide = QImage()
    assert wide.loadFromData(made.wide_gamut())
    shown, kept = _as_on_screen(wide), _seen(taken_in(made.wide_gamut()))
    inks = _seen(taken_in(made.cmyk_jpeg()))
    for at in ((5, 5), (30, 20), (60, 45)):
        _alike(shown.pixelColor(*at), kept.pixelColor(*at))
        _alike(made.scenery(64, 48).pixelColor(*at), inks.pixelColor(*at))


def _as_on_screen(image: QImage) -> QImage:
    image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return image


def _alike(one: QColor, other: QColor) -> None:
    parts = (QColor.red, QColor.green, QColor.blue)
    assert max(abs(part(one) - part(other)) for part in parts) <= 12, (one.name(), other.name())


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"words", NotAPicture),
        (made.gif(), NotAPicture),
        (made.png(8001, 5000, depth=1, colour=0), PictureTooLarge),
        (bytes(20 * 1024 * 1024 + 1), PictureTooLarge),
        (made.PNG + b"nothing else", PictureDamaged),
    ],
    ids=["words", "gif", "pixels", "bytes", "damaged"],
)
def test_each_refusal_says_why(data: bytes, problem: type[ImportProblem]) -> None:
    with pytest.raises(problem) as found:
        taken_in(data)
    assert found.value.user_text
    assert found.value.hint


@pytest.mark.parametrize("harm", ["missing", "folder", "large"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "photo.jpg"
    if harm == "folder":
        path.mkdir()
    elif harm == "large":
        with path.open("wb") as file:
            file.truncate(21 * 1024 * 1024)
    with pytest.raises(ImportProblem):
        taken_in(path)


def test_the_name_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(made.photo(90, 60, "WEBP"))
    assert taken_in(path).width == 90
    path.with_suffix(".png").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(NotAPicture):
        taken_in(path.with_suffix(".png"))


def _sleeper(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that never answers."""
    (folder / "sleeper.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(picture_work, "_ROOT", folder)
    monkeypatch.setattr(picture_work, "_MODULE", "sleeper")


def test_what_takes_too_long_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _sleeper(tmp_path, monkeypatch)
    began = monotonic()
    with pytest.raises(PictureTooSlow):
        taken_in(made.photo(kind="BMP"), time_limit=0.3)
    assert monotonic() - began < 5


def test_calling_it_off_ends_the_other_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sleeper(tmp_path, monkeypatch)
    turns = itertools.count()

    def pulse(_done: int, _total: int) -> None:
        if next(turns) == 2:
            raise Cancelled

    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **kwargs))  # type: ignore[call-overload]
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(Cancelled):
        taken_in(bytes(3_000_000), pulse=pulse)
    assert started[0].poll() is not None


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[" * 100_000,
        b"{}\n",
        b'{"mime": "image/svg+xml", "width": 1, "height": 1}\n<svg/>',
        b'{"mime": "image/png", "width": 1, "height": 1}\n\xff\xd8\xff',
        b'{"mime": "image/png", "width": 9999, "height": 1}\n' + made.PNG,
        b'{"mime": "image/png", "width": "x", "height": 1}\n' + made.PNG,
    ],
    ids=["none", "deep", "empty", "svg", "another", "large", "words"],
)
def test_an_answer_that_no_picture_of_ours_gives_is_refused(answer: bytes) -> None:
    with pytest.raises(PictureDamaged):
        picture_work._checked(answer, 2048)


@pytest.mark.promise("X-03")
@pytest.mark.only_on("linux")
def test_the_other_process_opens_nothing_once_it_has_the_picture(tmp_path: Path) -> None:
    """Not even with a decoder that someone has taken over: no file can be opened or grown."""
    code = (
        "import sys\n"
        "from ketaguide.ui import picture_child as child\n"
        "child._load(); child._limit()\n"
        "for mode in ('rb', 'wb'):\n"
        "    try:\n"
        "        open(sys.argv[1], mode)\n"
        "    except OSError as problem:\n"
        "        print(problem.errno)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x")],
        cwd=picture_work._ROOT,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["24", "24"], done.stderr


def test_it_needs_little_of_the_program() -> None:
    """Its start is what a person waits for."""
    code = (
        "import sys, ketaguide.ui.picture_child\n"
        "print(*(name for name in sys.modules if name.startswith(('ketaguide', 'PySide6.Qt'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=picture_work._ROOT, capture_output=True, text=True
    )
    assert set(done.stdout.split()) == {
        *("ketaguide", "ketaguide.ui", "ketaguide.ui.picture_child"),
        *("ketaguide.base", "ketaguide.base.harden", "PySide6.QtCore", "PySide6.QtGui"),
    }
