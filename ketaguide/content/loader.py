"""Files of a pack -> Pack. Every fault names its place in plain words, and nothing is run."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ketaguide.base.errors import PackError, PackInvalid, PackMissing, PackTooNew
from ketaguide.content.crosscheck import check_guide
from ketaguide.content.guide import PHASES, Guide
from ketaguide.content.lists import Feelings
from ketaguide.content.pack import SCHEMA, Pack, PackInfo
from ketaguide.content.shape import ID, Misfit, nearest, read_table
from ketaguide.content.words import Family, WordList

# Source: our own ceilings, ten times the core pack; a hostile pack stays under a second.
MOST_BYTES = 256 * 1024
MOST_FILES = 200
DEEPEST_FOLDER = 4
# Python's TOML reader takes quadratic time over one key of many dots, and keys end with the line.
MOST_DOTS = 200
DEEPEST_VALUE = 24

_HEADING = re.compile(r"^#{1,6}[ \t]+`?([a-z0-9-]{1,40})\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A pack's files by their path inside it, for example ``guides/prepare.toml``."""

    name: str
    files: Mapping[str, Path]

    def shown(self, file: str) -> str:
        return f"{self.name}/{file}"

    def text(self, file: str) -> str:
        """Raises:
        PackInvalid: too large, or not UTF-8.
        """
        try:
            with self.files[file].open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as problem:
            raise PackInvalid(f"{self.shown(file)}: cannot be read") from problem
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


def load_pack(folder: Path) -> Pack:
    """Read a pack; a guide or word list that does not fit is left out and named in ``problems``.

    Raises:
        PackMissing: there is no pack.toml.
        PackTooNew: it was written for a newer schema.
        PackInvalid: pack.toml itself, or the folder, does not fit.
    """
    files = _files(folder)
    if "pack.toml" not in files.files:
        raise PackMissing(f"{folder.name}: there is no pack.toml in this folder")
    info = _info(files)
    problems: list[PackError] = []
    words: dict[str, tuple[Family, ...]] = {}
    for file in files.under("words"):
        try:
            words[_stem(files, file)] = _word_list(files, file)
        except PackError as problem:
            problems.append(problem)
    guides: dict[str, Guide] = {}
    sources = _sources(files)
    for file in files.under("guides"):
        try:
            guide = _guide(files, file, words, sources)
            guides[guide.id] = replace(
                guide, pack_id=info.id, pack_version=info.version, language=info.language
            )
        except PackError as problem:
            problems.append(problem)
    missing = [name for name in info.guides if f"guides/{name}.toml" not in files.files]
    if missing:
        problems.append(
            PackInvalid(f"{files.shown('pack.toml')}: guides names no file: {missing[0]}")
        )
    return Pack(info=info, guides=_ordered(guides, info), words=words, problems=tuple(problems))


def read_toml(text: str, shown: str) -> dict[str, Any]:
    """TOML text as tables.

    Args:
        text: the file's content.
        shown: the file's name for the message.

    Raises:
        PackInvalid: it is not TOML, or it is built to take long.
    """
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise PackInvalid(f"{shown}: a line has more than {MOST_DOTS} dots")
    try:
        tables = tomllib.loads(text)
    except RecursionError as problem:
        raise PackInvalid(f"{shown}: is nested too deep") from problem
    except ValueError as problem:
        raise PackInvalid(f"{shown}: is not valid TOML: {str(problem)[:200]}") from problem
    if _depth(tables) > DEEPEST_VALUE:
        raise PackInvalid(f"{shown}: is nested more than {DEEPEST_VALUE} deep")
    return tables


def _depth(value: object) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(item, depth + 1) for item in inner]
    return deepest


def _files(folder: Path) -> _Folder:
    """Raises:
    PackInvalid: a link, a folder too deep, or too many files.
    """
    found: dict[str, Path] = {}
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
    return _Folder(name=folder.name, files=found)


def _info(files: _Folder) -> PackInfo:
    shown = files.shown("pack.toml")
    rows = read_toml(files.text("pack.toml"), shown)
    schema = rows.get("schema")
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        raise PackTooNew
    try:
        info = read_table(PackInfo, rows, place="")
        if info.id != files.name:
            raise Misfit("id", f"must be the folder's name, {files.name}")
    except Misfit as misfit:
        raise PackInvalid(f"{shown}: {misfit}") from misfit
    return info


def _word_list(files: _Folder, file: str) -> tuple[Family, ...]:
    rows = read_toml(files.text(file), files.shown(file))
    try:
        return read_table(WordList, rows, place="").families
    except Misfit as misfit:
        raise PackInvalid(f"{files.shown(file)}: {misfit}") from misfit


def _guide(
    files: _Folder,
    file: str,
    words: Mapping[str, tuple[Family, ...]],
    sources: frozenset[str],
) -> Guide:
    rows = read_toml(files.text(file), files.shown(file))
    try:
        guide = _with_words(read_table(Guide, rows, place=""), words)
        if guide.id != _stem(files, file):
            raise Misfit("id", f"must be the file's name, {_stem(files, file)}")
        check_guide(guide)
        for n, name in enumerate(guide.sources):
            if name not in sources:
                what = f'needs a heading of its own in SOURCES.md, for example "## {name}"'
                raise Misfit(f"sources[{n}]", what)
    except Misfit as misfit:
        raise PackInvalid(f"{files.shown(file)}: {misfit}") from misfit
    return guide


def _with_words(guide: Guide, words: Mapping[str, tuple[Family, ...]]) -> Guide:
    """The guide with each feelings prompt holding the families it names."""
    steps = list(guide.steps)
    for n, step in enumerate(steps):
        prompts = list(step.prompts)
        for m, prompt in enumerate(prompts):
            if not isinstance(prompt, Feelings):
                continue
            if prompt.words not in words:
                what = f"names no word list that could be read{nearest(prompt.words, list(words))}"
                raise Misfit(f"steps[{n}].prompts[{m}].words", what)
            prompts[m] = replace(prompt, families=words[prompt.words])
        steps[n] = replace(step, prompts=tuple(prompts))
    return replace(guide, steps=tuple(steps))


def _sources(files: _Folder) -> frozenset[str]:
    if "SOURCES.md" not in files.files:
        return frozenset()
    return frozenset(_HEADING.findall(files.text("SOURCES.md")))


def _stem(files: _Folder, file: str) -> str:
    name = file.rpartition("/")[2].removesuffix(".toml")
    if not ID.fullmatch(name):
        raise PackInvalid(
            f"{files.shown(file)}: must be named in small letters, digits and hyphens"
        )
    return name


def _ordered(guides: Mapping[str, Guide], info: PackInfo) -> tuple[Guide, ...]:
    """By phase, then as pack.toml lists them, then by id."""
    listed = {name: n for n, name in enumerate(info.guides)}

    def rank(guide: Guide) -> tuple[int, int, str]:
        return PHASES.index(guide.phase), listed.get(guide.id, len(listed)), guide.id

    return tuple(sorted(guides.values(), key=rank))
