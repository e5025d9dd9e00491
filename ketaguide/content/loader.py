"""Files of a pack -> Pack. Every fault names its place in plain words, and nothing is run."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ketaguide.base.errors import PackError, PackInvalid, PackMissing, PackTooNew
from ketaguide.content.clinic import read_clinic
from ketaguide.content.crosscheck import check_guide
from ketaguide.content.felt import Feelings
from ketaguide.content.files import Folder, list_files, read_toml
from ketaguide.content.guide import PHASES, Guide
from ketaguide.content.lines import Groups
from ketaguide.content.pack import SCHEMA, Pack, PackInfo
from ketaguide.content.shape import ID, Misfit, nearest, read_table
from ketaguide.content.words import Family, WordList

_NONE: Mapping[str, tuple[Family, ...]] = MappingProxyType({})

# A heading, or the first cell of a table's row.
_SOURCE = re.compile(r"^(?:#{1,6}|\|)[ \t]+`?([a-z0-9-]{1,40})`?(?![\w-])", re.MULTILINE)


def load_pack(folder: Path) -> Pack:
    """Read a folder, as ``read_pack`` does; one that has not changed since is not checked again.

    Raises:
        PackError: as ``read_pack``; or the folder does not fit.
    """
    files = list_files(folder)
    try:
        contents = tuple((path, files.content(path)) for path in files.files if _is_read(path))
    except PackInvalid:  # one file is out of reach: read_pack says which, and uses the others
        return read_pack(files)
    return _once(files.name, contents)


@lru_cache(maxsize=4)
def _once(name: str, contents: tuple[tuple[str, bytes], ...]) -> Pack:
    """Told apart by what the files say, so that a changed one is never taken for the one before."""
    return read_pack(Folder(name=name, files=dict(contents)))


def _is_read(path: str) -> bool:
    return path == "SOURCES.md" or path.endswith(".toml")


def read_pack(files: Folder, *, shared: Mapping[str, tuple[Family, ...]] = _NONE) -> Pack:
    """Read a pack; a guide or word list that does not fit is left out and named in ``problems``.

    Args:
        shared: word lists of the core pack, for a pack that brings none of that name.

    Raises:
        PackMissing: there is no pack.toml.
        PackTooNew: it was written for a newer schema.
        PackInvalid: pack.toml itself does not fit.
    """
    if "pack.toml" not in files.files:
        raise PackMissing(f"{files.name}: there is no pack.toml here")
    info = _info(files)
    problems: list[PackError] = []
    words: dict[str, tuple[Family, ...]] = {}
    lines: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for file in files.under("words"):
        try:
            found = _words(files, file)
            if isinstance(found, WordList):
                words[_stem(files, file)] = found.families
            else:
                lines[_stem(files, file)] = found.by_id()
        except PackError as problem:
            problems.append(problem)
    guides: dict[str, Guide] = {}
    sources = _sources(files)
    for file in files.under("guides"):
        try:
            guide = _guide(files, file, {**shared, **words}, sources)
            guides[guide.id] = replace(
                guide, pack_id=info.id, pack_version=info.version, language=info.language
            )
        except PackError as problem:
            problems.append(problem)
    clinic = None
    try:
        clinic = read_clinic(files)
    except PackError as problem:
        problems.append(problem)
    missing = [name for name in info.guides if f"guides/{name}.toml" not in files.files]
    if missing:
        problems.append(
            PackInvalid(f"{files.shown('pack.toml')}: guides names no file: {missing[0]}")
        )
    return Pack(
        info=info,
        guides=_ordered(guides, info),
        words=words,
        lines=lines,
        clinic=clinic,
        problems=tuple(problems),
    )


def _info(files: Folder) -> PackInfo:
    shown = files.shown("pack.toml")
    rows = read_toml(files.text("pack.toml"), shown)
    schema = rows.get("schema")
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        raise PackTooNew
    try:
        info = read_table(PackInfo, rows, place="")
        if info.id != files.name and not files.loose:
            raise Misfit("id", f"must be the folder's name, {files.name}")
    except Misfit as misfit:
        raise PackInvalid(f"{shown}: {misfit}") from misfit
    return info


def _words(files: Folder, file: str) -> WordList | Groups:
    """A file of ``words/`` holds families to choose from, or groups of lines that are shown."""
    rows = read_toml(files.text(file), files.shown(file))
    try:
        if "groups" in rows:
            return read_table(Groups, rows, place="")
        return read_table(WordList, rows, place="")
    except Misfit as misfit:
        raise PackInvalid(f"{files.shown(file)}: {misfit}") from misfit


def _guide(
    files: Folder,
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
                what = f"needs a heading or a table row in SOURCES.md that begins with {name}"
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


def _sources(files: Folder) -> frozenset[str]:
    if "SOURCES.md" not in files.files:
        return frozenset()
    return frozenset(_SOURCE.findall(files.text("SOURCES.md")))


def _stem(files: Folder, file: str) -> str:
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
