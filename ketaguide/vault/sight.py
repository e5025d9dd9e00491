"""Recognizing a vault by its files, before anything heavy is imported."""

from contextlib import suppress
from pathlib import Path

HEADER = "vault.kgh"
PREVIOUS_HEADER = "vault.kgh.prev"
# In the state folder, not in the vault: which inbox keys this computer has seen.
PINS = "inbox.json"
_MOST_HEADER = 64 * 1024


def is_vault(folder: Path) -> bool:
    """Whether the folder looks like a vault, without opening anything."""
    return (folder / HEADER).is_file() or (folder / PREVIOUS_HEADER).is_file()


def lists_key_file(folder: Path) -> bool:
    """Whether the header seems to list a key file; unverified, so for display only."""
    try:
        with (folder / HEADER).open("rb") as header:
            return b'"passphrase-key-file"' in header.read(_MOST_HEADER)
    except OSError:
        return False


def remove_half_made(folder: Path) -> None:
    """Take away the files of a vault that never got a database, so that one can try again.

    Keeps everything where there is a database, and whatever is not ours.
    """
    if any(folder.glob("vault-e*.db")):
        return
    with suppress(OSError):
        for name in (HEADER, PREVIOUS_HEADER, "vault.lock", "reserve.bin"):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
