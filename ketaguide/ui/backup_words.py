"""A backup in words: when it was made, why, how large it is, and what to know about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from ketaguide.base.clock import Clock, local
from ketaguide.base.text import tr, trn
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.vault.backups import Backup

_MEGABYTE = 1024 * 1024


def when(moment: datetime, clock: Clock) -> str:
    """ "Thursday 26 November, 10:00" on the wall clock of here and now."""
    zone = clock.zone()
    return moments.full(moment, zone, today=local(clock.now(), zone).date())


def why(reason: str) -> str:
    """What it was made for."""
    known = {
        "day": tr("Made by itself"),
        "hand": tr("Made by hand"),
        "before-migration": tr("Made before an update of KetaGuide"),
        "before-rotation": tr("Made before the key was changed"),
        "before-restore": tr("Made before another backup was restored"),
        "before-import": tr("Made before something was read in"),
        "set-aside": tr("Set aside when another backup was restored"),
        "rescued": tr("Rescued from a damaged vault"),
    }
    return known.get(reason, tr("Made by KetaGuide"))


def title(backup: Backup, clock: Clock) -> str:
    """Its day and time; the name of a file that does not tell them."""
    return when(backup.at, clock) if backup.reason else backup.path.name


def facts(backup: Backup) -> str:
    """Why, how large, how much is in it: one line."""
    parts = [why(backup.reason)] if backup.reason else []
    parts.append(size(backup.size))
    if backup.entries >= 0:
        parts.append(trn("{count} entry", "{count} entries", backup.entries))
    return tr(" · ").join(parts)


def size(count: int) -> str:
    """ "1.3 MB", as the computer's language writes it."""
    digits = 0 if count < _MEGABYTE else 1
    return QLocale().formattedDataSize(
        count, digits, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )


def standing(backup: Backup, *, has_keys: bool = True) -> tuple[str, str, str]:
    """How it stands: an icon, its colour, and the words.

    Args:
        has_keys: the vault's keys are at hand, so that it is known whether it is ours.
    """
    if backup.problem:
        return "circle-alert", "danger", backup.problem
    if not has_keys:
        return "key-round", "muted", tr("Opens with the passphrase of that time.")
    if not backup.is_ours:
        return (
            "key-round",
            "integration",
            tr(
                "Made before you changed the key: it opens with the passphrase or the recovery "
                "code of that time."
            ),
        )
    return "circle-check", "primary", tr("Opened and checked when made.")
