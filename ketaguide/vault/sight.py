"""Recognizing a vault by its files, before anything heavy is imported."""

from pathlib import Path

HEADER = "vault.kgh"
PREVIOUS_HEADER = "vault.kgh.prev"


def is_vault(folder: Path) -> bool:
    """Whether the folder looks like a vault, without opening anything."""
    return (folder / HEADER).is_file() or (folder / PREVIOUS_HEADER).is_file()
