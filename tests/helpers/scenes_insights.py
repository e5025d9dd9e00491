"""Insights: the list, one opened, one to be asked about again, a thread, and keeping a passage."""

from datetime import timedelta
from functools import partial

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ketaguide.flows import insights
from ketaguide.flows import threads as threads_flow
from ketaguide.store import entries, sureness
from ketaguide.store import insights as store
from ketaguide.store.entries import EntryRow
from ketaguide.ui.errands import OpenEntry, OpenInsights, OpenThread
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault.db import Db
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import Make, answer, at
from tests.helpers.stage import Scene, both, find, press

_ZONE = "Europe/Lisbon"
WORDS = "I do not have to answer right away."
_SAID = ((0, 8), (7, 6), (30, 7))
DUE = "My sister calls because she likes to call."
THREAD = "Going slowly"


def insights_scenes() -> tuple[Scene, ...]:
    listed = at(OpenInsights(), first=fill)
    kept = both(press("passage_keep"), _select, press("picker_keep"))
    return (
        Scene("insights", listed, "demo"),
        Scene("insights-empty", at(OpenInsights()), "empty"),
        Scene("insights-by-thread", listed, "demo", _by_thread),
        Scene("insights-write", listed, "demo", press("insight_write")),
        Scene("insight", _opened(WORDS), "demo"),
        Scene("insight-list", _opened(WORDS), "demo", press("sure_as_list")),
        Scene("insight-due", _opened(DUE), "demo"),
        Scene("thread", _thread, "demo"),
        Scene("thread-empty", _empty_thread, "empty"),
        Scene("entry-passage", _entry, "demo", press("passage_keep")),
        Scene("entry-passage-kept", _entry, "demo", kept),
        Scene("entry-passage-marked", _entry, "demo", both(kept, press("kept_done"))),
    )


def fill(db: Db) -> None:
    """Three insights beside those of the sample: one asked about for a month, in a thread."""
    rows: dict[str, EntryRow] = {row.kind: row for row in reversed(entries.page(db))}
    entry = rows["note"]
    told = partial(insights.keep, db, zone=_ZONE)
    first = told(text=WORDS, now=NOW - timedelta(days=31), entry_id=entry.id)
    store.change(db, first.id, hold="It may look different in a month.")
    for said in sureness.for_insight(db, first.id):
        sureness.remove(db, said.id)
    for after, value in _SAID:
        day = NOW - timedelta(days=31 - after)
        sureness.add(
            db, insight_id=first.id, after_days=after, value=value, asked_at=day, zone=_ZONE
        )
    second = told(text="The garden can wait until spring.", now=NOW - timedelta(days=2))
    told(text=DUE, now=NOW - timedelta(days=8))
    for one in (first, second):
        threads_flow.named(db, title=THREAD, zone=_ZONE, insight_id=one.id)
    threads_flow.named(db, title="My family", zone=_ZONE)


def _opened(words: str) -> Make:
    def make(room: Room) -> QWidget:
        answer(room, fill)
        kept = answer(room, partial(insights.everything, now=NOW)).kept
        return at(OpenInsights(next(one.id for one in kept if one.insight.text == words)))(room)

    return make


def _thread(room: Room) -> QWidget:
    answer(room, fill)
    return _empty_thread(room)


def _empty_thread(room: Room) -> QWidget:
    question = partial(threads_flow.named, title=THREAD, zone=_ZONE)
    return at(OpenThread(answer(room, question).id))(room)


def _entry(room: Room) -> QWidget:
    rows = answer(room, entries.page)
    return at(OpenEntry(next(row.id for row in rows if row.kind == "note")))(room)


def _select(window: MainWindow) -> None:
    """A sentence from the middle of the text."""
    edit = find(window, "picker_text")
    assert isinstance(edit, QPlainTextEdit)
    cursor = edit.textCursor()
    first = edit.toPlainText().index(". ") + 2
    cursor.setPosition(first)
    cursor.setPosition(edit.toPlainText().index(".", first) + 1, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def _by_thread(window: MainWindow) -> None:
    order = find(window, "insights_order")
    order.setCurrentIndex(2)  # type: ignore[attr-defined]
    order.activated.emit(2)  # type: ignore[attr-defined]
