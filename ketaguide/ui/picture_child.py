"""Reads one picture from standard input and writes it anew to standard output: nothing else.

A process of its own, because a picture from elsewhere is the one thing the program decodes that it
did not write: ``ketaguide.ui.picture_work`` starts it, and the vault is not in its memory.

The answer is a line of JSON and then the new file; otherwise the exit code says why not.
"""

import contextlib
import json
import os
import sys
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter

from ketaguide.base.harden import harden

NOT_A_PICTURE = 3
TOO_LARGE = 4
DAMAGED = 5

# Source: our own choice: twice the size of what telephones make today.
MOST_BYTES = 20 * 1024 * 1024
# Source: our own choice: above it lie only stitched panoramas and scans of posters.
MOST_PIXELS = 40_000_000
MOST_MIB = 128
# Source: our own choice: as sharp as a full screen, in a fifth of what a telephone makes of it.
LONGEST_SIDE = 2048
# Source: our own choice: no difference to be seen beside the original at reading distance.
QUALITY = 88

# Source: measured: Qt's libraries take 14 MiB of data and a picture at most 128, twice while it is
# turned; the process then stays under 256 MiB of memory.
_MOST_DATA = 216 * 1024 * 1024
_MOST_ADDRESSES = 768 * 1024 * 1024
_MOST_CPU_S = 10
_HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def main() -> int:
    """Returns the exit code."""
    harden()
    _load()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    _limit()
    if len(data) > MOST_BYTES:
        return TOO_LARGE
    kind = _kind(data)
    if not kind:
        return NOT_A_PICTURE
    image = _read(data, kind, longest=int(sys.argv[1]))
    if isinstance(image, int):
        return image
    return _answer(image)


def _load() -> None:
    """Open all that will be needed: afterwards no file can be opened any more.

    Qt shares the work on a large picture among threads, and a thread needs open files to begin.
    With one processor there is one such thread, and the work done here starts it.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    QImageReader.setAllocationLimit(MOST_MIB)
    for kind in (b"png", b"jpeg", b"webp", b"heic"):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        QImageReader(buffer, QByteArray(kind)).canRead()
    large = QImage(1024, 1024, QImage.Format.Format_RGB32)
    large.fill(0)
    large.scaled(700, 700, mode=Qt.TransformationMode.SmoothTransformation)
    large.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    _in_srgb(large)


def _limit() -> None:
    """From here on: so much memory and time, and no file opened or written.

    Best effort: where the system knows no such limits, the caller's time limit stays.
    """
    if sys.platform == "win32":
        return
    import resource

    limits = [
        (resource.RLIMIT_DATA, _MOST_DATA),
        (resource.RLIMIT_AS, _MOST_ADDRESSES),
        (resource.RLIMIT_CPU, _MOST_CPU_S),
        (resource.RLIMIT_FSIZE, 0),
    ]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_NOFILE, 0))
    for what, most in limits:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _kind(data: bytes) -> bytes:
    """By how the file begins, never by its name; empty for everything that is not wanted."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"png"
    if data.startswith(b"\xff\xd8\xff"):
        return b"jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        known = {bytes(one.data()) for one in QImageReader.supportedImageFormats()}
        return next((kind for kind in (b"heic", b"heif") if kind in known), b"")
    return b""


def _read(data: bytes, kind: bytes, *, longest: int) -> QImage | int:
    """The first picture of the file, upright and no larger than wanted; or an exit code."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return DAMAGED
    if size.width() * size.height() > MOST_PIXELS:
        return TOO_LARGE
    smaller = _fitting(size, longest)
    # These two are made small while they are read, which takes a fraction of the memory.
    if smaller != size and kind in (b"jpeg", b"webp"):
        reader.setScaledSize(smaller)
    image = reader.read()
    if image.isNull():
        held = smaller if kind in (b"jpeg", b"webp") else size
        return TOO_LARGE if held.width() * held.height() * 4 > MOST_MIB << 20 else DAMAGED
    if image.format() == QImage.Format.Format_CMYK8888:
        image = _in_srgb(image)
    fitting = _fitting(image.size(), longest)
    if fitting != image.size():
        image = image.scaled(
            fitting,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    image = _in_srgb(image)
    return TOO_LARGE if image.isNull() else image


def _fitting(size: QSize, longest: int) -> QSize:
    if max(size.width(), size.height()) <= longest:
        return size
    made = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
    return made.expandedTo(QSize(1, 1))


def _in_srgb(image: QImage) -> QImage:
    """Colours as every screen shows them, so that the profile itself can go."""
    wanted = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    space = image.colorSpace()
    if space.isValid() and space != wanted:
        plain = image.format() == QImage.Format.Format_CMYK8888 or not image.hasAlphaChannel()
        to = QImage.Format.Format_RGB32 if plain else QImage.Format.Format_ARGB32
        made = image.convertedToColorSpace(wanted, to)
        if not made.isNull():
            return made
    if image.format() == QImage.Format.Format_CMYK8888:
        return image.convertToFormat(QImage.Format.Format_RGB32)
    return image


def _answer(image: QImage) -> int:
    seen = _bare(image.convertToFormat(QImage.Format.Format_RGBA8888))
    is_clear = image.hasAlphaChannel() and min(memoryview(seen.constBits())[3::4].tobytes()) < 255
    kind = b"png" if is_clear else b"jpeg"
    if not is_clear:
        seen = seen.convertToFormat(QImage.Format.Format_RGB32)
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(made, QByteArray(kind))
    if not is_clear:
        writer.setQuality(QUALITY)
    if not writer.write(seen):
        return TOO_LARGE
    head = {"mime": f"image/{kind.decode()}", "width": seen.width(), "height": seen.height()}
    out: Any = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    out.write(made.data().data())
    out.flush()
    return 0


def _bare(image: QImage) -> QImage:
    """The same pixels in a new picture: texts, profile and resolution stay behind."""
    made = QImage(image.width(), image.height(), image.format())
    memoryview(made.bits())[:] = memoryview(image.constBits())
    return made


if __name__ == "__main__":
    sys.exit(main())
