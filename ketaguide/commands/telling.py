"""What a command says: lines for a person, or one JSON document for a machine."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.pulse import Pulse


class Teller:
    """Answers go to standard output; problems and progress to standard error."""

    def __init__(self, *, as_json: bool, out: TextIO, err: TextIO) -> None:
        self._as_json = as_json
        self._out = out
        self._err = err

    def answer(self, facts: Mapping[str, object] | Sequence[object], lines: Sequence[str]) -> None:
        """Say one of the two: ``facts`` as JSON, or ``lines``."""
        if self._as_json:
            self._out.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
        else:
            self._out.writelines(line + "\n" for line in lines)
        self._out.flush()

    def problem(self, problem: KetaGuideError) -> None:
        """What happened and what to do next; as JSON with the error's name."""
        if self._as_json:
            facts = {
                "error": type(problem).__name__,
                "message": problem.user_text,
                "hint": problem.hint,
            }
            self._err.write(json.dumps(facts, ensure_ascii=False) + "\n")
        else:
            self._err.write(f"{problem.user_text} {problem.hint}\n")

    def pulse(self, what: str) -> Pulse:
        """Progress on a terminal, in place; silent elsewhere."""
        shown = [-1]

        def told(done: int, total: int) -> None:
            percent = 100 * done // total if total else 100
            if self._as_json or not self._err.isatty() or percent == shown[0]:
                return
            shown[0] = percent
            end = "\n" if percent >= 100 else ""
            self._err.write(f"\r{what} {percent} %{end}")
            self._err.flush()

        return told


def console(*, as_json: bool) -> Teller:
    """A teller for the process's own streams."""
    return Teller(as_json=as_json, out=sys.stdout, err=sys.stderr)
