"""Taking in a picture: read by a process of its own, never by ours, and written anew by it.

A child that is started for each picture, rather than ``multiprocessing``: it inherits nothing, not
even our memory, and its command holds neither the file's name nor its path.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import BinaryIO

from ketaguide.base.errors import (
    ImportProblem,
    NotAPicture,
    PictureDamaged,
    PictureTooLarge,
    PictureTooSlow,
)
from ketaguide.base.pulse import Pulse, no_pulse

_ROOT = Path(__file__).resolve().parent.parent.parent
_MODULE = "ketaguide.ui.picture_child"

# Source: our own choice: twice the size of what telephones make today.
MOST_BYTES = 20 * 1024 * 1024
LONGEST_SIDE = 2048
# Source: our own choice: fifty times what the largest picture took in our measurements.
TIME_LIMIT_S = 10.0
_LOOK_EVERY_S = 0.03
_HEAD_BYTES = 200
# What the child's exit code says; see there.
_REASONS = (
    (3, NotAPicture),
    (4, PictureTooLarge),
    (5, PictureDamaged),
)
_BEGINNINGS = (("image/jpeg", b"\xff\xd8\xff"), ("image/png", b"\x89PNG\r\n\x1a\n"))


@dataclass(frozen=True)
class Encoded:
    """A picture as it goes into the vault: pixels, and nothing about where they come from."""

    mime: str
    width: int
    height: int
    content: bytes = field(repr=False)


def taken_in(
    source: Path | bytes,
    *,
    pulse: Pulse = no_pulse,
    longest: int = LONGEST_SIDE,
    time_limit: float = TIME_LIMIT_S,
) -> Encoded:
    """The picture in a file, or in bytes from the clipboard, written anew.

    Args:
        pulse: called some thirty times a second; calls it off, and the child ends at once.

    Raises:
        ImportProblem: the file cannot be read, or NotAPicture, PictureTooLarge, PictureTooSlow,
            PictureDamaged.
        Cancelled: by ``pulse``.
    """
    if isinstance(source, bytes):
        if len(source) > MOST_BYTES:
            raise PictureTooLarge
        code, answer = _child(source, pulse=pulse, longest=longest, time_limit=time_limit)
    else:
        with _opened(source) as file:
            code, answer = _child(file, pulse=pulse, longest=longest, time_limit=time_limit)
    if code:
        raise dict(_REASONS).get(code, PictureDamaged)()
    return _checked(answer, longest)


def _opened(path: Path) -> BinaryIO:
    try:
        if not path.is_file():
            raise ImportProblem
        return path.open("rb")
    except OSError:
        raise ImportProblem from None


def _child(
    source: bytes | BinaryIO, *, pulse: Pulse, longest: int, time_limit: float
) -> tuple[int, bytes]:
    """A file becomes the child's own input: we hold none of it, and hand on none of its bytes."""
    command = [sys.executable, "-B", "-m", _MODULE, str(longest)]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        command,
        cwd=_ROOT,
        stdin=subprocess.PIPE if isinstance(source, bytes) else source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    ends = monotonic() + time_limit
    answer = bytearray()
    given = source if isinstance(source, bytes) else b""
    talking = Thread(target=_talk, args=(child, given, answer), daemon=True)
    talking.start()
    try:
        while talking.is_alive():
            talking.join(_LOOK_EVERY_S)
            if monotonic() > ends:
                raise PictureTooSlow
            pulse(0, 1)
    finally:
        child.kill()
        code = child.wait()
        talking.join()
    return code, bytes(answer)


def _talk(child: subprocess.Popen[bytes], data: bytes, answer: bytearray) -> None:
    """Hand over all of it, then read no more than a picture of ours can be."""
    if child.stdout is None:
        return
    with child.stdout:
        if child.stdin is not None:
            with contextlib.suppress(OSError), child.stdin:  # it may have seen enough before
                child.stdin.write(data)
        answer += child.stdout.read(MOST_BYTES + _HEAD_BYTES)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(1)


def _checked(answer: bytes, longest: int) -> Encoded:
    """Whoever takes over the child may still only say what a picture of ours could be."""
    line, _, content = answer.partition(b"\n")
    try:
        told = json.loads(line)
        mime, width, height = told["mime"], int(told["width"]), int(told["height"])
        begins = dict(_BEGINNINGS)[mime]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PictureDamaged from None
    fits = min(width, height) > 0 and max(width, height) <= longest
    if not fits or not content.startswith(begins) or len(content) > MOST_BYTES:
        raise PictureDamaged
    return Encoded(mime=mime, width=width, height=height, content=content)
