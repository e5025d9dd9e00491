"""The scenes before a vault is open, and of the recovery code that follows."""

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtTest import QTest

from ketaguide.base import errors
from ketaguide.ui.errands import MakeRecoveryCode
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.window import MainWindow
from tests.helpers.gates import focused
from tests.helpers.scene_makers import at, gate, refused
from tests.helpers.stage import Scene, both, press, wait, write

_WEAK = "123456789012345"
_SENTENCE = "the heron waits by the grey river"


def gate_scenes() -> tuple[Scene, ...]:
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
        Scene("create-strength", gate(), act=both(create, _typed(_SENTENCE), wait(400))),
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
        Scene("unlock-note-way", gate(vault=True, notes=True)),
        Scene("locked-note", gate(vault=True, notes=True), act=both(press("leave_note"), _note())),
        Scene("unlock-code", kept, act=press("use_recovery")),
        Scene(
            "unlock-code-wrong",
            kept,
            act=both(press("use_recovery"), lambda _w: QTest.keyClicks(focused(), "AAAAA")),
        ),
        Scene(
            "unlock-code-typo",
            kept,
            act=both(press("use_recovery"), write("group_1", "AAAAA"), press("unlock")),
        ),
    )


def _note() -> Any:
    return both(write("locked_note", "The lamp, and her hand. I was not alone."), wait(900))


def recovery_scenes() -> tuple[Scene, ...]:
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


def _typed(words: str, again: str = "") -> Any:
    if again:
        return both(write("passphrase", words), write("passphrase_again", again))
    return write("passphrase", words)


def _letters() -> Any:
    return write("emergency_number", "one one two")


def _in_folder(below: str) -> Any:
    """Name a folder below the page's own; empty names one that holds a file."""

    def act(window: MainWindow) -> None:
        root = Path(mkdtemp(prefix="ketaguide-place-"))
        (root / "note.txt").write_text("a file")
        write("folder", str(root / below) if below else str(root))(window)

    return act
