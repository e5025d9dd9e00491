"""Where the calibration of Argon2id lands on this computer, and what a wrong passphrase gives away.

The aim of 0.7 to 1.5 s holds on a computer that is not busy; the floors and ceilings hold always.
"""

import statistics
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ketaguide.base.clock import SystemClock
from ketaguide.base.errors import WrongPassphrase
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import DEFAULT, Argon2Params, argon2id, calibrate
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, Secret
from tests.bench.measure import Figure, paired, timed

_TIMES = 5
_LEAST_MS, _MOST_MS = 700.0, 1500.0


def figures() -> Iterator[Figure]:
    """The chosen parameters stand in the figure's name."""
    chosen = calibrate(DEFAULT)
    taken = statistics.median(timed(partial(_derive, chosen)) for _ in range(_TIMES))
    named = f"Argon2id {chosen.memory_kib // 1024} MiB t={chosen.passes} p={chosen.lanes}"
    yield Figure(f"{named}: at most 1.5 s", taken, _MOST_MS, 1.0)
    yield Figure(f"{named}: at least 0.7 s", _LEAST_MS, taken, 1.0)
    with TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        keys = keyslots.create(vault, passphrase=Passphrase("a" * 40), clock=SystemClock())
        keyslots.add(vault, keys, PassphraseWithKeyFile("b" * 40, bytes(32)))
        wrong = Passphrase("c" * 40)
        other = PassphraseWithKeyFile("c" * 40, bytes(32))
        for one, bound in ((wrong, other), (other, wrong)):
            yield paired(
                f"wrong {type(one).__name__} over wrong {type(bound).__name__}",
                partial(timed, partial(_refused, vault, one)),
                partial(timed, partial(_refused, vault, bound)),
                goal=1.2,
                pairs=_TIMES,
            )


def _derive(params: Argon2Params) -> None:
    argon2id(b"how long does it take", salt=bytes(32), params=params)


def _refused(vault: Path, secret: Secret) -> None:
    with suppress(WrongPassphrase):
        keyslots.unlock(vault, secret)
