"""``python3 -m tests``: lint, types and all tests; further arguments go to pytest."""

import os
import re
import subprocess
import sys
from pathlib import Path

from ketaguide import bootstrap  # ends an unsupported Python with one sentence

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy", "--strict")),
)
WORKERS = 2


def main(further: "list[str]") -> int:
    """Run every step, whatever the ones before it said; non-zero if any failed.

    The last line is pytest's own, or ``N passed, N failed`` where a step before it failed too.
    """
    bootstrap.ensure("dev")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = []
    for name, command in STEPS:
        if _start(name, command).wait():
            failed.append(name)
    tests = ("pytest", *_workers(further), *further)
    if not failed:
        return _start("tests", tests).wait()
    last = _echo(_start("tests", tests, piped=True))
    print(f"== failed besides the tests: {', '.join(failed)}")
    print(f"{_count(last, 'passed')} passed, {_count(last, 'failed|errors?') + len(failed)} failed")
    return 1


def _start(
    name: str, command: "tuple[str, ...]", *, piped: bool = False
) -> "subprocess.Popen[str]":
    print(f"== {name}: {' '.join(command)}", flush=True)
    out = subprocess.PIPE if piped else None
    return subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=out, text=True)


def _echo(process: "subprocess.Popen[str]") -> str:
    """Pass the output on as it comes; the last line with words in it."""
    last = ""
    with process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line if line.strip() else last
    return last


def _count(line: str, what: str) -> int:
    return sum(int(number) for number in re.findall(rf"(\d+) (?:{what})\b", line))


def _workers(further: "list[str]") -> "tuple[str, ...]":
    """Two processes for the whole suite; one for named tests, or as the caller says."""
    words = " ".join(further)
    own = re.search(r"(^| )(-n|--numprocesses|--pdb|-p no:xdist)", words)
    named = any((ROOT / word.partition("::")[0]).exists() for word in further)
    return () if own or named else ("-n", str(WORKERS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
