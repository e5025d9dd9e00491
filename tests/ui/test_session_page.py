"""Planning a session: nothing typed is lost, nothing of ours is put into the clinic's mouth."""

from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QLineEdit, QPlainTextEdit, QTimeEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.flows import start_run, store_session
from ketaguide.store import drafts, entries, runs, sessions
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages import session_values
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.notice import Notice
from ketaguide.ui.widgets.toast import Toast
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, rowan, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, a_session, an_entry


def page_for(room: Room, qtbot: QtBot, session_id: str = "") -> SessionPage:
    page = SessionPage(room, session_id=session_id)
    qtbot.addWidget(page)
    show(page)
    return page


def press(page: SessionPage, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def line(page: SessionPage, name: str) -> QLineEdit:
    return part(page, QLineEdit, f"session_{name}")


def only(room: Room) -> sessions.Session:
    (session,) = ask(room, sessions.every)
    return session


def test_all_that_was_typed_is_stored(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        part(page, QDateEdit, "session_day").setDate(QDate(2026, 12, 1))
        part(page, QTimeEdit, "session_time").setTime(QTime(14, 30))
        for name in ("place", "with_whom", "ride_home", "clinic_name", "clinic_phone"):
            QTest.keyClicks(line(page, name), f"my {name}")
        for name in ("food", "drink", "medicines", "driving", "other"):
            edit = part(page, QPlainTextEdit, f"session_rule_{name}")
            QTest.keyClicks(edit, f"their {name}")
        press(page, "choice_im")
        press(page, "session_store")
        session = only(room)
        assert session.starts_at == datetime(2026, 12, 1, 14, 30, tzinfo=UTC)
        assert (session.zone, session.route) == (ZONE, "im")
        assert (session.place, session.rule_medicines) == ("my place", "their medicines")
        assert (session.clinic_phone, session.rule_other) == ("my clinic_phone", "their other")
        assert len(where) == 1
        assert isinstance(where[0], GoBack)
        assert ask(room, drafts.every) == []


def test_a_day_is_enough_and_is_said_back(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        assert "Monday 30 November, 10:00 · in seven days" in said(page)
        press(page, "session_store")
        assert only(room).route == "other"


def test_the_time_is_that_of_the_place(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        at = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
        sessions.add(db, starts_at=at, zone="Asia/Tokyo")

    with opened(tmp_path, fill=fill) as room:
        before = only(room)
        page = page_for(room, qtbot, before.id)
        assert part(page, QTimeEdit, "session_time").time() == QTime(10, 0)
        assert "On the clock of Tokyo" in said(page)
        QTest.keyClicks(line(page, "place"), "Shibuya")
        press(page, "session_store")
        assert only(room).starts_at == before.starts_at
        assert only(room).zone == "Asia/Tokyo"


def test_a_time_that_the_clocks_skip_is_named_beside_the_field(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        part(page, QDateEdit, "session_day").setDate(QDate(2027, 3, 28))
        part(page, QTimeEdit, "session_time").setTime(QTime(1, 30))
        settle()
        assert "clocks go forward" in said(page)
        press(page, "session_store")
        assert ask(room, sessions.every) == []
        part(page, QTimeEdit, "session_time").setTime(QTime(2, 30))
        settle()
        assert "clocks go forward" not in said(page)


def test_what_was_typed_survives_a_crash(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        QTest.keyClicks(line(page, "place"), "The house by the river")
        room.unsaved.flush()
        again = page_for(room, qtbot)
        assert line(again, "place").text() == "The house by the river"
        assert "not saved yet" in said(again)


def test_a_draft_can_be_thrown_away(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(a_session, place="Old")) as room:
        session_id = only(room).id
        page = page_for(room, qtbot, session_id)
        line(page, "place").setText("New")
        room.unsaved.flush()
        again = page_for(room, qtbot, session_id)
        assert line(again, "place").text() == "New"
        again.notice.action_wanted.emit()
        assert line(again, "place").text() == "Old"
        assert ask(room, drafts.every) == []


def test_a_damaged_draft_harms_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    fill = partial(drafts.put, key="session:new", content='{"day": "soon", "place": 3, "x": "y"}')
    with opened(tmp_path, fill=fill) as room:
        page = page_for(room, qtbot)
        press(page, "session_store")
        assert only(room).place == ""


def test_cancelling_keeps_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        QTest.keyClicks(line(page, "place"), "Upstairs")
        press(page, "session_cancel")
        room.unsaved.flush()
        assert isinstance(where[0], GoBack)
        assert "draft" in where[0].note
        assert ask(room, sessions.every) == []
        assert line(page_for(room, qtbot), "place").text() == "Upstairs"


def test_cancelling_without_a_change_leaves_no_draft(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        page = page_for(room, qtbot, only(room).id)
        where = wishes(page)
        press(page, "session_cancel")
        assert where == [GoBack()]
        assert ask(room, drafts.every) == []


def test_removing_says_what_goes_and_can_be_undone(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        session = a_session(db, place="Upstairs")
        an_entry(db, "heron", session_id=session.id)

    with opened(tmp_path, fill=fill) as room:
        session_id = only(room).id
        page = page_for(room, qtbot, session_id)
        press(page, "session_remove")
        assert ask(room, sessions.every)
        assert "stays in the journal" in said(page)
        page.notice.action_wanted.emit()
        assert ask(room, sessions.every) == []
        assert ask(room, entries.recent)[0].opening == "heron"
        toast = part(page, Toast, "toast")
        toast.action_wanted.emit()
        assert only(room).place == "Upstairs"
        assert ask(room, entries.recent)[0].session_id == session_id


def test_a_session_removed_meanwhile_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room:
        session_id = only(room).id
        room.desk.ask(partial(store_session.remove, session_id=session_id), owner=room.desk)
        page = page_for(room, qtbot, session_id)
        assert "no longer here" in said(page)


def test_a_full_disk_keeps_the_form(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        QTest.keyClicks(line(page, "place"), "Upstairs")
        monkeypatch.setattr(store_session, "store", full)
        press(page, "session_store")
        assert "disk is full" in page.findChildren(Notice)[0].accessibleName()
        monkeypatch.undo()
        press(page, "session_store")
        assert only(room).place == "Upstairs"


def test_what_was_prepared_without_a_date_joins(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        guide = core_catalogue().guide("preparing")
        start_run.begin(db, guide=guide, session_id=None, now=NOW, zone=ZONE)

    with opened(tmp_path, fill=fill) as room:
        press(page_for(room, qtbot), "session_store")
        joined = ask(room, partial(runs.for_session, session_id=only(room).id))
        assert [run.guide_id for run in joined] == ["preparing"]


def test_the_clinic_can_be_taken_over_from_another_session(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        page = page_for(room, qtbot)
        press(page, "session_take_over")
        assert line(page, "clinic_phone").text() == "020 7946 0190"
        assert line(page, "place").text() == ""
        assert not part(page, QAbstractButton, "session_take_over").isVisibleTo(page)


def test_at_home_a_line_asks_for_an_adult_and_a_number(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        assert "an adult with you" not in said(page)
        press(page, "choice_lozenge")
        assert "an adult with you" in said(page)
        press(page, "choice_iv")
        assert "an adult with you" not in said(page)


def test_no_field_asks_for_an_amount(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        words = said(page_for(room, qtbot)).casefold()
        assert not [one for one in ("dose", "dosing", " mg", "amount", "how much") if one in words]


def test_it_works_by_keyboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        page.activateWindow()
        page.focus_first()
        seen: list[str] = []
        for _ in range(60):
            focused = page.focusWidget()
            assert focused is not None
            # Tab goes through day, month and year inside the one field first.
            if focused.objectName() not in seen[-1:]:
                assert focused.objectName() not in seen
                seen.append(focused.objectName())
            if focused.objectName() == "session_place":
                QTest.keyClicks(focused, "By key")
            if focused.objectName() == "session_store":
                QTest.keyClick(focused, Qt.Key.Key_Space)
                break
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert "session_rule_driving" in seen
        assert only(room).place == "By key"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kathmandu"])
def test_values_go_there_and_back(zone: str) -> None:
    at = datetime.combine(NOW.date(), time(7, 45), UTC)
    session = sessions.Session(starts_at=at, zone=zone, route="nasal", place="Here")
    fields = session_values.fields(session_values.of_session(session))
    assert fields["starts_at"] == at
    assert (fields["zone"], fields["route"], fields["place"]) == (zone, "nasal", "Here")
