"""The whole story by keyboard: a vault, a session, three guides, an entry, and finding it again."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.base.paths import Places
from ketaguide.store import commitments, entries, insights, intentions, preferences, sessions
from tests.helpers.house import Person, person

PASSPHRASE = "the heron waits by the grey river"
NEVER_FOUND = "zebrafish"

PREPARING = {
    "heard-text": "My cousin said it is like a film.",
    "intention": "I come and see.",
    "stop-word": "enough",
}
SET_AND_SETTING = {
    "sleep": 3,
    "worry": 4,
    "now": "none_now",
    "body": "none_body",
    "day": "none_day",
    "mind": "none_mind",
    "tell": "none_tell",
    "fear": "That I think about work.",
}
DAY_AFTER = {
    "moment": "choice_awake",
    "path": "choice_something",
    "fragments": "The room was humming like a fridge at night.",
    "hardness": 2,
    "right-now": "choice_here",
    "insight": "I can leave the washing up.",
    "asks": "make room for mornings",
    "step": "choice_small",
    "action": "walk as far as the bench",
    "cue": "When I have had my coffee",
}
FREE = "A letter from the heron arrived, with a feather in it."


def test_the_first_session_end_to_end(
    qtbot: QtBot, places: Places, clock: FixedClock, tmp_path: Path
) -> None:
    with person(qtbot, places, clock) as someone:
        code = _make_a_vault(someone)
        _plan(someone)
        _prepare(someone)
        session = someone.ask(lambda db: sessions.every(db)[0])
        clock.at = session.starts_at - timedelta(hours=2)
        _on_the_day(someone)
        clock.at = session.starts_at + timedelta(hours=22)
        _the_day_after(someone)
        _write_freely(someone)
        kept = someone.ask(entries.count)
        assert kept == 4
        someone.control(Qt.Key.Key_L)
        someone.wait(lambda: bool(someone.left), what="the locked program")
        assert not any(one.isVisible() for one in QApplication.topLevelWidgets())
        folder = someone.left[0]
    assert folder is not None
    assert (folder / "vault.kgh").is_file()
    clock.pass_time(timedelta(days=7))
    with person(qtbot, places, clock, vault=folder) as someone:
        _unlock_by_code(someone, code)
        _find(someone)


def _make_a_vault(someone: Person) -> tuple[str, ...]:
    """Returns the recovery code's groups, as read from the screen."""
    someone.wait_for("welcome_page")
    someone.press("create")
    someone.wait_for("create_page")
    someone.write("passphrase", PASSPHRASE)
    someone.write("passphrase_again", PASSPHRASE)
    someone.write("vault_name", "Notes")
    someone.key(Qt.Key.Key_Return)
    someone.wait_for("recovery_page")
    someone.press("make_code")
    groups = tuple(someone.wait_for("code").accessibleName().split(", "))
    assert len(groups) == 7
    someone.press("noted")
    someone.wait_for("check_step")
    asked = [number for number in range(1, 8) if someone.sees(f"group_{number}")]
    assert len(asked) == 2
    for number in asked:
        someone.write(f"group_{number}", groups[number - 1].lower())
    someone.press("check")
    someone.wait_for("home_page")
    stored = someone.ask(preferences.every)
    assert stored.recovery_done
    assert stored.recovery_pending_since is None
    assert stored.vault_name == "Notes"
    return groups


def _plan(someone: Person) -> None:
    # The card is there before the vault has answered; a person presses when it says something.
    someone.wait(lambda: bool(someone.find("next_begin").words), what="next step")
    someone.press("next_begin")
    someone.wait_for("session_page")
    someone.write("session_place", "Linden Clinic, upstairs")
    someone.write("session_with_whom", "Dr Amari")
    someone.write("session_ride_home", "Sam drives")
    someone.write("session_clinic_phone", "020 7946 0190")
    someone.write("session_rule_food", "Nothing from the evening before.")
    someone.choose("choice_iv")
    someone.press("session_store")
    someone.wait(lambda: not someone.sees("session_page"), what="stored session")
    planned = someone.ask(sessions.every)
    assert [one.place for one in planned] == ["Linden Clinic, upstairs"]
    assert planned[0].route == "iv"


def _prepare(someone: Person) -> None:
    someone.control(Qt.Key.Key_2)
    someone.wait_for("preparation_page")
    someone.press("begin_preparing")
    someone.go_through(PREPARING)
    session = someone.ask(lambda db: sessions.every(db)[0])
    kept = someone.ask(lambda db: intentions.for_session(db, session.id))
    assert [one.text for one in kept] == ["I come and see."]


def _on_the_day(someone: Person) -> None:
    someone.control(Qt.Key.Key_3)
    someone.wait_for("session_day_page")
    someone.press("begin_set-and-setting")
    someone.go_through(SET_AND_SETTING)


def _the_day_after(someone: Person) -> None:
    someone.control(Qt.Key.Key_4)
    someone.wait_for("integration_page")
    someone.press("begin_day-after")
    someone.go_through(DAY_AFTER)
    entry = someone.ask(lambda db: entries.recent(db, limit=1)[0])
    seen = someone.ask(lambda db: insights.for_entry(db, entry.id))
    assert [one.text for one in seen] == ["I can leave the washing up."]
    steps = someone.ask(commitments.still_open)
    assert [(one.action, one.cue) for one in steps] == [
        ("walk as far as the bench", "When I have had my coffee")
    ]


def _write_freely(someone: Person) -> None:
    someone.control(Qt.Key.Key_N)
    someone.wait_for("entry_body")
    someone.write("entry_body", FREE)
    someone.press("entry_keep")
    someone.wait(lambda: not someone.sees("entry_page"), what="kept entry")


def _unlock_by_code(someone: Person, groups: tuple[str, ...]) -> None:
    someone.wait_for("unlock_page")
    someone.press("use_recovery")
    someone.wait_for("recovery_unlock_page")
    someone.tab_to("group_1")
    for group in groups:  # each full group hands the keyboard on to the next
        someone.type(group)
    someone.press("unlock")
    someone.wait_for("home_page")


def _find(someone: Person) -> None:
    someone.control(Qt.Key.Key_F)
    someone.wait_for("journal_page")
    for words, count in (("humming fri", 1), (NEVER_FOUND, 0), ("heron", 1)):
        someone.tab_to("search").selectAll()
        someone.type(words)
        if not count:
            someone.wait_for("nothing_found")
            continue
        someone.wait(lambda: _rows(someone) == 1, what=f"one entry with {words}")
    someone.tab_to("entries")
    someone.key(Qt.Key.Key_Return)
    shown = someone.wait_for("entry_text")
    assert FREE in [label.text() for label in shown.findChildren(QLabel)]


def _rows(someone: Person) -> int:
    if not someone.sees("entries"):
        return 0
    return int(someone.find("entries").model().rowCount())
