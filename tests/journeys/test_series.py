"""Six sessions in three weeks and the month after, by keyboard alone; then all found again."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock, local
from ketaguide.base.paths import Places
from ketaguide.store import entries, insights, intentions, series, sessions, threads
from ketaguide.vault.db import Db
from tests.helpers.gates import WORDS, a_vault
from tests.helpers.house import Person, person
from tests.helpers.rooms import make_room

INTENTION = "To find out what the quiet is for."
# One for each session: what was there, and what was kept of it where something was.
SEEN = (
    ("A heron stood in the hall.", "I can wait in the shallow water."),
    ("Nothing but the hum of the fan.", ""),
    ("My brother as a boy, with a kite.", ""),
    ("Cold water up to the knees.", "The cold was not unkind."),
    ("I slept through most of it.", ""),
    ("The heron again, further out.", "It stayed because I did."),
)
MONTH = "I still go down to the water on Sundays."
THREAD = "Water"


def test_a_series_from_the_first_intention_to_the_month_after(
    qtbot: QtBot, places: Places, clock: FixedClock, tmp_path: Path
) -> None:
    folder = a_vault(tmp_path / "notes.ketaguide", make_room(tmp_path / "room", now=clock.at))
    with person(qtbot, places, clock, vault=folder) as someone:
        someone.wait_for("unlock_page")
        someone.write("passphrase", WORDS)
        someone.key(Qt.Key.Key_Return)
        someone.wait_for("home_page")
        _plan(someone)
        _intend(someone)
        starts = [one.starts_at for one in reversed(someone.ask(sessions.every))]
        for start, (words, kept) in zip(starts, SEEN, strict=True):
            clock.at = start + timedelta(hours=22)
            _the_day_after(someone, local(start, clock.zone()).day, words, kept)
        clock.at = starts[-1] + timedelta(days=30)
        _the_month_after(someone)
        _thread(someone)
        _search(someone)
        _calendar(someone, local(starts[3] + timedelta(hours=22), clock.zone()).date(), SEEN[3][0])
        _side_by_side(someone)


def _plan(someone: Person) -> None:
    someone.control(Qt.Key.Key_4)
    someone.wait_for("integration_page")
    someone.press("open_series")
    someone.wait_for("series_page")
    someone.press("series_plan")
    someone.wait_for("series_plan_page")
    someone.write("series_title", "Winter")
    someone.write("session_place", "Linden Clinic")
    someone.press("series_store")
    someone.wait(lambda: not someone.sees("series_plan_page"), what="stored series")
    (made,) = someone.ask(series.every)
    planned = someone.ask(lambda db: sessions.for_series(db, made.id))
    assert [one.series_position for one in planned] == [1, 2, 3, 4, 5, 6]
    assert {one.place for one in planned} == {"Linden Clinic"}
    clock_times = {local(one.starts_at, one.zone).time() for one in planned}
    assert len(clock_times) == 1, "the same hour on each day"


def _intend(someone: Person) -> None:
    someone.control(Qt.Key.Key_2)
    someone.wait_for("preparation_page")
    someone.press("begin_preparing")
    someone.go_through({"intention": INTENTION})
    first = someone.ask(lambda db: sessions.every(db)[-1])
    kept = someone.ask(lambda db: intentions.for_session(db, first.id))
    assert [one.text for one in kept] == [INTENTION]


def _the_day_after(someone: Person, day: int, words: str, kept: str) -> None:
    someone.control(Qt.Key.Key_1)
    someone.control(Qt.Key.Key_4)
    title = f"The session of {day} "
    someone.wait(lambda: title in _said(someone, "session_chooser"), what=title)
    someone.press("begin_day-after")
    answers = {"moment": "choice_awake", "path": "choice_something", "fragments": words}
    someone.go_through({**answers, "insight": kept} if kept else answers)
    written = someone.ask(lambda db: entries.recent(db, limit=1)[0])
    assert words in someone.ask(lambda db: entries.get(db, written.id)).body
    near = min(someone.ask(sessions.every), key=lambda s: abs(s.starts_at - written.written_at))
    assert written.session_id == near.id, "it belongs to the session just past"


def _the_month_after(someone: Person) -> None:
    someone.control(Qt.Key.Key_1)
    someone.control(Qt.Key.Key_4)
    someone.wait_for("begin_one-month")
    someone.press("begin_one-month")
    someone.go_through({"path": "choice_something", "lasted": MONTH})


def _thread(someone: Person) -> None:
    someone.control(Qt.Key.Key_5)
    someone.wait_for("journal_page")
    someone.press("open_insights")
    someone.wait_for("insights_page")
    someone.write("thread_new", THREAD)
    someone.key(Qt.Key.Key_Return)
    someone.press("thread_0")
    someone.wait_for("thread_page")
    for number in range(3):
        someone.press("thread_put_in")
        someone.wait_for(f"threaded_{number}")
    assert {one.text for one in _threaded(someone)} == {kept for _, kept in SEEN if kept}
    shown = [one.text() for one in someone.find("thread_page").findChildren(QLabel)]
    assert all(any(kept in words for words in shown) for _, kept in SEEN if kept)


def _threaded(someone: Person) -> list[insights.Insight]:
    def found(db: Db) -> list[insights.Insight]:
        (one,) = threads.every(db)
        return threads.insights(db, one.id)

    return list(someone.ask(found))


def _search(someone: Person) -> None:
    for words, count in (("heron", 2), ("quiet is for", 1), ("sundays", 1), ("shallow wat", 1)):
        someone.control(Qt.Key.Key_F)
        someone.tab_to("search").selectAll()
        someone.type(words)
        someone.wait(
            lambda count=count: _rows(someone) == count,  # type: ignore[misc]
            what=f"{count} entries with {words}",
        )
    someone.tab_to("search").selectAll()
    someone.key(Qt.Key.Key_Delete)


def _calendar(someone: Person, day: date, words: str) -> None:
    """By its day, two months back."""
    someone.control(Qt.Key.Key_5)
    someone.wait_for("journal_page")
    someone.tab_to("view_timeline")
    someone.key(Qt.Key.Key_Right)
    today = local(someone.room.clock.now(), someone.room.clock.zone()).date()
    someone.tab_to(f"day_{today.day}")
    for _ in range((today - day).days):
        someone.key(Qt.Key.Key_Left)
    someone.key(Qt.Key.Key_Return)
    someone.wait_for("day_entry_0")
    someone.press("day_entry_0")
    someone.wait_for("entry_text")
    assert words in _said(someone, "entry_text")


def _side_by_side(someone: Person) -> None:
    someone.control(Qt.Key.Key_5)
    someone.wait_for("journal_page")
    someone.press("open_series")
    someone.wait_for("series_page")
    someone.press("series_list")
    for words in (INTENTION, *(kept for _, kept in SEEN if kept)):
        someone.wait(lambda words=words: words in _said(someone, "series_page"), what=words)  # type: ignore[misc]


def _said(someone: Person, name: str) -> str:
    labels = someone.wait_for(name).findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def _rows(someone: Person) -> int:
    if not someone.sees("entries"):
        return 0
    return int(someone.find("entries").model().rowCount())
