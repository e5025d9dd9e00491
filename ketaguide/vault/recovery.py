"""The recovery code: 128 random bits in a form for paper, with a check symbol per group."""

import hashlib
import secrets
from dataclasses import dataclass, field

from ketaguide.base.errors import RecoveryCodeTypo
from ketaguide.base.text import nfkc, tr

# Source: Crockford base32 (no I, L, O or U): symbols that survive handwriting and a phone call.
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 7
GROUP_LENGTH = 5

_DATA_PER_GROUP = GROUP_LENGTH - 1
_SECRET_BYTES = 16
_VERSION = 1
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = " -\t\r\n–—_.·"
# Source: x^5 + x^2 + 1, a primitive polynomial over GF(2).
_POLYNOMIAL = 0b100101


@dataclass(frozen=True)
class RecoveryCode:
    """A secret that opens the vault by itself. The text form never appears in ``repr``."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != _SECRET_BYTES:
            raise ValueError("a recovery code holds 16 bytes")

    @classmethod
    def parse(cls, text: str) -> "RecoveryCode":
        """Read what a person typed; case, spaces, dashes, ``o`` for 0 and ``i``, ``l`` for 1 pass.

        Raises:
            RecoveryCodeTypo: names the first wrong group where it is known.
        """
        symbols = _clean(text)
        if len(symbols) != GROUPS * GROUP_LENGTH:
            raise RecoveryCodeTypo(_first_wrong(text) or _wrong_length())
        groups = [symbols[i : i + GROUP_LENGTH] for i in range(0, len(symbols), GROUP_LENGTH)]
        for index, group in enumerate(groups):
            if not check_group(index, group):
                raise RecoveryCodeTypo(_typo_in(index))
        value = 0
        for group in groups:
            for symbol in group[:_DATA_PER_GROUP]:
                value = value << 5 | SYMBOLS.index(symbol)
        secret = (value >> 8 & (1 << 128) - 1).to_bytes(_SECRET_BYTES, "big")
        if value >> 136 != _VERSION or value & 0xFF != _checksum(secret):
            raise RecoveryCodeTypo
        return cls(secret)

    def groups(self) -> tuple[str, ...]:
        """Seven groups of five symbols, to be shown once and never stored."""
        value = _VERSION << 136 | int.from_bytes(self.secret, "big") << 8 | _checksum(self.secret)
        made = []
        for index in range(GROUPS):
            bits = value >> 20 * (GROUPS - 1 - index) & 0xFFFFF
            data = [bits >> shift & 31 for shift in (15, 10, 5, 0)]
            made.append("".join(SYMBOLS[d] for d in [*data, _check_symbol(index, data)]))
        return tuple(made)


def new_code() -> RecoveryCode:
    """A code nobody has seen yet."""
    return RecoveryCode(secrets.token_bytes(_SECRET_BYTES))


def check_group(index: int, text: str) -> bool:
    """Whether a typed group is right by itself.

    Args:
        index: 0 for the first group; a right group in the wrong place is wrong.
        text: as typed; spaces, case and look-alikes pass.
    """
    symbols = _clean(text)
    if len(symbols) != GROUP_LENGTH or any(s not in SYMBOLS for s in symbols):
        return False
    values = [SYMBOLS.index(s) for s in symbols]
    return _check_symbol(index, values[:_DATA_PER_GROUP]) == values[-1]


def same_group(shown: str, typed: str) -> bool:
    """Whether a group was typed back as it was shown; spaces, case and look-alikes pass."""
    return _clean(typed) == shown


def _clean(text: str) -> str:
    kept = "".join(c for c in nfkc(text) if c not in _IGNORED)
    return kept.upper().translate(_READ_AS)


def _first_wrong(text: str) -> str:
    """The typo's sentence where the typed separators still tell the groups apart."""
    groups = nfkc(text).replace("-", " ").split()
    if len(groups) != GROUPS:
        return ""
    wrong = [index for index, group in enumerate(groups) if not check_group(index, group)]
    return _typo_in(wrong[0]) if wrong else ""


def _typo_in(index: int) -> str:
    return tr("Group {number} has a typo.", number=index + 1)


def _wrong_length() -> str:
    return tr("A recovery code has seven groups of five characters.")


def _checksum(secret: bytes) -> int:
    return hashlib.sha256(b"ketaguide-recovery/1\n" + secret).digest()[0]


def _check_symbol(index: int, data: list[int]) -> int:
    """Weights a, a^2, a^3, a^4 find every single error and every swap of neighbours."""
    total, weight = index + 1, 1
    for value in data:
        weight = _times_two(weight)
        total ^= _multiply(weight, value)
    return total


def _times_two(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled


def _multiply(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left, right = _times_two(left), right >> 1
    return product
