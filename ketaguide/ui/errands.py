"""Where a page would like to go: small facts that the workspace acts on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketaguide.flows.step_changes import Look
    from ketaguide.vault.recovery import RecoveryCode


@dataclass(frozen=True)
class GoTo:
    """One of the places in the sidebar: ``home``, a phase's id, ``journal``, ``settings``."""

    place: str


@dataclass(frozen=True)
class OpenGuide:
    """Begin a guide, or go on where it was left; ``part_id`` jumps to one of its parts."""

    guide_id: str
    session_id: str = ""
    part_id: str = ""


@dataclass(frozen=True)
class PlanSession:
    """Plan a new session, or change the one named; ``back`` is the guide one came from."""

    session_id: str = ""
    back: OpenGuide | None = None


@dataclass(frozen=True)
class OpenEntry:
    """Read an entry."""

    entry_id: str


@dataclass(frozen=True)
class NewEntry:
    """Write a free entry; what was begun before is gone on with, and keeps its own marks."""

    session_id: str = ""
    phase: str = ""


@dataclass(frozen=True)
class OpenPicture:
    """One picture of an entry, large."""

    picture_id: str


@dataclass(frozen=True)
class OpenVersions:
    """How an entry read before it was changed."""

    entry_id: str


@dataclass(frozen=True)
class ShowEntries:
    """The journal, with only those entries that all of these fit; empty ones ask for nothing."""

    session_id: str = ""
    tag: str = ""
    feeling: str = ""


@dataclass(frozen=True)
class OpenInsights:
    """What was marked to keep, and its threads; with an id, that one insight."""

    insight_id: str = ""


@dataclass(frozen=True)
class OpenThread:
    """One thread of insights."""

    thread_id: str


@dataclass(frozen=True)
class OpenSteps:
    """The small steps; with an id, that one step. ``note`` is said politely on the page."""

    commitment_id: str = ""
    note: str = ""


@dataclass(frozen=True)
class WriteStep:
    """Write a small step, or other words for the one named.

    ``insight_id`` is what a new one begins with; ``look`` is a look back at a step that is to
    become this one.
    """

    commitment_id: str = ""
    insight_id: str = ""
    look: Look | None = None


@dataclass(frozen=True)
class OpenSeries:
    """Sessions planned together, side by side; without an id, the one at hand or a new one."""

    series_id: str = ""


@dataclass(frozen=True)
class PlanSeries:
    """Plan several sessions together; with an id, change what is ahead of that series."""

    series_id: str = ""


@dataclass(frozen=True)
class OpenDay:
    """The companion for the day of this session."""

    session_id: str


@dataclass(frozen=True)
class OpenLetters:
    """The sealed letters."""


@dataclass(frozen=True)
class OpenPassport:
    """The consent and boundaries passport, as it holds for the session named or for any."""

    session_id: str = ""


@dataclass(frozen=True)
class SearchJournal:
    """Go to the journal with the cursor in its search field."""


@dataclass(frozen=True)
class OpenLayer:
    """Something that lies over everything; its name as ``layers.make_layer`` knows it."""

    layer: str


@dataclass(frozen=True)
class MakeRecoveryCode:
    """Make and check the recovery code that was put off at the start."""


@dataclass(frozen=True)
class KeepRecoveryCode:
    """Put a code that was just made on paper, and type two groups of it back.

    ``then`` is the part of Security that follows; empty is its overview.
    """

    code: RecoveryCode
    key_id: str
    then: str = ""


@dataclass(frozen=True)
class OpenSecurity:
    """The ways to open this vault, and what keeps it in order.

    ``part`` goes straight to one of its pages, as ``security_parts`` knows them; empty is the
    overview. ``note`` is said politely on the page that comes.
    """

    part: str = ""
    note: str = ""


@dataclass(frozen=True)
class OpenBackups:
    """The backups of this vault: make, look at, restore."""


@dataclass(frozen=True)
class RestoreBackup:
    """Say what restoring this backup would change, and do it."""

    path: Path


@dataclass(frozen=True)
class Restored:
    """Another state of the vault is open now: nothing shown before holds any more."""

    note: str


@dataclass(frozen=True)
class OpenCheck:
    """Check this vault from end to end."""


@dataclass(frozen=True)
class GoBack:
    """This page is done or was left; ``note`` is said politely on the page one returns to.

    ``is_gone``: what it was about is no more, so nothing of it is opened again.
    """

    note: str = ""
    is_gone: bool = False


Errand = (
    GoTo
    | OpenGuide
    | PlanSession
    | OpenEntry
    | NewEntry
    | OpenPicture
    | OpenVersions
    | ShowEntries
    | OpenInsights
    | OpenThread
    | OpenSteps
    | WriteStep
    | OpenSeries
    | PlanSeries
    | OpenDay
    | OpenLetters
    | OpenPassport
    | SearchJournal
    | OpenLayer
    | MakeRecoveryCode
    | KeepRecoveryCode
    | OpenSecurity
    | OpenBackups
    | RestoreBackup
    | Restored
    | OpenCheck
    | GoBack
)
