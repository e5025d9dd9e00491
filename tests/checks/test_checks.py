"""Every check holds for this tree, and fails on a violation planted in another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checks import calls, imports, layers, shape, words
from tests.checks.tree import ROOT

Check = Callable[[Path], list[str]]

# The check, the file it is planted in, the source, and what the check must name.
PLANTED: tuple[tuple[Check, str, str, str], ...] = (
    (imports.qt_outside, "store/a.py", "def f():\n    from PySide6 import QtCore\n", "PySide6"),
    (imports.qt_outside, "engine/a.py", "import shiboken6\n", "shiboken6"),
    (imports.needs_qt, "flows/a.py", "__import__('PySide6.QtCore')\n", "Qt is blocked"),
    (imports.sql_outside, "flows/a.py", "import sqlmodel\n", "sqlmodel"),
    (imports.sql_outside, "ui/a.py", "from sqlalchemy import text\n", "sqlalchemy"),
    (imports.sql_outside, "store/a.py", "import sqlcipher3\n", "sqlcipher3"),
    (imports.sql_outside, "vault/header.py", "from sqlmodel import Field\n", "sqlmodel"),
    (imports.late_before_unlock, "vault/a.py", "import sys; sys.modules['zxcvbn'] = sys\n", "zxcv"),
    (imports.network_imports, "base/a.py", "import socket\n", "socket"),
    (imports.network_imports, "base/a.py", "def f():\n    import http.client\n", "http.client"),
    (imports.network_imports, "base/a.py", "from urllib import request\n", "urllib.request"),
    (imports.network_imports, "ui/a.py", "from PySide6.QtNetwork import QTcpSocket\n", "QTcp"),
    (imports.import_cycles, "base/a.py", "def f():\n    import ketaguide.base.b\n", "base.b"),
    (
        calls.banned_calls,
        "store/a.py",
        "import sqlcipher3 as s\ns.connect('x', uri=True)\n",
        "open",
    ),
    (calls.banned_calls, "vault/a.py", "dbapi2.connect('x')\n", "connect"),
    (calls.banned_calls, "vault/a.py", "from sqlcipher3.dbapi2 import connect\n", "connect"),
    (calls.banned_calls, "vault/a.py", "from sqlite3 import Connection as C\n", "Connection"),
    (calls.banned_calls, "vault/a.py", "db.execute(f'DETACH x; attach {path} AS x')\n", "attach"),
    (calls.banned_calls, "vault/a.py", "target.read_bytes(folder / 'vault-e1.db')\n", "database"),
    (calls.banned_calls, "store/a.py", "db.execute('ATTACH DATABASE ? AS x')\n", "attaches"),
    (calls.banned_calls, "store/a.py", "db.executescript('')\n", "executescript"),
    (calls.banned_calls, "vault/a.py", "from sqlalchemy.pool import StaticPool\n", "StaticPool"),
    (calls.banned_calls, "vault/a.py", "pool.SingletonThreadPool()\n", "SingletonThreadPool"),
    (calls.banned_calls, "export/a.py", "import tempfile\n", "tempfile"),
    (calls.banned_calls, "export/a.py", "def f():\n    from pickle import load\n", "pickle"),
    (calls.banned_calls, "export/a.py", "yaml.load(x)\n", "yaml"),
    (calls.banned_calls, "export/a.py", "open(folder / 'vault.db')\n", "database file"),
    (calls.banned_calls, "ui/a.py", "QFileDialog.getOpenFileName(None)\n", "QFileDialog"),
    (calls.banned_calls, "ui/a.py", "dialog.exec()\n", "waits"),
    (calls.banned_calls, "ui/a.py", "QSettings()\n", "QSettings"),
    (calls.banned_calls, "ui/a.py", "QTextBrowser(self)\n", "QTextBrowser"),
    (calls.banned_calls, "ui/a.py", "print('x')\n", "print"),
    (
        calls.ui_calls_records,
        "ui/a.py",
        "from ketaguide.store import e\ne.recent(db)\n",
        "e.recent",
    ),
    (calls.ui_calls_records, "ui/a.py", "from ketaguide.flows.x import go\ngo(db)\n", "go"),
    (shape.long_files, "base/a.py", "\n" * 301, "301 lines"),
    (shape.big_functions, "base/a.py", "def f():\n" + "    pass\n" * 60, "61 lines"),
    (
        shape.big_functions,
        "base/a.py",
        "class A:\n    def __init__(self, a, b, c, d, e, f):\n        pass\n",
        "6 parameters",
    ),
    (
        shape.big_classes,
        "base/a.py",
        "class A:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(15)),
        "15 public",
    ),
    (shape.mutable_state, "base/a.py", "_CACHE = {}\n", "_CACHE"),
    (shape.mutable_state, "base/a.py", "seen: list[str] = []\n", "seen"),
    (shape.mutable_state, "base/a.py", "import collections as c\nx = c.defaultdict(int)\n", "x"),
    (shape.mutable_state, "base/a.py", "X = 1\ndef f():\n    global X\n", "global X"),
    (words.personal_in_logs, "store/a.py", "_log.info('stored %s', entry.title)\n", "title"),
    (words.personal_in_logs, "store/a.py", "logging.warning(f'x {count}')\n", "put together"),
    (words.personal_in_logs, "store/a.py", "raise ValueError(f'bad: {entry.body}')\n", "body"),
    (words.personal_in_logs, "store/a.py", "raise NotFound(tr('no {x}', x=title))\n", "title"),
    (words.untranslated, "ui/a.py", "label.setText('Hello')\n", "Hello"),
    (words.untranslated, "ui/a.py", "Button(f'Open {n}', look=look)\n", "Open"),
    (words.untranslated, "ui/a.py", "Field(edit, hint='your words')\n", "your words"),
    (words.untranslated, "ui/a.py", "X = ('Something went wrong.',)\n", "Something"),
    (layers.broken_layers, "store/a.py", "import ketaguide.ui\n", "ketaguide.ui"),
    (layers.broken_layers, "engine/a.py", "import ketaguide.vault\n", "ketaguide.vault"),
    (layers.broken_layers, "newcomer/__init__.py", "", "newcomer"),
)

# What looks alike and is allowed.
FINE: tuple[tuple[Check, str, str], ...] = (
    (imports.import_cycles, "base/b.py", "if TYPE_CHECKING:\n    import ketaguide.base.a\n"),
    (imports.network_imports, "ui/a.py", "from PySide6.QtNetwork import QLocalServer\n"),
    (calls.banned_calls, "vault/opener.py", "dbapi2.connect('x', uri=True)\n"),
    (calls.banned_calls, "store/a.py", "db.exec(select(Entry))\n"),
    (calls.banned_calls, "ui/a.py", "button.clicked.connect(self.close)\n"),
    (
        calls.ui_calls_records,
        "ui/a.py",
        """
