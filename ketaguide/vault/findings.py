"""What a check of a vault can find, each with its words for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ketaguide.base.text import tr, trn

RESTORE, COMPACT, HEADER, SEARCH, MODES, BACKUP = (
    *("restore", "compact", "header", "search", "modes", "backup"),
)
# The others are remarks: what is written in the vault is whole all the same.
_HURTS = frozenset(("pages", "tables", "search", "history", "header"))


@dataclass(frozen=True)
class Found:
    """One thing that is not as it should be.

    Attributes:
        what: ``pages``, ``free-page``, ``tables``, ``search``, ``history``, ``header``,
            ``previous-header``, ``leftover``, ``modes`` or ``backup``.
        words: what was found, for the person.
        advice: what to do about it, for the person.
        repair: ``restore``, ``compact``, ``backup`` (make one now), or what ``mending.mend`` can
            do: ``header``, ``search``, ``modes``. "" where nothing needs to be done.
    """

    what: str
    words: str
    advice: str
    repair: str = ""


def hurts(found: Sequence[Found]) -> bool:
    """Whether any of it means that the vault is not whole."""
    return any(one.what in _HURTS for one in found)


def bad_pages(count: int) -> Found:
    words = trn(
        "{count} page of the vault's data file is damaged.",
        "{count} pages of the vault's data file are damaged.",
        count,
    )
    return Found("pages", words, _restore_advice(), RESTORE)


def bad_tables() -> Found:
    words = tr("Parts of the vault's data file do not fit together.")
    return Found("tables", words, _restore_advice(), RESTORE)


def bad_free_pages(count: int) -> Found:
    words = trn(
        "{count} unused page of the data file is damaged. Nothing you wrote is on it.",
        "{count} unused pages of the data file are damaged. Nothing you wrote is on them.",
        count,
    )
    advice = tr("Compact the vault: its file is then written anew, without unused pages.")
    return Found("free-page", words, advice, COMPACT)


def bad_search() -> Found:
    words = tr("Search may miss some of your entries.")
    advice = tr("Make the search index anew. Your entries are not touched.")
    return Found("search", words, advice, SEARCH)


def bad_history(count: int) -> Found:
    words = trn(
        "{count} record is not as KetaGuide last stored it.",
        "{count} records are not as KetaGuide last stored them.",
        count,
    )
    advice = tr("Part of the file may be from an older copy. Compare it with your newest backup.")
    return Found("history", words, advice, RESTORE)


def bad_header(*, has_spare: bool) -> Found:
    words = tr("The vault's header on the disk is damaged. It is needed to open the vault.")
    if has_spare:
        return Found("header", words, tr("Put its spare copy in its place."), HEADER)
    advice = tr("Restore your newest backup before you lock the vault. It has a header of its own.")
    return Found("header", words, advice, RESTORE)


def bad_spare_header() -> Found:
    words = tr("The spare copy of the vault's header cannot be used.")
    return Found("previous-header", words, tr("Write it anew from the header itself."), HEADER)


def leftovers(count: int) -> Found:
    words = trn(
        "{count} file is left over from work that was interrupted.",
        "{count} files are left over from work that was interrupted.",
        count,
    )
    return Found("leftover", words, tr("Nothing needs to be done. It is encrypted."))


def open_modes() -> Found:
    words = tr("Other accounts on this computer may open the vault's files. They are encrypted.")
    return Found("modes", words, tr("Let only your own account open them."), MODES)


def bad_backup(at: datetime) -> Found:
    words = tr("The backup of {day} cannot be used.", day=at.date().isoformat())
    return Found("backup", words, tr("Make a new backup. This one can then be deleted."), BACKUP)


def _restore_advice() -> str:
    return tr("Restore your newest good backup. What is here now is set aside, not deleted.")
