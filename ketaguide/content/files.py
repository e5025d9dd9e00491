"""A pack's files as text and tables, within limits: a hostile folder costs little."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rtoml

from ketaguide.base.errors import PackInvalid, PackMissing

# Source: our own ceilings, ten times the core pack; a hostile pack stays under a second.
MOST_BYTES = 256 * 1024
MOST_FILES = 200
DEEPEST_FOLDER = 4
DEEPEST_VALUE = 24
_NESTS = (dict, list)


@dataclass(frozen=True, slots=True)
class Folder:
    """A pack's files by their path inside it, for example ``guides/prepare.toml``.

    They lie on the disk, or, from an archive, in memory. ``loose`` ones have no folder of their
    own, so that its name need not be the pack's id.
    """

    name: str
    files: Mapping[str, Path | bytes]
    loose: bool = False

    def shown(self, file: str) -> str:
        return f"{self.name}/{file}"

    def content(self, file: str) -> bytes:
        """As it is, and no more of it than a byte too many.

        Raises:
            PackInvalid: it cannot be read.
        """
        content = self.files[file]
        if not isinstance(content, Path):
            return content
        try:
            with content.open("rb") as stream:
                return stream.read(MOST_BYTES + 1)
        except OSError as problem:
            raise PackInvalid(f"{self.shown(file)}: cannot be read") from problem

    def text(self, file: str) -> str:
        """Raises:
        PackInvalid: too large, or not UTF-8.
        """
        content = self.content(file)
        if len(content) > MOST_BYTES:
            raise PackInvalid(f"{self.shown(file)}: must be {MOST_BYTES // 1024} KiB or smaller")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as problem:
            raise PackInvalid(f"{self.shown(file)}: must be UTF-8 text") from problem

    def under(self, folder: str) -> list[str]:
        """The TOML files of one folder, in the order of their names."""
        ends = re.compile(rf"{folder}/[^/]+\.toml")
        return sorted(file for file in self.files if ends.fullmatch(file))


def read_toml(text: str, shown: str) -> dict[str, Any]:
    """TOML text as tables. A byte order mark, and a line break beside an inline table's =, may be.

    Args:
        text: the file's content.
        shown: the file's name for the message.

    Raises:
        PackInvalid: it is not TOML, or it is built to take long.
    """
    try:
        # Lines end the same way on every system, also within a text.
        tables = rtoml.loads(text.replace("\r\n", "\n"))
    except ValueError as problem:
        raise PackInvalid(f"{shown}: is not valid TOML: {str(problem)[:200]}") from problem
    if _depth(tables) > DEEPEST_VALUE:
        raise PackInvalid(f"{shown}: is nested more than {DEEPEST_VALUE} deep")
    return tables


def _depth(value: object) -> int:
    """How deep tables and lists lie in one another; a level at a time, so that none is too deep."""
    depth = 1
    level: list[Any] = [value]
    while level and depth <= DEEPEST_VALUE:
        level = [
            item
            for one in level
            for item in (one.values() if isinstance(one, dict) else one)
            if isinstance(item, _NESTS)
        ]
        depth += 1
    return depth


def list_files(folder: Path) -> Folder:
    """Every file of a pack; nothing is opened, and no link is followed.

    Raises:
        PackMissing: the folder cannot be read.
        PackInvalid: a link, a folder too deep, or too many files.
    """
    found: dict[str, Path | bytes] = {}
    waiting = [(folder, "", 1)]
    while waiting:
        place, prefix, depth = waiting.pop()
        try:
            with os.scandir(place) as listed:
                inside = sorted(listed, key=lambda entry: entry.name)
        except OSError as problem:
            raise PackMissing(f"{folder.name}: this folder cannot be read") from problem
        for entry in inside:
            path = prefix + entry.name
            if entry.is_symlink():
                raise PackInvalid(f"{folder.name}/{path}: must be a file of its own, not a link")
            if entry.is_dir():
                if depth >= DEEPEST_FOLDER:
                    raise PackInvalid(f"{folder.name}/{path}: folders are nested too deep")
                waiting.append((Path(entry.path), path + "/", depth + 1))
            elif entry.is_file():
                found[path] = Path(entry.path)
            if len(found) > MOST_FILES:
                raise PackInvalid(f"{folder.name}: must hold {MOST_FILES} files or fewer")
    return Folder(name=folder.name, files=found)
