"""``python3 -m tests.bench [NAME ...]``: run the benchmarks and say which goals hold."""

import importlib
import os
import sys
from pathlib import Path

from ketaguide import bootstrap

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(names: list[str]) -> int:
    """Run ``bench_*.py`` beside this file, or those named; 1 if a goal was missed."""
    bootstrap.ensure("dev")
    found = sorted(file.stem for file in Path(__file__).parent.glob("bench_*.py"))
    missed = 0
    for stem in found:
        if names and stem.removeprefix("bench_") not in names:
            continue
        for figure in importlib.import_module(f"tests.bench.{stem}").figures():
            print(figure.line(), flush=True)
            missed += not figure.holds
    print("all goals hold" if not missed else f"{missed} goals missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