from ketaguide.store import entries
desk.ask(partial(entries.recent, limit=5), self.show, owner=self)
entries.Entry(title="")
""",
    ),
    (shape.mutable_state, "base/a.py", "X: Mapping[str, int] = {}\n__all__ = ['X']\nY = (1,)\n"),
    (words.personal_in_logs, "store/a.py", "_log.info('stored %s, %d', entry.id, len(text))\n"),
    (words.untranslated, "ui/a.py", "label.setText(tr('Hello'))\nw.setObjectName('home')\n"),
)

CHECKS = tuple(dict.fromkeys(check for check, *_ in PLANTED))


def _tree(folder: Path, path: str, source: str) -> Path:
    """A package with this house's layers, an innocent pair of modules, and one planted file."""
    for part in ("base", "engine", "export", "flows", "store", "ui", "vault", "content"):
        (folder / "ketaguide" / part).mkdir(parents=True)
        (folder / "ketaguide" / part / "__init__.py").touch()
    for module in ("__init__", "__main__", "app", "desk", "jobs", "bootstrap", "prerequisites"):
        (folder / "ketaguide" / f"{module}.py").touch()
    (folder / "ketaguide/base/b.py").write_text("import ketaguide.base.a\n")
    (folder / "ketaguide/base/a.py").touch()
    planted = folder / "ketaguide" / path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(source)
    return folder


@pytest.mark.promise("S-03")
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps_its_rules(check: Check) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize(
    ("check", "path", "source", "named"),
    PLANTED,
    ids=[f"{c.__name__}-{s[:30]}" for c, _, s, _ in PLANTED],
)
def test_a_planted_violation_is_found(
    check: Check, path: str, source: str, named: str, tmp_path: Path
) -> None:
    found = check(_tree(tmp_path, path, source))
    assert any(named in line for line in found), found


@pytest.mark.parametrize(("check", "path", "source"), FINE)
def test_what_is_allowed_passes(check: Check, path: str, source: str, tmp_path: Path) -> None:
    assert check(_tree(tmp_path, path, source)) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_innocent_tree_passes(check: Check, tmp_path: Path) -> None:
    assert check(_tree(tmp_path, "base/c.py", "")) == []
