"""The layer contract of pyproject.toml, asked of any tree."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.checks.tree import ROOT


def broken_layers(root: Path) -> list[str]:
    """Imports that point up or sideways, and packages that nobody has placed."""
    if root != ROOT:
        shutil.copy(ROOT / "pyproject.toml", root / "pyproject.toml")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return []
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    return [line for line in lines if re.search(r"ketaguide\.|rror", line)] or lines
