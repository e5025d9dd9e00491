"""What to say of a vault that does not open, and which ways on there are."""

from __future__ import annotations

from dataclasses import dataclass

from ketaguide.base.errors import (
    DatabaseDamaged,
    HeaderLost,
    HeaderRolledBack,
    HeaderTampered,
    KdfParamsRefused,
    KetaGuideError,
    NotAVault,
    OlderThanSeen,
    UnsafeLocation,
    VaultDamaged,
    VaultMissing,
    VaultReadOnly,
    VaultTooNew,
    WrongDatabase,
)
from ketaguide.base.text import tr


@dataclass(frozen=True)
class Case:
    """One kind of trouble.

    Attributes:
        heading: in a few words.
        advice: what is good to know before anything is tried; may be empty.
        offers: ``restore`` a backup, ``rescue`` what can be read, ``read`` only, open ``older``;
            the first that applies is the main one.
    """

    heading: str
    advice: str
    offers: tuple[str, ...]


def case_of(problem: KetaGuideError, *, has_keys: bool) -> Case | None:
    """None where the page that asked is the right place to say it.

    Args:
        has_keys: the passphrase has fitted, so that it is known not to be the problem.
    """
    if isinstance(problem, OlderThanSeen):
        return Case(tr("This copy is older"), _older(), ("read", "older", "restore"))
    if has_keys and isinstance(problem, VaultTooNew):
        return Case(tr("Made by a newer KetaGuide"), "", ("read",))
    if has_keys and isinstance(problem, UnsafeLocation | VaultReadOnly):
        return Case(tr("Nothing can be written here"), "", ("read",))
    if has_keys and isinstance(problem, VaultMissing):
        return Case(tr("The data file is missing"), _keep(), ("restore",))
    # With the passphrase still in its field, the previous header is tried first.
    if isinstance(problem, VaultDamaged) and not isinstance(problem, HeaderLost):
        rescue = ("rescue",) if has_keys else ()
        return Case(_damaged(problem), _keep(), ("restore", *rescue))
    return None


def not_the_passphrase(problem: KetaGuideError) -> str:
    """Said where it is known; empty where the problem's own sentence says it."""
    words = tr("Your passphrase is not the problem.")
    return "" if words in problem.user_text else words


def hint(problem: KetaGuideError) -> str:
    """The problem's own next step, where it says more than the page does."""
    return "" if problem.hint == tr(VaultDamaged.next_step) else problem.hint


def _damaged(problem: VaultDamaged) -> str:
    known: tuple[tuple[type[VaultDamaged], str], ...] = (
        (DatabaseDamaged, tr("The data file is damaged")),
        (WrongDatabase, tr("These files do not belong together")),
        (HeaderRolledBack, tr("The header is older than the rest")),
        (HeaderTampered, tr("The header was changed")),
        (KdfParamsRefused, tr("The header asks for too much")),
        (NotAVault, tr("This is not a vault")),
    )
    for kind, words in known:
        if isinstance(problem, kind):
            return words
    return tr("The header is damaged")


def _keep() -> str:
    return tr(
        "Do not delete anything. Nothing you do here deletes anything either: damaged files are "
        "kept beside what replaces them."
    )


def _older() -> str:
    return tr(
        "This happens when a folder was copied back, or when a program that copies files has not "
        "finished. What you wrote since may be in another copy."
    )
