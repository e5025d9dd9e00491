"""``python3 -m tests.gallery DIR [--only NAME]``: paint every page in each theme and text size.

Light, dark and high contrast, at 100 % (1280 x 840) and 200 % (1366 x 768), as PNG files named
like ``home-light-100.png``. One process per theme; the same computer paints the same pictures.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from ketaguide import bootstrap

THEMES = ("light", "dark", "contrast")
PERCENTS = (100, 200)


def main(argv: "list[str]") -> int:
    """Paint, and return 1 if a picture could not be made."""
    parser = argparse.ArgumentParser(prog="tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="NAME", help="scenes whose name begins so")
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--percent", type=int, choices=PERCENTS)
    asked = parser.parse_args(argv)
    bootstrap.ensure("dev")
    if asked.theme is None:
        return max(_child(argv, theme) for theme in THEMES)
    # As in every test: no screen, and nobody's own folders.
    from tests import conftest  # noqa: F401

    percents = PERCENTS if asked.percent is None else (asked.percent,)
    return _paint(asked.folder, asked.theme, percents=percents, only=asked.only)


def _child(argv: "list[str]", theme: str) -> int:
    command = [sys.executable, "-m", "tests.gallery", *argv, "--theme", theme]
    return subprocess.run(command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}).returncode


def _paint(folder: Path, theme: str, *, percents: "tuple[int, ...]", only: str) -> int:
    from tempfile import TemporaryDirectory

    from tests.helpers.scenes import scenes
    from tests.helpers.stage import shown

    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for percent in percents:
        for scene in scenes():
            if not scene.name.startswith(only):
                continue
            name = f"{scene.name}-{theme}-{percent}.png"
            try:
                with (
                    TemporaryDirectory() as files,
                    shown(scene, Path(files), theme=theme, percent=percent) as window,
                ):
                    window.grab().save(str(folder / name))
            except Exception as problem:
                print(f"{name}: {type(problem).__name__}: {problem}", file=sys.stderr)
                failed = 1
            else:
                print(name, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
