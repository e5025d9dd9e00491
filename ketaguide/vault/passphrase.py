"""Which passphrases are taken, and six words for those who want one made."""

import secrets
from functools import cache

from ketaguide.base.paths import resources
from ketaguide.base.text import nfkc, tr
from ketaguide.vault.secrets import MOST_BYTES

# Source: NIST SP 800-63B-4: 15 characters for a single factor, each code point counts, no
# composition rules, a blocklist.
LEAST_LENGTH = 15
GENERATED_WORDS = 6

_LEAST_LEFT = 8
_LEAST_DISTINCT = 5
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)
_RUN = 4
# The stems of the most used passwords; long passwords made of them are guessed first.
# Source: recurring stems in the public lists of the 10,000 most common passwords.
_BLOCKED = (
    *("password", "passwort", "passphrase", "passw0rd", "p@ssword", "p@ssw0rd", "motdepasse"),
    *("contraseña", "contrasena", "senha", "secret", "geheim", "letmein", "welcome", "willkommen"),
    *("iloveyou", "trustno1", "monkey", "dragon", "master", "football", "baseball", "superman"),
    *("batman", "princess", "sunshine", "shadow", "michael", "jordan", "hunter", "starwars"),
    *("whatever", "computer", "internet", "admin", "administrator", "login", "hello", "changeme"),
    *("default", "freedom", "qazwsx", "correcthorsebatterystaple"),
    *("ketaguide", "ketamine", "ketamin", "journal", "therapy", "vault"),
)


def problem(text: str, vault_name: str = "") -> str | None:
    """Why this passphrase is not taken, as a sentence for the person; None where it is.

    Args:
        text: as typed or pasted.
        vault_name: the name the person gave the vault; it adds nothing to a passphrase.
    """
    words = nfkc(text)
    try:
        size = len(words.encode())
    except UnicodeEncodeError:
        return tr("This passphrase holds characters that cannot be kept.")
    if size > MOST_BYTES:
        return tr("This passphrase is too long.")
    if len(words) < LEAST_LENGTH:
        return tr("Use {count} characters or more. A sentence works well.", count=LEAST_LENGTH)
    if _is_repeated(words.casefold()):
        return tr("This repeats the same few characters.")
    if _left_of(words.casefold(), vault_name) < _LEAST_LEFT:
        return tr("This is made of words and rows that are tried first. Add words of your own.")
    return None


def generate_words(count: int = GENERATED_WORDS) -> str:
    """Words drawn evenly from the list, with spaces between: 77.5 bits for six.

    Source: EFF's long word list, 7,776 words; log2(7776) = 12.92 bits each.
    """
    listed = word_list()
    return " ".join(secrets.choice(listed) for _ in range(count))


@cache
def word_list() -> tuple[str, ...]:
    """The list that ``generate_words`` draws from."""
    listed = resources() / "words" / "eff_large.txt"
    return tuple(listed.read_text(encoding="ascii").split())


def _is_repeated(words: str) -> bool:
    if len(set(words)) < _LEAST_DISTINCT:
        return True
    # A text that is found in its own double, ends cut off, is a part repeated.
    return words in (words + words)[1:-1]


def _left_of(words: str, vault_name: str) -> int:
    """How many characters remain when blocked words and keyboard rows are taken out."""
    left = "".join(c for c in words if not c.isspace() and c not in "-_.,")
    name = "".join(c for c in nfkc(vault_name).casefold() if c.isalnum())
    for blocked in sorted({*_BLOCKED, *([name] if len(name) > 2 else [])}, key=len, reverse=True):
        left = left.replace(blocked, "")
    return len(_without_runs(left))


def _without_runs(text: str) -> str:
    """The text without stretches of four and more that lie on one row, forwards or back."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    kept, at = "", 0
    while at < len(text):
        length = _run_at(text[at:], rows)
        if length < _RUN:
            kept += text[at]
            length = 1
        at += length
    return kept


def _run_at(text: str, rows: list[str]) -> int:
    length = 1
    while length < len(text) and any(text[: length + 1] in row for row in rows):
        length += 1
    same = len(text) - len(text.lstrip(text[0]))
    return max(length, same)
