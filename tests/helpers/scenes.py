"""Every page, sheet and dialog of the program, with sample data: one line each.

The gallery paints them, and the walks over all pages go through them.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ketaguide.store import preferences
from ketaguide.ui.dialogs.crash_dialog import CrashDialog
from ketaguide.ui.errands import GoBack, GoTo, NewEntry, PlanSession
from ketaguide.ui.pages.ground_steps import STEPS
from ketaguide.ui.window import MainWindow
from tests.helpers import pictures
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.scene_makers import (
    all_no,
    all_of,
    at,
    at_entry,
    at_session,
    guide,
    home_after,
    layer,
    put,
    put_moment,
)
from tests.helpers.scenes_apart import apart_scenes
from tests.helpers.scenes_clinic import clinic_scenes
from tests.helpers.scenes_day import day_scenes
from tests.helpers.scenes_doing import doing_scenes
from tests.helpers.scenes_entry_pictures import entry_picture_scenes
from tests.helpers.scenes_feelings import feelings_scenes
from tests.helpers.scenes_gate import gate_scenes, recovery_scenes
from tests.helpers.scenes_guides import guide_scenes
from tests.helpers.scenes_insights import insights_scenes
from tests.helpers.scenes_journal import journal_scenes
from tests.helpers.scenes_keeping import keeping_scenes
from tests.helpers.scenes_lock import lock_scenes
from tests.helpers.scenes_pictures import picture_scenes
from tests.helpers.scenes_safety import safety_scenes
from tests.helpers.scenes_security import security_scenes
from tests.helpers.scenes_series import series_scenes
from tests.helpers.scenes_steps import steps_scenes
from tests.helpers.scenes_words import words_scenes
from tests.helpers.scenes_writing import writing_scenes
from tests.helpers.stage import Scene, both, find, look_in_force, press, wait, write

_MORNING = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # of Rowan's coming session
_DAY_AFTER = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
_GROUNDS = len(STEPS)


def scenes() -> tuple[Scene, ...]:
    """All of them, in the order in which a person meets them."""
    return (
        *gate_scenes(),
        *recovery_scenes(),
        *security_scenes(),
        *_house(),
        *_guides(),
        *guide_scenes(),
        *_prompts(),
        *doing_scenes(),
        *_readiness(),
        *_layers(),
        *safety_scenes(),
        *apart_scenes(),
        *journal_scenes(),
        *entry_picture_scenes(),
        *steps_scenes(),
        *insights_scenes(),
        *words_scenes(),
        *lock_scenes(),
        *keeping_scenes(),
        *clinic_scenes(),
        *writing_scenes(),
        *series_scenes(),
        *day_scenes(),
    )


@cache
def by_name() -> dict[str, Scene]:
    return {scene.name: scene for scene in scenes()}


def _house() -> tuple[Scene, ...]:
    since = preferences.RECOVERY_PENDING_SINCE
    late = all_of(put_moment(since, NOW - timedelta(days=3)), put(preferences.RECOVERY_DONE, False))
    hidden = put(preferences.HOME_SHOWS_WORDS, False)
    journal = at(GoTo("journal"))
    kept = GoBack("Kept. You can go on where you stopped.")
    return (
        Scene("home", at(GoTo("home")), "demo"),
        Scene("home-demo", at(GoTo("home"), is_demo=True), "demo"),
        Scene("home-empty", at(GoTo("home")), "empty"),
        Scene("home-words-hidden", at(GoTo("home"), first=hidden), "demo"),
        Scene("home-recovery", at(GoTo("home"), first=put_moment(since, NOW)), "empty"),
        Scene("home-recovery-late", at(GoTo("home"), first=late), "demo"),
        Scene("home-session-day", at(GoTo("home")), "demo", now=_MORNING),
        Scene(
            "home-call-first",
            home_after("set-and-setting", body={"fever": "yes"}),
            "demo",
            now=_MORNING,
        ),
        Scene("home-day-after", at(GoTo("home")), "demo", now=_DAY_AFTER),
        Scene("home-note", at(kept), "demo"),
        Scene("prepare", at(GoTo("preparation")), "demo"),
        Scene("prepare-empty", at(GoTo("preparation")), "empty"),
        Scene("session-day", at(GoTo("session-day")), "demo"),
        Scene("session-day-itself", at(GoTo("session-day")), "demo", now=_MORNING),
        Scene("session-day-empty", at(GoTo("session-day")), "empty"),
        Scene("integrate", at(GoTo("integration")), "demo", now=_DAY_AFTER),
        Scene("integrate-empty", at(GoTo("integration")), "empty"),
        Scene("session-new", at(PlanSession()), "empty"),
        Scene("session-plan", at_session(), "demo"),
        Scene("journal", journal, "demo"),
        Scene("journal-empty", at(GoTo("journal")), "empty"),
        Scene("journal-found", journal, "demo", _sought("soup")),
        Scene("journal-nothing-found", journal, "demo", _sought("zebrafish")),
        Scene("entry", at_entry(), "demo"),
        Scene("entry-guide", at_entry("day-after"), "demo"),
        Scene("entry-preparing", at_entry("preparing"), "demo"),
        Scene("entry-edit", at_entry(), "demo", press("entry_edit")),
        Scene("entry-deleted", journal, "demo", _deleted),
        Scene("entry-new", at(NewEntry()), "demo"),
        Scene("settings", at(GoTo("settings")), "demo"),
        Scene("settings-demo", at(GoTo("settings"), is_demo=True), "demo"),
    )


def _guides() -> tuple[Scene, ...]:
    return (
        Scene("guide-preparing", guide("preparing"), "empty"),
        Scene("guide-set-and-setting", guide("set-and-setting"), "demo", now=_MORNING),
        Scene("guide-day-after", guide("day-after"), "demo", now=_DAY_AFTER),
        Scene("guide-problem", guide("day-after", "fork"), "demo", act=press("guide_onward")),
        Scene(
            "guide-ground-first",
            guide("day-after", "hard", path="something", hardness=8),
            "demo",
            act=press("guide_onward"),
        ),
        Scene(
            "guide-stop",
            guide("day-after", "hard", path="something", hardness=2, right_now="floaty"),
            "demo",
            act=press("guide_onward"),
        ),
        Scene(
            "guide-stop-alone",
            guide("day-after", "hard", path="something", right_now="numb"),
            "empty",
            act=press("guide_onward"),
        ),
    )


def _prompts() -> tuple[Scene, ...]:
    something = {"path": "something"}
    own = {"ticked": ["who", "ride"], "own": [{"label": "Sam has the key", "ticked": True}]}
    small = {"path": "little", "step": "small"}
    return (
        Scene("prompt-info", guide("preparing", "effects"), "demo"),
        Scene("prompt-text", guide("day-after", "still-here", **something), "demo"),
        Scene("prompt-choice", guide("day-after", "arrive", moment="tired-here"), "demo"),
        Scene("prompt-several", guide("preparing", "letting-be", tend=["plan", "talk"]), "empty"),
        Scene("prompt-scale", guide("set-and-setting", "today", sleep=3), "demo"),
        Scene("prompt-checklist", guide("preparing", "logistics", logistics_list=own), "empty"),
        Scene("prompt-date", guide("day-after", "small-step", **small, when="2026-12-03"), "demo"),
        *feelings_scenes(),
        *picture_scenes(),
        Scene("prompt-signs", guide("set-and-setting", "signs-body"), "demo"),
    )


def _readiness() -> tuple[Scene, ...]:
    return (
        Scene("gate-now", _gate_step(now={"chest": "yes"}), "demo"),
        Scene("gate-stop", _gate_step(body={"fever": "yes"}, day={"food": "yes"}), "demo"),
        Scene("gate-stop-no-clinic", _gate_step(body={"fever": "yes"}), "empty"),
        Scene("gate-pause", _gate_step(tell={"anxious": "yes"}), "demo"),
        Scene("gate-unanswered", guide("set-and-setting", "gate"), "demo"),
        Scene("gate-go-on", _gate_step(), "demo"),
    )


def _layers() -> tuple[Scene, ...]:
    onward = "ground_next"
    return (
        *(
            Scene(f"ground-{n + 1}", layer("ground"), "demo", press(*[onward] * n))
            for n in range(_GROUNDS)
        ),
        Scene(
            "ground-locked", layer("ground", unlocked=False), act=press(*[onward] * (_GROUNDS - 1))
        ),
        Scene("ground-moving", layer("ground"), "demo", press(*[onward] * 4), motion="full"),
        Scene("contacts", layer("contacts"), "demo"),
        Scene("contacts-empty", layer("contacts"), "empty"),
        Scene("contacts-removed", layer("contacts"), "demo", press("contact_remove")),
        Scene("help", layer("help"), "demo"),
        Scene("keys", layer("keys"), "demo"),
        Scene("about", layer("about", unlocked=False)),
        Scene("cover", at(GoTo("home")), "demo", MainWindow.cover),
        Scene("crash", at(GoTo("home")), "demo", _crash),
        Scene("cover-disk-full", at(GoTo("home")), "demo", _disk_full),
    )


def _gate_step(**changed: dict[str, str]) -> Any:
    """The readiness questions answered with no, except those named; the outcome is on screen."""
    answers = all_no(core_catalogue().guide("set-and-setting"))
    for name, marks in changed.items():
        answers[name] = answers[name] | marks
    return guide("set-and-setting", "gate", sleep=2, worry=3, **answers)


def _onward(steps: int) -> Any:
    return press(*["ground_next"] * steps)


def _sought(words: str) -> Any:
    return both(write("search", words), wait(600))


def _deleted(window: MainWindow) -> None:
    """The newest entry, with the way back on offer."""
    entries = find(window, "entries")
    entries.setFocus()
    QTest.keyClick(entries, Qt.Key.Key_Home)
    QTest.keyClick(entries, Qt.Key.Key_Delete)


def _crash(window: MainWindow) -> None:
    """As the last resort says it, with the report of an error of ours."""
    from ketaguide.ui.crash import report

    try:
        raise LookupError("something a person wrote")
    except LookupError as problem:
        told = report(problem)
    CrashDialog.ask(window, report=told, look=look_in_force(), then=lambda _answer: None)


def _disk_full(window: MainWindow) -> None:
    window.cover()
    window.say_on_cover(
        "Locking. Your last words are not saved yet: the disk may be full.",
        "Free some space: empty the bin, or move something large. "
        "They stay in memory and are saved by themselves when there is space.",
    )
    pictures.settle()
    find(window, "cover")
