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
        lead: the rest of what happened.
        advice: what is good to know before anything is tried; may be empty.
        offers: ``restore`` a backup, ``rescue`` what can be read, ``read`` only, open ``older``;
            the first that applies is the main one.
    """

    heading: str
    lead: str
    advice: str
    offers: tuple[str, ...]


def case_of(problem: KetaGuideError, *, has_keys: bool) -> Case | None:
    """None where the page that asked is the right place to say it.

    Args:
        has_keys: the passphrase has fitted, so that it is known not to be the problem.
    """
    said = problem.user_text
    if isinstance(problem, OlderThanSeen):
        return Case(tr("This copy is older"), said, _older(), ("read", "older", "restore"))
    if has_keys and isinstance(problem, VaultTooNew):
        return Case(tr("Made by a newer KetaGuide"), said, "", ("read",))
    if has_keys and isinstance(problem, UnsafeLocation | VaultReadOnly):
        return Case(tr("Nothing can be written here"), said, "", ("read",))
    if has_keys and isinstance(problem, VaultMissing):
        words = f"{said} {_not_the_passphrase()}"
        return Case(tr("The data file is missing"), words, _keep(), ("restore",))
    # With the passphrase still in its field, the previous header is tried first.
    if isinstance(problem, VaultDamaged) and not isinstance(problem, HeaderLost):
        heading, lead = _damaged(problem)
        if has_keys and _not_the_passphrase() not in lead:
            lead = f"{lead} {_not_the_passphrase()}"
        rescue = ("rescue",) if has_keys else ()
        return Case(heading, lead, _keep(), ("restore", *rescue))
    return None


def _not_the_passphrase() -> str:
    return tr("Your passphrase is not the problem.")


def hint(problem: KetaGuideError) -> str:
    """The problem's own next step, where it says more than the page does."""
    return "" if problem.hint == tr(VaultDamaged.next_step) else problem.hint


def _damaged(problem: VaultDamaged) -> tuple[str, str]:
    """A heading, and what it leaves to be said."""
    said = problem.user_text
    if isinstance(problem, DatabaseDamaged):
        return tr("The data file is damaged"), _not_the_passphrase()
    if isinstance(problem, WrongDatabase):
        return tr("These files do not belong together"), said
    if isinstance(problem, HeaderRolledBack):
        return tr("The header is older than the rest"), said
    if isinstance(problem, HeaderTampered):
        return tr("The header was changed"), said
    if isinstance(problem, KdfParamsRefused):
        return tr("The header asks for too much"), said
    if isinstance(problem, NotAVault):
        return tr("This is not a vault"), said
    words = tr("It is the small file that says how the vault opens. Your notes lie in another.")
    return tr("The header is damaged"), f"{_not_the_passphrase()} {words}"


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
