"""What a person names is never taken for markup: nothing is loaded, and it is shown as written."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, insights, start_run, threads
from ketaguide.store import contacts, entries, plan, preferences, sessions
from ketaguide.ui.errands import Errand, GoTo, NewEntry, OpenInsights
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers import inspect_page
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import Make, answer, at, at_entry, at_session, guide, layer
from tests.helpers.stage import ZONE, Scene, shown

MARK = "<img src=x>"
_OWN = {"ticked": [], "own": [{"label": MARK, "ticked": True}]}
_TEXTS = (
    *("place", "route_note", "with_whom", "ride_home", "clinic_name", "clinic_phone"),
    *("rule_food", "rule_drink", "rule_medicines", "rule_driving", "rule_other"),
)


def _named(make: Make) -> Make:
    """Everything that has a name is called so before the page is built."""

    def wrapped(room: Room) -> QWidget:
        answer(room, partial(_fill, room=room))
        return make(room)

    return wrapped


def _fill(db: Db, *, room: Room) -> None:
    for name in (preferences.PERSON_NAME, preferences.VAULT_NAME):
        preferences.put(db, name, MARK)
    preferences.put(db, preferences.HOME_SHOWS_WORDS, True)
    contacts.add(db, name=MARK, relation=MARK, phone=MARK)
    plan.put(db, "helps", text=MARK)
    fields: dict[str, Any] = dict.fromkeys(_TEXTS, MARK)
    session = sessions.add(db, **fields, starts_at=NOW, zone=ZONE, route="other")
    chosen = room.catalogue().guide("preparing")
    now = room.clock.now()
    state = start_run.begin(db, guide=chosen, session_id=session.id, now=now, zone=ZONE)
    run = GuideRun(chosen, state)
    for _, prompt in chosen.prompts():
        if prompt.clean(MARK) is not None:
            run.answer(prompt.id, MARK)
    run.answer("logistics-list", _OWN)
    finish_run.finish(db, guide=chosen, state=run.state, now=now, zone=ZONE)
    entries.add(db, title=MARK, body=MARK, written_at=NOW, zone=ZONE, session_id=session.id)
    kept = insights.keep(db, text=MARK, now=NOW, zone=ZONE)
    threads.named(db, title=MARK, zone=ZONE, insight_id=kept.id)


def _at(errand: Errand) -> Make:
    return _named(at(errand))


PAGES: dict[str, Make] = {
    "home": _at(GoTo("home")),
    "prepare": _at(GoTo("preparation")),
    "session-day": _at(GoTo("session-day")),
    "integrate": _at(GoTo("integration")),
    "session": _named(at_session()),
    "journal": _at(GoTo("journal")),
    "entry": _named(at_entry()),
    "entry-new": _at(NewEntry()),
    "insights": _at(OpenInsights()),
    "settings": _at(GoTo("settings")),
    "guide": _named(guide("day-after", "still-here", path="something", fragments=MARK)),
    "gate": _named(guide("set-and-setting", "gate", body={"fever": "yes"})),
    "checklist": _named(guide("set-and-setting", "room", room_list=_OWN)),
    "ground": _named(layer("ground")),
    "safety": _named(layer("safety")),
    "contacts": _named(layer("contacts")),
    "plan": _named(layer("plan")),
    "hard": _named(layer("hard")),
    "calls": _named(layer("calls")),
}


@pytest.mark.parametrize("name", PAGES)
def test_markup_is_shown_as_it_was_written(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    with shown(Scene(name, PAGES[name], "empty"), tmp_path / "room") as window:
        assert inspect_page.unplain(window) == []
        words = " ".join(_words(window))
    if name not in ("integrate", "ground", "gate", "entry-new", "journal"):
        assert MARK in words


def _words(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QAbstractButton):
            # A button's text may be escaped; its accessible name is what it says.
            found += [widget.accessibleName(), getattr(widget, "title", "")]
        elif isinstance(widget, QLabel):
            found.append(widget.text())
        else:
            text = getattr(widget, "text", None)
            found.append(str(text()) if callable(text) else "")
    return [word for word in found if isinstance(word, str)]
