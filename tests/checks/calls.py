"""Calls that are allowed in one place only, or nowhere."""

import ast
import re
from pathlib import Path

from tests.checks.tree import Module, called, calls, imports, modules

# What -> the modules that may, by name below the package. Source: security checks, S-03.
ONE_PLACE = (
    (r"(^|\.)(dbapi2|sqlite3|sqlcipher3)\.connect$", ("vault.opener",)),
    (r"(^|\.)executescript$", ()),
    (r"(^|\.)(StaticPool|SingletonThreadPool)$", ()),
    (r"^tempfile\.", ()),
    (r"^(pickle|marshal|shelve|dill)\.", ()),
    (r"^yaml\.", ()),
    (r"^(eval|exec|compile|breakpoint)$", ()),
    (r"^os\.(system|popen)$", ()),
    (r"^QFileDialog\.get\w+$", ()),
    (r"^QInputDialog\.get\w+$", ()),
    (r"^QMessageBox\.(question|information|warning|critical|about)$", ()),
    (r"^QTextBrowser$", ()),
    (r"^print$", ("bootstrap", "prerequisites", "__main__", "commands")),
    (r"\.setHtml$", ()),
)
MODULES_BANNED = ("tempfile", "pickle", "marshal", "shelve", "yaml")
NAMES_BANNED = ("StaticPool", "SingletonThreadPool", "QTextBrowser")
# Other ways to call the driver's own door by another name.
_DOORS = ("connect", "Connection")
_OPENING = ("open", "read_bytes", "write_bytes", "read_text", "write_text", "copyfile", "copy")


def banned_calls(root: Path) -> list[str]:
    """Calls, imports and statements that belong to one module, or to none."""
    wrong = []
    for module in modules(root):
        for call in calls(module):
            name = called(call)
            for pattern, homes in ONE_PLACE:
                if re.search(pattern, name) and not _is_home(module, homes):
                    wrong.append(f"{module.at(call)} calls {name}")
            wrong += _particular(module, call, name)
        for found in imports(module):
            if found.module.partition(".")[0] in MODULES_BANNED or found.name in NAMES_BANNED:
                wrong.append(f"{module.at(found.node)} imports {found.module} {found.name}".strip())
            elif re.match(r"sqlite3|sqlcipher3", found.module) and found.name in _DOORS:
                wrong.append(f"{module.at(found.node)} imports {found.name}")
        wrong += _attach(module)
    return wrong


def _is_home(module: Module, homes: tuple[str, ...]) -> bool:
    return any(module.short == home or module.short.startswith(home + ".") for home in homes)


def _particular(module: Module, call: ast.Call, name: str) -> list[str]:
    wrong = []
    if module.part in ("ui", "desk", "paper") and name.endswith((".exec", ".exec_")):
        wrong.append(f"{module.at(call)} waits in {name}")
    if name == "QSettings" and not call.args:
        wrong.append(
            f"{module.at(call)} makes a QSettings that writes to a place of its own choice"
        )
    opens = any(keyword.arg in ("uri", "check_same_thread") for keyword in call.keywords)
    if name.endswith(".connect") and opens and module.short != "vault.opener":
        wrong.append(f"{module.at(call)} opens a database")
    if name.rpartition(".")[2] in _OPENING:
        texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
        if any(isinstance(text, str) and text.endswith(".db") for text in texts):
            wrong.append(f"{module.at(call)} opens a database file")
    return wrong


def _attach(module: Module) -> list[str]:
    """SQL that attaches a second file, in any string."""
    return [
        f"{module.at(node)} attaches a database"
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"(?i)(^|;)\s*ATTACH\s*(DATABASE\b|['\"?:]|$)", node.value)
    ]


def ui_calls_records(root: Path) -> list[str]:
    """Store and flow functions called by the interface; it hands them to the desk instead."""
    wrong = []
    for module in modules(root):
        if module.part != "ui":
            continue
        wrong += [f"{module.at(call)} calls {name}" for call, name in _record_calls(module)]
    return wrong


def _record_calls(module: Module) -> list[tuple[ast.Call, str]]:
    known = {}  # the name here -> what it stands for, below the package
    for found in imports(module):
        full = f"{found.module}.{found.name}" if found.name else found.module
        if re.match(r"ketaguide\.(store|flows)(\.|$)", full):
            known[found.alias] = full
    result = []
    for call in calls(module):
        name = called(call)
        first, _, rest = name.partition(".")
        last = name.rpartition(".")[2]
        of_module = bool(rest) and known.get(first, "").count(".") >= 2
        of_function = not rest and known.get(first, "").count(".") >= 3
        if first in known and (of_module or of_function or rest) and not last[:1].isupper():
            result.append((call, name))
    return result
