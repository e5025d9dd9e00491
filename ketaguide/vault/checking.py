"""Check my vault: everything that can be checked, said in plain words with what to do about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketaguide.base.pulse import Pulse, no_pulse

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Found:
    """One thing that is not as it should be.

    Attributes:
        what: ``pages``, ``free-page``, ``tables``, ``search``, ``history``, ``header``,
            ``previous-header``, ``leftover``, ``modes`` or ``backup``.
        words: what was found, for the person.
        advice: what to do about it, for the person.
        repair: ``restore``, ``compact``, ``header`` or ``modes``; "" where nothing needs to be done.
    """

    what: str
    words: str
    advice: str
    repair: str = ""


@dataclass(frozen=True)
class Report:
    """What one check has found.

    Attributes:
        checked: what was looked at, in the person's words, in order.
        is_whole: all that is written in the vault is as it was written. Remarks may remain in
            ``found``: about a free page, a file left over, or an old backup.
    """

    at: datetime
    found: tuple[Found, ...]
    checked: tuple[str, ...]
    is_whole: bool


def check(vault: "Vault", *, pulse: Pulse = no_pulse) -> Report:
    """Look at all of it. On the vault thread; questions may be answered at every pulse.

    Raises:
        Cancelled: by the pulse; nothing was noted.
        VaultError: the disk did not answer, which says nothing about the vault.
    """
    raise NotImplementedError


def mend(vault: "Vault", repair: str) -> None:
    """Do a small repair: ``header`` or ``modes``. The others are ``epochs`` work.

    Raises:
        VaultError: nothing was changed.
    """
    raise NotImplementedError
