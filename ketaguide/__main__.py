"""``python3 -m ketaguide``: arguments first, then an environment, then the window.

Nothing here may import Qt before the arguments are read: ``--version`` answers at once.
"""

import os
import sys

from ketaguide import bootstrap  # ends an unsupported Python with one sentence
from ketaguide.base.arguments import parse
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.harden import harden
from ketaguide.base.screen import screen_problem
from ketaguide.commands import arguments as command_arguments
from ketaguide.prerequisites import NEEDS_SYSTEM, advice, missing_libraries


def main(argv: "list[str] | None" = None) -> int:
    """Start the window and return the exit code.

    Args:
        argv: the arguments after the program's name; None takes them from the command line.
    """
    given = sys.argv[1:] if argv is None else argv
    if command_arguments.is_command(given):
        return _command(given)
    arguments = parse(given)
    no_screen = screen_problem()
    if no_screen:
        return _refuse(no_screen, code=NEEDS_SYSTEM)
    if __name__ == "__main__":  # the script of an installed package has its environment
        bootstrap.ensure()
    harden()
    libraries = missing_libraries(with_x11=bool(os.environ.get("DISPLAY")))
    if libraries:
        return _refuse(advice(libraries), code=NEEDS_SYSTEM)
    try:
        from ketaguide.app import run

        return run(arguments)
    except KetaGuideError as problem:
        return _refuse(f"{problem.user_text} {problem.hint}", code=problem.exit_code)
    except KeyboardInterrupt:
        return 130


def _command(given: "list[str]") -> int:
    """What is done without a window, and without Qt."""
    wanted = command_arguments.parse(given)
    if __name__ == "__main__":
        bootstrap.ensure(window=False)
    harden()
    try:  # what is read here takes long enough for a person to change their mind
        from ketaguide.commands.running import run

        return run(wanted)
    except KeyboardInterrupt:
        return 130


def _refuse(sentence: str, *, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
