"""What the program's code takes from the core pack, read from the code itself."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ketaguide.base.paths import resources

PACKAGE = resources().parent / "ketaguide"
# Where texts of the pack are read.
READERS = ("lines", "texts", "words")


@dataclass(frozen=True)
class Module:
    """One file of code.

    Attributes:
        reads: names of files of words it asks the catalogue for.
        guides: ids of guides in it: in a constant called so, or where one is opened.
        imports: other modules of the package.
        says: every literal in it; where a literal has places in it, a pattern.
    """

    name: str
    reads: frozenset[str]
    guides: frozenset[str]
    imports: frozenset[str]
    says: frozenset[str]


def module(name: str, text: str) -> Module:
    """What one file of code says."""
    tree = ast.parse(text)
    constants = dict(_constants(tree))
    return Module(
        name=name,
        reads=frozenset(_reads(tree, constants)),
        guides=frozenset(_guides(tree)),
        imports=frozenset(_imports(tree)),
        says=frozenset(_literals(tree)),
    )


@cache
def modules() -> tuple[Module, ...]:
    """All code of the program."""
    files = sorted(PACKAGE.rglob("*.py"))
    return tuple(module(_name(file), file.read_text(encoding="utf-8")) for file in files)


def around(words: str, *, code: Iterable[Module], handed: Iterable[str] = ()) -> tuple[Module, ...]:
    """The modules that read a file of words, what these import, and who imports them.

    Args:
        handed: modules that are given the texts by some further way.
    """
    known = {one.name: one for one in code}
    readers = {name for name, one in known.items() if words in one.reads}
    near = {name for name, one in known.items() if one.imports & readers}
    given = {name for reader in readers | near for name in known[reader].imports}
    return tuple(known[n] for n in sorted({*readers, *near, *given, *handed}) if n in known)


def unread(
    groups: Mapping[str, Iterable[str]], *, near: Iterable[Module], whole: Iterable[str] = ()
) -> list[str]:
    """Groups, and ``group.line``, that none of the modules asks for.

    Args:
        whole: groups that are read line by line, whatever their lines are called.
    """
    said = frozenset(word for one in near for word in one.says)
    found = []
    for group, lines in groups.items():
        if not _is_said(group, said):
            found.append(group)
        elif group not in whole:
            found += [f"{group}.{line}" for line in lines if not _is_said(line, said)]
    return found


def _is_said(word: str, said: Iterable[str]) -> bool:
    return word in said or any(re.fullmatch(one, word) for one in said if ".+" in one)


def _name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(value)))
            ):
                yield name, value


def _reads(tree: ast.Module, constants: Mapping[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr), args=[argument, *_]) if attr in READERS:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value
                elif isinstance(argument, ast.Name) and argument.id in constants:
                    yield constants[argument.id]


def _guides(tree: ast.Module) -> Iterator[str]:
    opened = {"OpenGuide", "guide", "has"}
    named = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[one, *_]):
                if name not in opened:
                    continue
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value
                elif isinstance(one, ast.Name):
                    named.add(one.id)
    for name, value in _constants(tree):
        if "GUIDE" in name or name in named:
            yield value


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _literals(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            known = [one.value for one in node.values if isinstance(one, ast.Constant)]
            if any(known):
                yield "".join(map(_pattern, node.values))


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
