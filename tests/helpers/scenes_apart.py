"""Letters, the consent passport, and the ways in beside the path."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, narrowing, save_run, start_run
from ketaguide.store import letters, sessions
from ketaguide.ui.errands import GoTo, OpenLetters, OpenPassport
from ketaguide.ui.pages.page import Page
from ketaguide.ui.window import MainWindow
from ketaguide.vault.db import Db
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.scene_makers import all_of, at, guide
from tests.helpers.stage import Scene, find, press

_ZONE = "Europe/Lisbon"
# Of Rowan's coming session: an hour after it began, a day later, and the evening before.
_DURING = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
_LATER = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
_EVENING = datetime(2026, 11, 25, 19, 0, tzinfo=UTC)

PASSPORT: dict[str, Any] = {
    "touch": ["hand", "shoulder", "blanket"],
    "touch-where": "My left hand, by Ana, if I reach out.",
    "stop-word": "enough",
    "stop-gesture": "I raise one hand.",
    "stop-then": ["hands-off", "quiet"],
    "urgent-touch": ["say-first", "tell-after"],
    "who-enters": "Staff, after a knock.",
    "recording": "none",
    "names": "Please call me Ro.",
    "end-plan": "Quiet first, and talk later.",
    "agreed-with": "Ana and Dr Lind",
    "agreed-on": "2026-11-22",
}


def apart_scenes() -> tuple[Scene, ...]:
    letter = {"path": "write", "whom": "lost"}
    text = {"text": "Dear Tom,\n\nI never said how much it mattered that you stayed.", "end": ""}
    written = guide("letter", "write", **letter, letter=text)
    sealed = at(OpenLetters(), first=_seal)
    taken = all_of(finished("consent-passport", PASSPORT), _take_back)
    return (
        Scene("letter", guide("letter", "write", **letter), "demo", now=_LATER),
        Scene("letter-written", written, "demo", now=_LATER),
        Scene(
            "letter-shred-asked",
            written,
            "demo",
            press("choice_shred"),
            now=_LATER,
        ),
        Scene(
            "letter-shredded",
            guide("letter", "write", **letter, letter={"text": "", "end": "shred"}),
            "demo",
            now=_LATER,
        ),
        Scene("journal-letters", at(GoTo("journal"), first=_seal), "demo"),
        Scene("letters", sealed, "demo"),
        Scene("letters-open", sealed, "demo", press("letter_0")),
        Scene("letters-shred", sealed, "demo", press("letter_0", "letter_shred")),
        Scene("letters-none", at(OpenLetters()), "empty"),
        Scene("passport-none", at(OpenPassport()), "demo"),
        Scene("passport", at(OpenPassport(), first=finished("consent-passport", PASSPORT)), "demo"),
        Scene("passport-during", at(OpenPassport(), first=taken), "demo", now=_DURING),
        Scene(
            "session-day-passport",
            at(GoTo("session-day"), first=finished("consent-passport", PASSPORT)),
            "demo",
            now=_DURING,
        ),
        Scene(
            "prepare-evening-before",
            at(GoTo("preparation"), first=_tomorrow),
            "empty",
            now=_EVENING,
        ),
        Scene("integrate-pieces", at(GoTo("integration")), "demo", _to_pieces, now=_LATER),
        Scene("home-whole-path", at(GoTo("home")), "demo", press("path_more")),
    )


def finished(
    guide_id: str,
    answers: dict[str, Any],
) -> Callable[[Db], object]:
    """A pass through a guide, for the coming session."""

    def store(db: Db) -> None:
        found, when = core_catalogue().guide(guide_id), NOW - timedelta(days=1)
        session = sessions.coming(db, now=NOW)
        begin = partial(start_run.begin, guide=found, now=when, zone=_ZONE)
        run = GuideRun(found, begin(db, session_id=session.id if session else None))
        for name, value in answers.items():
            run.answer(name, value)
        save_run.save_state(db, state=run.state)
        finish_run.finish(db, guide=found, state=run.state, now=when, zone=_ZONE)

    return store


def _to_pieces(window: MainWindow) -> None:
    page = window.findChild(Page, "integration_page")
    assert page is not None
    page.sheet.ensureWidgetVisible(find(window, "begin_first-days-keep"), 0, 40)


def _tomorrow(db: Db) -> None:
    sessions.add(db, starts_at=_DURING - timedelta(hours=1), zone=_ZONE, with_whom="Ana")


def _take_back(db: Db) -> None:
    session = sessions.coming(db, now=NOW)
    assert session is not None
    narrowing.take_back(db, yes_id="touch:hand", session_id=session.id, now=_DURING, zone=_ZONE)


def _seal(db: Db) -> None:
    for days, words in ((4, "I never said it."), (20, "You were right about the garden.")):
        letters.add(
            db,
            written_at=NOW - timedelta(days=days),
            zone=_ZONE,
            title="A letter never sent",
            body=f"Dear Tom,\n\n{words}\n\nRo",
        )
