"""What ``ketaguide vault …``, ``entry …`` and ``pack …`` understand."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ketaguide.base.text import tr

GROUPS = ("vault", "entry", "pack")


def is_command(argv: Sequence[str]) -> bool:
    """Whether the window is not what is asked for. A folder called so is given as ``./vault``."""
    return bool(argv) and argv[0] in GROUPS


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments after the program's name; ``group`` and ``verb`` say what to do.

    Raises:
        SystemExit: code 0 after ``--help``, 2 when they make no sense.
    """
    parser = argparse.ArgumentParser(
        prog="ketaguide",
        description=tr(
            "Look after a vault without its window. The passphrase is asked for on the terminal, "
            "or read from a descriptor; it is never an argument."
        ),
    )
    groups = parser.add_subparsers(dest="group", required=True)
    _vault(groups.add_parser("vault", help=tr("make, check, back up, restore")))
    _entry(groups.add_parser("entry", help=tr("add and list what was written")))
    _pack(groups.add_parser("pack", help=tr("write and check a pack of guides")))
    return parser.parse_args(argv)


def _vault(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = _verb(verbs, "create", tr("make a new vault"), reads_one=False)
    create.add_argument(
        "--recovery-code", action="store_true", dest="with_code", help=tr("make and print one too")
    )
    info = verbs.add_parser("info", help=tr("format, epoch and kinds of slots; no passphrase"))
    _folder(info)
    _verb(verbs, "verify", tr("check the whole vault and its backups"))
    backup = _verb(verbs, "backup", tr("make a backup and check it"))
    backup.add_argument("--to", type=Path, metavar="FOLDER", help=tr("copy it there as well"))
    restore = _verb(
        verbs,
        "restore",
        tr("bring a backup back, into its vault or an empty folder; asks for its passphrase"),
        folder=False,
    )
    restore.add_argument("backup", type=Path, metavar="KGBAK")
    _folder(restore)
    _verb(verbs, "passphrase", tr("let another passphrase open the vault"))
    _verb(verbs, "rotate", tr("new key, new passphrase, new recovery code"))


def _entry(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = _verb(verbs, "add", tr("store the text on standard input as an entry"))
    add.add_argument("--title", default="")
    add.add_argument(
        "--date", metavar="D", help=tr("when it was written, as 2026-03-01 or 2026-03-01T18:30")
    )
    listed = _verb(verbs, "list", tr("list entries, newest first"))
    listed.add_argument("--search", default="", metavar="Q")
    listed.add_argument("--limit", type=_count, default=50, metavar="N")


def _pack(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, about in (
        ("check", tr("say all that does not fit in a folder or a zip file")),
        ("new", tr("begin a small pack in a new folder")),
    ):
        verb = verbs.add_parser(name, help=about)
        verb.add_argument("pack", type=Path, metavar="DIR", help=tr("the pack's folder"))
        verb.add_argument("--json", action="store_true", help=tr("answer for machines"))


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    *,
    folder: bool = True,
    reads_one: bool = True,
) -> argparse.ArgumentParser:
    """A command that needs a secret.

    Args:
        reads_one: the vault is there already, so other secrets than a passphrase may open it.
    """
    parser = verbs.add_parser(name, help=about)
    if folder:
        _folder(parser)
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help=tr("read it from this open descriptor, one line each, the present one first"),
    )
    if reads_one:
        kinds = parser.add_mutually_exclusive_group()
        kinds.add_argument(
            "--with-recovery-code",
            action="store_true",
            help=tr("what is read first is the recovery code"),
        )
        kinds.add_argument(
            "--key-file", type=Path, metavar="FILE", help=tr("the passphrase goes with this file")
        )
    return parser


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=tr("the vault's folder"))
    parser.add_argument("--json", action="store_true", help=tr("answer for machines"))


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
