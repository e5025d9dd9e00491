"""The source tree as the checks see it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One file of the package; ``name`` is dotted, a package's ``__init__`` has the package's."""

    path: Path
    name: str

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def part(self) -> str:
        """The layer it is in: ``ui`` for ``ketaguide.ui.pages.home_page``."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def short(self) -> str:
        return self.name.partition(".")[2]

    def at(self, node: ast.AST) -> str:
        """Where a violation stands."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def modules(root: Path) -> list[Module]:
    """Every Python file of the package under ``root``."""
    package = root / "ketaguide"
    found = []
    for path in sorted(package.rglob("*.py")):
        words = path.relative_to(root).with_suffix("").parts
        name = ".".join(words[:-1] if words[-1] == "__init__" else words)
        if "_resources" not in words:
            found.append(Module(path, name))
    return found


@dataclass(frozen=True)
class Import:
    """One imported name; ``only_types`` when it stands under ``if TYPE_CHECKING``."""

    module: str
    name: str
    alias: str
    node: ast.AST
    only_types: bool


def imports(module: Module) -> Iterator[Import]:
    """Every import, late ones too."""
    guarded = {
        id(inner)
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(module.syntax):
        only_types = id(node) in guarded
        if isinstance(node, ast.Import):
            for found in node.names:
                alias = found.asname or found.name.partition(".")[0]
                yield Import(found.name, "", alias, node, only_types)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            for found in node.names:
                yield Import(source, found.name, found.asname or found.name, node, only_types)


def called(node: ast.Call) -> str:
    """The dotted name of what is called, as far as it is one: ``QFileDialog.getOpenFileName``."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for names and attributes; '' at the front where something else stands there."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def calls(module: Module) -> Iterator[ast.Call]:
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.Call):
            yield node
