"""The last resort: a bug is said plainly, without a word of what was written."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from ketaguide import __version__

_PACKAGE = Path(__file__).resolve().parent.parent


def report(problem: BaseException) -> str:
    """Versions, the kind of error, and our own frames; no message, no values, no paths of yours.

    An exception's message may hold what a person wrote, so only its class is named.
    """
    import platform  # costs start-up time, and is needed once at most
    import traceback

    from PySide6 import __version__ as pyside_version

    lines = [
        f"KetaGuide {__version__}, {platform.system()}",
        f"Python {platform.python_version()}, PySide6 {pyside_version}",
        type(problem).__name__,
    ]
    for frame in traceback.extract_tb(problem.__traceback__):
        file = Path(frame.filename)
        if file.is_relative_to(_PACKAGE):
            lines.append(f"  {file.relative_to(_PACKAGE)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def catch_all(tell: Callable[[str], None]) -> None:
    """Send every exception that nobody caught to ``tell``, as a report, once."""

    def hook(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        tell(report(problem.with_traceback(trace)))

    sys.excepthook = hook
