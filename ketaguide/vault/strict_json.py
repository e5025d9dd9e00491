"""JSON as the header allows it: small, flat, and in exactly one spelling."""

import base64
import binascii
import json
from typing import Any, NoReturn

from ketaguide.base.errors import HeaderCorrupt

MOST_BRACKETS = 64
_MOST_DIGITS = 15


def read(line: bytes) -> dict[str, Any]:
    """The object on the line.

    Raises:
        HeaderCorrupt: not an object, not ASCII, not in the one canonical spelling, with more than
            64 brackets, a duplicate key, a float, or an integer of more than 15 digits.
    """
    if line.count(b"[") + line.count(b"{") > MOST_BRACKETS:
        raise HeaderCorrupt
    try:
        value = json.loads(
            line.decode("ascii"),
            object_pairs_hook=_without_duplicates,
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_small_int,
        )
    except (ValueError, RecursionError):
        raise HeaderCorrupt from None
    if not isinstance(value, dict) or write(value) != line:
        raise HeaderCorrupt
    return value


def write(value: dict[str, Any]) -> bytes:
    """Compact ASCII with sorted keys: the one spelling that ``read`` takes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def fields(value: object, names: str) -> dict[str, Any]:
    """The object, if it has exactly these fields.

    Raises:
        HeaderCorrupt: it is no object, or a field is missing or unknown.
    """
    if not isinstance(value, dict) or set(value) != set(names.split()):
        raise HeaderCorrupt
    return value


def integer(value: object, *, low: int, high: int) -> int:
    """A whole number in the range; ``true`` is none."""
    if type(value) is not int or not low <= value <= high:
        raise HeaderCorrupt
    return value


def text(value: object, *, most: int = 64) -> str:
    """Printable ASCII of a limited length."""
    if not isinstance(value, str) or len(value) > most or not value.isascii():
        raise HeaderCorrupt
    if not value.isprintable():
        raise HeaderCorrupt
    return value


def encode(value: bytes) -> str:
    """Base64 with padding, the standard alphabet."""
    return base64.b64encode(value).decode("ascii")


def decode(value: object, *, length: int) -> bytes:
    """The bytes of canonical base64 of exactly this length.

    Raises:
        HeaderCorrupt: another length, alphabet, padding, or stray bits at the end.
    """
    if not isinstance(value, str) or len(value) != -(-length // 3) * 4:
        raise HeaderCorrupt
    try:
        decoded = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise HeaderCorrupt from None
    if len(decoded) != length or encode(decoded) != value:
        raise HeaderCorrupt
    return decoded


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _refuse(_literal: str) -> NoReturn:
    raise ValueError("not a whole number")


def _small_int(literal: str) -> int:
    if len(literal.lstrip("-")) > _MOST_DIGITS:
        raise ValueError("too many digits")
    return int(literal)
