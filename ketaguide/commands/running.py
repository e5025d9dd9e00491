"""From arguments to an exit code. Imports no Qt and needs no display."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping

from ketaguide.base.clock import SystemClock
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.paths import platform_places
from ketaguide.commands import telling
from ketaguide.commands.asking import Asker
from ketaguide.commands.kit import Kit
from ketaguide.vault.kdf import DEFAULT, KdfPolicy

INTERRUPTED = 130


def run(given: Namespace, *, policy: KdfPolicy = DEFAULT) -> int:
    """Do one command and return the exit code: 0 fine, otherwise the error's own, or 130.

    Args:
        given: what ``arguments.parse`` found.
        policy: what Argon2id may cost; tests pass something milder.
    """
    teller = telling.console(as_json=given.json)
    try:
        kit = Kit(
            given,
            asker=Asker(getattr(given, "passphrase_fd", None)),
            teller=teller,
            clock=SystemClock(),
            policy=policy,
            state=platform_places().state,
        )
        return _verbs(given)(kit)
    except KetaGuideError as problem:
        teller.problem(problem)
        return problem.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED


def _verbs(given: Namespace) -> Callable[[Kit], int]:
    from ketaguide.commands import entries, packs, vaults

    found: Mapping[tuple[str, str], Callable[[Kit], int]] = {
        ("vault", "create"): vaults.create,
        ("vault", "info"): vaults.info,
        ("vault", "verify"): vaults.verify,
        ("vault", "backup"): vaults.backup,
        ("vault", "restore"): vaults.restore,
        ("vault", "passphrase"): vaults.passphrase,
        ("vault", "rotate"): vaults.rotate,
        ("entry", "add"): entries.add,
        ("entry", "list"): entries.listed,
        ("pack", "check"): packs.check,
        ("pack", "new"): packs.new,
    }
    return found[given.group, given.verb]
