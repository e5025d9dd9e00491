"""What may be said: nothing of a person in logs and errors, nothing untranslated on screen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.checks.tree import Module, called, calls, dotted, modules

LEVELS = ("debug", "info", "warning", "error", "critical", "exception", "log")
PERSONAL = frozenset(
    """
    text texts body title label labels note notes words feelings answer answers value values
    passphrase secret phone place route_note with_whom ride_home clinic_name clinic_phone
    intention insight asks action cue query content outline typed written key_file
    """.split()  # noqa: SIM905 - one word a line would fill the screen
)
# Calls whose answer holds what they were given.
PASSES_ON = ("str", "repr", "ascii", "format", "join", "tr", "trn", "strip", "lower", "upper")
# Calls whose words a person reads or hears, and the keywords that carry words to them.
SAYS = frozenset(
    """
    QLabel QPushButton QCheckBox QRadioButton QGroupBox QAction QMenu QToolButton setText
    setToolTip setStatusTip setWhatsThis setPlaceholderText setAccessibleName setWindowTitle
    setAccessibleDescription setTitle setSuffix setPrefix addTab Button Field Choices
    CheckRow Notice Heading Lead Body Small Display Title show_text show_error show_care say
    set_words set_text set_error announce
    """.split()  # noqa: SIM905 - one word a line would fill the screen
)
CARRIES = ("text", "words", "label", "hint", "title", "placeholder", "name", "tip", "advice")
OUR_NAME = "KetaGuide"  # a name is the same in every language
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"^[A-Z][a-z]*,? [a-z]+.*[a-z.?!]$")


def personal_in_logs(root: Path) -> list[str]:
    """Log calls and raised errors that could carry what a person wrote.

    A log line is a literal with ids, counts and names of things as arguments. Packs hold no
    person's words, so the errors of ``content`` may quote them.
    """
    wrong = []
    for module in modules(root):
        for call in calls(module):
            owner, _, level = called(call).rpartition(".")
            if level in LEVELS and re.search(r"(^|[._])log(ger|ging)?$", owner, re.IGNORECASE):
                wrong += [f"{module.at(call)} logs {word}" for word in _log_problems(call)]
        if module.part != "content":
            wrong += _raised(module)
    return wrong


def _log_problems(call: ast.Call) -> Iterator[str]:
    first = call.args[0] if call.args else None
    literal = isinstance(first, ast.Constant) or (called(call).endswith(".log"))
    if not literal or any(isinstance(node, ast.JoinedStr) for node in ast.walk(call)):
        yield "a text that is put together"
    yield from _personal_names(call.args[1:])


def _raised(module: Module) -> list[str]:
    wrong = []
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if not called(node.exc).rpartition(".")[2][:1].isupper():
                continue  # a function that makes the error: its own raise is looked at
            given = [*node.exc.args, *(keyword.value for keyword in node.exc.keywords)]
            names = sorted(_personal_names(given))
            if names:
                wrong.append(f"{module.at(node)} raises with {', '.join(names)}")
    return wrong


def _personal_names(given: list[ast.expr]) -> set[str]:
    """Personal names that end up in the text; ``len(text)`` or ``kind_of(text)`` do not."""
    found: set[str] = set()
    todo: list[ast.AST] = list(given)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Call):
            if called(node).rpartition(".")[2] in PASSES_ON:
                todo += [*node.args, *(keyword.value for keyword in node.keywords)]
                todo += [node.func.value] if isinstance(node.func, ast.Attribute) else []
            continue
        if isinstance(node, ast.Name | ast.Attribute):
            last = dotted(node).rpartition(".")[2]
            if last in PERSONAL:
                found.add(last)
        todo += ast.iter_child_nodes(node)
    return found


def untranslated(root: Path) -> list[str]:
    """Words on screen that did not go through ``tr`` or ``trn``."""
    wrong = []
    for module in modules(root):
        if module.part not in ("ui", "app"):
            continue
        silent = _not_said(module)
        for call in calls(module):
            if called(call).rpartition(".")[2] in SAYS:
                given = [*call.args[:1], *(k.value for k in call.keywords if k.arg in CARRIES)]
                wrong += [f"{module.at(call)} says {text!r}" for text in _literals(given)]
        for node in ast.walk(module.syntax):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in silent
                and _SENTENCE.match(node.value)
            ):
                wrong.append(f"{module.at(node)} says {node.value[:40]!r}")
    return list(dict.fromkeys(wrong))


def _literals(given: list[ast.expr]) -> Iterator[str]:
    """Texts with letters in them that stand here as such, in an f-string or in an if."""
    for node in given:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _LETTER.search(node.value) and node.value != OUR_NAME:
                yield node.value[:40]
        elif isinstance(node, ast.JoinedStr):
            yield from _literals([part for part in node.values if isinstance(part, ast.Constant)])
        elif isinstance(node, ast.IfExp):
            yield from _literals([node.body, node.orelse])
        elif isinstance(node, ast.BinOp):
            yield from _literals([node.left, node.right])


def _not_said(module: Module) -> set[int]:
    """Constants that are translated, documentation, or the text of a bug."""
    silent: set[int] = set()
    for node in ast.walk(module.syntax):
        translated = isinstance(node, ast.Call) and called(node).rpartition(".")[2] in ("tr", "trn")
        if translated or isinstance(node, ast.Raise | ast.Assert):
            silent |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
    return silent
