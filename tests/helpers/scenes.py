"""Every page, sheet and dialog of the program, with sample data: one line each.

The gallery paints them, and the walks over all pages go through them.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from ketaguide.base import errors
from ketaguide.store import preferences
from ketaguide.ui.dialogs.crash_dialog import CrashDialog
from ketaguide.ui.errands import GoBack, GoTo, MakeRecoveryCode, NewEntry, PlanSession
from ketaguide.ui.pages.ground_steps import STEPS
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.window import MainWindow
from tests.helpers import pictures
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.scene_makers import (
    all_no,
    all_of,
    at,
    at_entry,
    at_session,
    gate,
    guide,
    layer,
    put,
    put_moment,
    refused,
)
from tests.helpers.stage import Scene, both, find, look_in_force, press, write

_MORNING = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # of Rowan's coming session
_DAY_AFTER = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
_GROUNDS = len(STEPS)
_WEAK = "123456789012345"
_SENTENCE = "the heron waits by the grey river"


def scenes() -> tuple[Scene, ...]:
    """All of them, in the order in which a person meets them."""
    return (*_gate(), *_recovery(), *_house(), *_guides(), *_prompts(), *_readiness(), *_layers())


@cache
def by_name() -> dict[str, Scene]:
    return {scene.name: scene for scene in scenes()}


def _gate() -> tuple[Scene, ...]:
    create = press("create")
    kept = gate(vault=True)
    return (
        Scene("welcome", gate()),
        Scene("welcome-vault-missing", gate(missed=True)),
        Scene("welcome-number", gate(), act=press("change_number")),
        Scene("welcome-number-wrong", gate(), act=both(press("change_number"), _letters())),
        Scene("create", gate(), act=create),
        Scene("create-words", gate(), act=both(create, press("make_words"))),
        Scene("create-weak", gate(), act=both(create, _typed(_WEAK, _WEAK), create)),
        Scene("create-differs", gate(), act=both(create, _typed(_SENTENCE, "the heron"), create)),
        Scene("create-strength", gate(), act=both(create, _typed(_SENTENCE), _wait(400))),
        Scene("create-sync", gate(), act=both(create, _in_folder("Dropbox/q.ketaguide"))),
        Scene("create-not-empty", gate(), act=both(create, _in_folder(""))),
        Scene(
            "create-busy",
            gate(waits=True),
            act=both(create, _typed(_SENTENCE, _SENTENCE), press("create")),
        ),
        Scene("unlock", kept),
        Scene("unlock-empty", kept, act=press("unlock")),
        Scene("unlock-wrong", kept, act=both(_typed(_SENTENCE), press("unlock"))),
        Scene(
            "unlock-busy",
            gate(vault=True, waits=True),
            act=both(_typed(_SENTENCE), press("unlock")),
        ),
        Scene("unlock-damaged", kept, act=refused(errors.HeaderCorrupt())),
        Scene("unlock-newer", kept, act=refused(errors.VaultTooNew())),
        Scene("unlock-in-use", kept, act=refused(errors.VaultInUse())),
        Scene("unlock-older", kept, act=refused(errors.OlderThanSeen())),
        Scene("unlock-code", kept, act=press("use_recovery")),
        Scene(
            "unlock-code-typo",
            kept,
            act=both(press("use_recovery"), write("group_1", "AAAAA"), press("unlock")),
        ),
    )


def _recovery() -> tuple[Scene, ...]:
    begun = press("make_code")
    gate_page = lambda room: RecoveryPage(room, centred=True)  # noqa: E731 - a line of a table
    return (
        Scene("recovery", at(MakeRecoveryCode()), "empty"),
        Scene("recovery-first", gate_page, "empty"),
        Scene("recovery-code", at(MakeRecoveryCode()), "empty", act=begun),
        Scene("recovery-check", at(MakeRecoveryCode()), "empty", act=both(begun, press("noted"))),
        Scene(
            "recovery-differs",
            at(MakeRecoveryCode()),
            "empty",
            act=press("make_code", "noted", "check"),
        ),
    )


def _house() -> tuple[Scene, ...]:
    since = preferences.RECOVERY_PENDING_SINCE
    late = all_of(put_moment(since, NOW - timedelta(days=3)), put(preferences.RECOVERY_DONE, False))
    hidden = put(preferences.HOME_SHOWS_WORDS, False)
    kept = GoBack("Kept. You can go on where you stopped.")
    return (
        Scene("home", at(GoTo("home")), "demo"),
        Scene("home-empty", at(GoTo("home")), "empty"),
        Scene("home-words-hidden", at(GoTo("home"), first=hidden), "demo"),
        Scene("home-recovery", at(GoTo("home"), first=put_moment(since, NOW)), "empty"),
        Scene("home-recovery-late", at(GoTo("home"), first=late), "demo"),
        Scene("home-session-day", at(GoTo("home")), "demo", now=_MORNING),
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
        Scene("journal", at(GoTo("journal")), "demo"),
        Scene("journal-empty", at(GoTo("journal")), "empty"),
        Scene("entry", at_entry(), "demo"),
        Scene("entry-guide", at_entry(2), "demo"),
        Scene("entry-new", at(NewEntry()), "demo"),
        Scene("settings", at(GoTo("settings")), "demo"),
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
    felt = {"let-down": 5, "relieved": 6, "tired": 7}
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
        Scene("prompt-feelings", guide("day-after", "feelings", **something), "demo"),
        Scene(
            "prompt-feelings-chosen",
            guide("day-after", "feelings", **something, feelings=felt),
            "demo",
        ),
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
        Scene("safety", layer("safety"), "demo"),
        Scene("safety-empty", layer("safety"), "empty"),
        Scene("safety-locked", layer("safety", unlocked=False)),
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


def _typed(words: str, again: str = "") -> Any:
    if again:
        return both(write("passphrase", words), write("passphrase_again", again))
    return write("passphrase", words)


def _letters() -> Any:
    return write("emergency_number", "one one two")


def _wait(milliseconds: int) -> Any:
    def act(_window: MainWindow) -> None:
        from PySide6.QtTest import QTest

        QTest.qWait(milliseconds)

    return act


def _in_folder(below: str) -> Any:
    """Name a folder below the page's own; empty names one that holds a file."""

    def act(window: MainWindow) -> None:
        from pathlib import Path
        from tempfile import mkdtemp

        root = Path(mkdtemp(prefix="ketaguide-place-"))
        (root / "note.txt").write_text("a file")
        write("folder", str(root / below) if below else str(root))(window)

    return act


def _crash(window: MainWindow) -> None:
    """As the last resort says it, with the report of an error of ours."""
    from ketaguide.ui.crash import report

    try:
        scenes_that_are_not_there()  # type: ignore[name-defined]
    except NameError as problem:
        told = report(problem)
    CrashDialog.ask(window, report=told, look=look_in_force(), then=lambda _answer: None)


def _disk_full(window: MainWindow) -> None:
    window.cover()
    window.say_on_cover(
        "Locking. Your last words are not stored yet: the disk may be full.",
        "They stay in memory and are stored by themselves when there is space.",
    )
    pictures.settle()
    find(window, "cover")
