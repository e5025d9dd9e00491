"""Who may import what, beyond the layers."""

import subprocess
import sys
from pathlib import Path

from tests.checks.tree import Module, imports, modules

QT_HOMES = ("ui", "desk", "jobs", "paper", "app")
SQL = ("sqlmodel", "sqlalchemy", "sqlcipher3")
SQLMODEL_MODULES = ("vault.db", "vault.vault")
# Imported after the unlock only; the rest of vault stands before it.
LATE_MODULES = (
    *SQLMODEL_MODULES,
    *("vault.adding", "vault.database", "vault.opener", "vault.opening", "vault.recording"),
    *("vault.epochs", "vault.moving", "vault.salvage"),
    *("vault.backing_up", "vault.backups", "vault.copying", "vault.proving"),
)
NETWORK = (
    "socket",
    "socketserver",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "asyncio",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "webbrowser",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "PySide6.QtWebEngineCore",
)
LOCAL_ONLY = ("QLocalServer", "QLocalSocket")  # named pipes, no network


def _is_under(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def qt_outside(root: Path) -> list[str]:
    """Qt anywhere but in the parts that draw or speak to the event loop."""
    return [
        f"{module.at(found.node)} imports {found.module}"
        for module in modules(root)
        if module.part not in QT_HOMES
        for found in imports(module)
        if found.module.partition(".")[0] in ("PySide6", "shiboken6")
    ]


def sql_outside(root: Path) -> list[str]:
    """SQL libraries outside store and vault; in vault, outside the few modules named above."""
    wrong = []
    for module in modules(root):
        for found in imports(module):
            library = found.module.partition(".")[0]
            if library not in SQL or found.only_types:
                continue
            if module.part == "vault":
                homes = SQLMODEL_MODULES if library == "sqlmodel" else LATE_MODULES
                fine = module.short in homes
            else:
                fine = module.part == "store" and library != "sqlcipher3"
            if not fine:
                wrong.append(f"{module.at(found.node)} imports {found.module}")
    return wrong


def network_imports(root: Path) -> list[str]:
    """Anything that could reach a network; one file may speak to this program's other start."""
    wrong = []
    local_files = set()
    for module in modules(root):
        for found in imports(module):
            full = f"{found.module}.{found.name}" if found.name else found.module
            if found.module == "PySide6.QtNetwork" and found.name in LOCAL_ONLY:
                local_files.add(module.name)
            elif any(_is_under(found.module, bad) or full == bad for bad in NETWORK):
                wrong.append(f"{module.at(found.node)} imports {full}")
    if len(local_files) > 1:
        wrong.append(f"QtNetwork in more than one file: {sorted(local_files)}")
    return wrong


def import_cycles(root: Path) -> list[str]:
    """Modules that import one another, late imports included, names for types not."""
    found = modules(root)
    names = {module.name for module in found}
    graph = {module.name: _imported(module, names) for module in found}
    return [" <-> ".join(sorted(ring)) for ring in _rings(graph)]


def _imported(module: Module, names: set[str]) -> set[str]:
    edges = set()
    for found in imports(module):
        if found.only_types:
            continue
        full = f"{found.module}.{found.name}"
        edges.add(full if full in names else found.module)
    return {edge for edge in edges if edge in names and edge != module.name}


def _rings(graph: dict[str, set[str]]) -> list[set[str]]:
    """Sets of more than one name that all reach one another."""
    reach = {name: _reachable(graph, name) for name in graph}
    rings: list[set[str]] = []
    for name in graph:
        ring = {other for other in reach[name] if name in reach.get(other, ())}
        if len(ring) > 1 and ring not in rings:
            rings.append(ring)
    return rings


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for name in graph.get(todo.pop(), ()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen


_BLOCKED = """
import importlib, sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError("Qt is blocked here")
sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError as problem:
        print(name, problem)
"""


def needs_qt(root: Path) -> list[str]:
    """What does not import where PySide6 cannot be imported, outside the parts that may need it."""
    names = [m.name for m in modules(root) if m.part not in (*QT_HOMES, "__main__")]
    done = _python(root, _BLOCKED, names)
    return [*done.stdout.splitlines(), *done.stderr.splitlines()]


def _python(root: Path, code: str, names: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *names]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


_EARLY = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
late = {"sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "zxcvbn"}
print(*sorted(late & set(sys.modules)), sep="\\n")
"""


def late_before_unlock(root: Path) -> list[str]:
    """Heavy libraries that come along with what the locked window imports."""
    names = [
        module.name
        for module in modules(root)
        if module.part == "vault" and module.short not in LATE_MODULES and _is_early(module)
    ]
    names += [m.name for m in modules(root) if m.short in ("ui.gate", "ui.window", "desk", "app")]
    done = subprocess.run(
        [sys.executable, "-c", _EARLY, *names],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return [*done.stdout.split(), *done.stderr.splitlines()]


def _is_early(module: Module) -> bool:
    """Not itself built on a late module."""
    return not any(
        f"{found.module}.{found.name}".endswith(LATE_MODULES) or found.module.endswith(LATE_MODULES)
        for found in imports(module)
        if not found.only_types
    )
