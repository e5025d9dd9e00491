"""Picture files made by hand: whole ones, and such as nobody would make in good faith."""

import struct
import zlib
from functools import cache

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QColorSpace, QImage, QLinearGradient, QPainter

PNG = b"\x89PNG\r\n\x1a\n"


def scenery(width: int = 640, height: int = 420, *, clear: bool = False) -> QImage:
    """A lake under a low sun: something to look at."""
    kind = QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32
    image = QImage(width, height, kind)
    image.fill(QColor(0, 0, 0, 0 if clear else 255))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, height * 0.62)
    sky.setColorAt(0, QColor("#3f5f8a"))
    sky.setColorAt(1, QColor("#f2b68c"))
    lake = QLinearGradient(0, height * 0.62, 0, height)
    lake.setColorAt(0, QColor("#d99a7c"))
    lake.setColorAt(1, QColor("#1f3a4d"))
    if not clear:
        painter.fillRect(0, 0, width, round(height * 0.62), sky)
        painter.fillRect(0, round(height * 0.62), width, height, lake)
    painter.setBrush(QColor("#ffe9c7"))
    painter.setPen(QColor(0, 0, 0, 0))
    size = height // 6
    painter.drawEllipse(round(width * 0.62), round(height * 0.42), size, size)
    painter.end()
    return image


def saved(image: QImage, kind: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@cache
def photo(width: int = 640, height: int = 420, kind: str = "JPEG") -> bytes:
    return saved(scenery(width, height), kind)


def clear_png() -> bytes:
    return saved(scenery(200, 160, clear=True), "PNG")


def with_exif(jpeg: bytes, *, place: str, words: str, orientation: int = 1) -> bytes:
    """A photo that says where it was taken, as telephones write it.

    Source: Exif 2.32: a TIFF structure in APP1; 0x8825 leads to the GPS entries.
    """
    note, at = words.encode() + b"\0", place.encode() + b"\0"
    first = 8 + 2 + 3 * 12 + 4
    gps = first + len(note)
    ifd = struct.pack("<H", 3)
    ifd += struct.pack("<HHII", 0x010E, 2, len(note), first)
    ifd += struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    ifd += struct.pack("<HHII", 0x8825, 4, 1, gps)
    ifd += struct.pack("<I", 0)
    places = struct.pack("<H", 1)
    places += struct.pack("<HHII", 0x001B, 2, len(at), gps + 2 + 12 + 4)
    places += struct.pack("<I", 0) + at
    tiff = b"II*\0" + struct.pack("<I", 8) + ifd + note + places
    body = b"Exif\0\0" + tiff
    comment = words.encode()
    more = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    more += b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment
    return jpeg[:2] + more + jpeg[2:]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int,
    height: int,
    *,
    depth: int = 8,
    colour: int = 2,
    data: bytes | None = None,
    more: bytes = b"",
) -> bytes:
    """A file of PNG chunks; ``more`` stands between the header and the pixels."""
    if data is None:
        samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
        line = b"\0" + b"\x40" * ((width * samples * depth + 7) // 8)
        data = zlib.compress(line * height, 9)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def wide_gamut() -> bytes:
    """A picture whose profile is not that of a screen."""
    image = scenery(64, 48)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.ProPhotoRgb))
    return saved(image, "PNG")


def cmyk_jpeg() -> bytes:
    return saved(scenery(64, 48).convertToFormat(QImage.Format.Format_CMYK8888), "JPEG")


def gif(frames: int = 2) -> bytes:
    """Source: GIF89a, a picture of one black pixel, over and over."""
    head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"
    one = b"\x21\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    return head + one * frames + b";"


def moving_webp() -> bytes:
    """Two pictures in one file, the first of which counts.

    Source: the WebP container: VP8X with the animation flag, ANIM, then ANMF for each frame.
    """
    still = saved(scenery(16, 16), "WEBP")
    inner = still[12:]

    def part(kind: bytes, data: bytes) -> bytes:
        return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    size = struct.pack("<I", 15)[:3]
    frame = b"\0" * 6 + size + size + struct.pack("<I", 100)[:3] + b"\0" + inner
    body = b"WEBP" + part(b"VP8X", b"\x02\0\0\0" + size + size)
    body += part(b"ANIM", b"\xff\xff\xff\xff\0\0") + part(b"ANMF", frame) * 2
    return b"RIFF" + struct.pack("<I", len(body)) + body
