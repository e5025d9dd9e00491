"""How big things may grow, and what a module may keep."""

import ast
from pathlib import Path

from tests.checks.tree import called, dotted, modules

FILE_LINES = 300
FUNCTION_LINES = 60
CONSTRUCTOR_LINES = 60
CONSTRUCTOR_PARAMETERS = 5
PUBLIC_METHODS = 15
MAKERS_OF_MUTABLES = (
    *("list", "dict", "set", "bytearray", "defaultdict", "deque", "OrderedDict", "Counter"),
    *("WeakSet", "WeakValueDictionary", "WeakKeyDictionary"),
)
READ_ONLY = ("Mapping", "Sequence", "Set", "Collection", "Iterable")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(root: Path) -> list[str]:
    """Python files of the package, the tests and the documents with more lines than fit a head."""
    wrong = []
    for folder in ("ketaguide", "tests", "resources"):
        for path in sorted((root / folder).rglob("*.py")):
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > FILE_LINES:
                wrong.append(f"{path.relative_to(root)} has {count} lines")
    return wrong


def big_functions(root: Path) -> list[str]:
    """Functions and constructors that are too long, or ask for too much."""
    wrong = []
    for module in modules(root):
        for node in ast.walk(module.syntax):
            if not isinstance(node, Function):
                continue
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            limit = CONSTRUCTOR_LINES if node.name == "__init__" else FUNCTION_LINES
            if lines > limit:
                wrong.append(f"{module.at(node)} {node.name} has {lines} lines")
            if node.name == "__init__" and _parameters(node) > CONSTRUCTOR_PARAMETERS:
                wrong.append(f"{module.at(node)} __init__ takes {_parameters(node)} parameters")
    return wrong


def _parameters(node: Function) -> int:
    """Besides self, and besides Qt's own parent."""
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return sum(argument.arg not in ("self", "parent") for argument in given)


def big_classes(root: Path) -> list[str]:
    """Classes that do too much."""
    wrong = []
    for module in modules(root):
        for node in ast.walk(module.syntax):
            if isinstance(node, ast.ClassDef):
                public = [m for m in node.body if isinstance(m, Function) and _is_public(m)]
                if len(public) >= PUBLIC_METHODS:
                    wrong.append(f"{module.at(node)} {node.name} has {len(public)} public methods")
    return wrong


def _is_public(method: Function) -> bool:
    """Our own verbs: Qt's virtual methods are camelCase, and a property is no verb."""
    if any("property" in ast.dump(decorator) for decorator in method.decorator_list):
        return False
    return not method.name.startswith("_") and method.name == method.name.lower()


def mutable_state(root: Path) -> list[str]:
    """Lists, dicts and sets at the top of a module, and ``global``.

    A table is a tuple, a frozenset, a dict in ``MappingProxyType``, or annotated as ``Mapping``,
    ``Sequence`` or ``Set``, to which the type checker lets nobody write.
    """
    wrong = []
    for module in modules(root):
        for node in _statements(module.syntax.body):
            names = _targets(node)
            value = getattr(node, "value", None)
            if names in ([], ["__all__"]) or not isinstance(value, ast.expr):
                continue
            if _is_mutable(value) and not _is_read_only(node):
                wrong.append(f"{module.at(node)} {', '.join(names)} can be changed by anyone")
        wrong += [
            f"{module.at(node)} global {', '.join(node.names)}"
            for node in ast.walk(module.syntax)
            if isinstance(node, ast.Global)
        ]
    return wrong


def _statements(body: list[ast.stmt]) -> list[ast.stmt]:
    """Top-level statements, those under if, try and with too."""
    found = []
    for node in body:
        found.append(node)
        for inner in ("body", "orelse", "finalbody"):
            if isinstance(node, ast.If | ast.Try | ast.With):
                found += _statements(getattr(node, inner, []))
    return found


def _targets(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def _is_read_only(node: ast.stmt) -> bool:
    kind = node.annotation if isinstance(node, ast.AnnAssign) else None
    if isinstance(kind, ast.Subscript) and dotted(kind.value).rpartition(".")[2] == "Final":
        kind = kind.slice
    named = dotted(kind.value) if isinstance(kind, ast.Subscript) else ""
    return named.rpartition(".")[2] in READ_ONLY


def _is_mutable(value: ast.expr) -> bool:
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    if isinstance(value, ast.Call):
        return called(value).rpartition(".")[2] in MAKERS_OF_MUTABLES
    return isinstance(value, displays)
