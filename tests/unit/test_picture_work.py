"""Pictures from elsewhere: taken in without what they carry, or refused in a sentence."""

import itertools
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic

import pytest
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

_JPEG = made.photo


def _seen(picture: Encoded) -> QImage:
    return decoded(picture.content, mime=picture.mime)


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
