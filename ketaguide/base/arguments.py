"""What was asked for on the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ketaguide import __version__
from ketaguide.base.text import tr


@dataclass(frozen=True)
class Arguments:
    """How to start the window.

    Attributes:
        demo: a made-up person in a throw-away vault.
        vault: the folder to unlock; None means the one open last.
        locked_fd: descriptor of a file that holds the vault's folder, handed over when the program
            locked itself; it never stands in the arguments, where other programs could read it.
        after_demo: ``welcome`` or ``create``: what follows on a look around that ended.
    """

    demo: bool = False
    vault: Path | None = None
    locked_fd: int | None = None
    after_demo: str = ""


def parse(argv: Sequence[str]) -> Arguments:
    """Read the arguments after the program's name.

    Raises:
        SystemExit: code 0 after ``--help`` or ``--version``, 2 when they make no sense.
    """
    parser = argparse.ArgumentParser(
        prog="ketaguide",
        description=tr(
            "Prepare for, sit with and integrate a supervised ketamine session. "
            "What you write stays on this computer, encrypted."
        ),
        epilog=tr(
            "Without a window: ketaguide vault --help, ketaguide entry --help. They make, check, "
            "back up and restore a vault, and add or list entries."
        ),
    )
    parser.add_argument(
        "vault", nargs="?", type=Path, help=tr("the vault's folder (default: the one used last)")
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help=tr("look around with a made-up person; nothing is kept"),
    )
    parser.add_argument("--version", action="version", version=f"KetaGuide {__version__}")
    parser.add_argument("--locked-fd", type=int, help=argparse.SUPPRESS)
    parser.add_argument(
        "--after-demo", choices=("welcome", "create"), default="", help=argparse.SUPPRESS
    )
    found = parser.parse_args(argv)
    if found.demo and found.vault is not None:
        parser.error(tr("--demo makes its own vault; leave the folder out"))
    return Arguments(
        demo=found.demo,
        # Locking starts the program again in another working directory.
        vault=found.vault.absolute() if found.vault is not None else None,
        locked_fd=found.locked_fd,
        after_demo=found.after_demo,
    )
