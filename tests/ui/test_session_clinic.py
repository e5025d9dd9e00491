"""What a clinic gave is in the plan without being typed, and never passes for one's own words."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import clinic_pack
from ketaguide.store import drafts, sessions
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.field import Field
from ketaguide.vault.db import Db
from tests.helpers.clinics import looked_at
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE, a_session

MARK = "From your clinic"
FOOD = "Nothing solid for six hours before."
MEDICINES = "Ask us about each one. See your clinic sheet."


def take(db: Db) -> None:
    clinic_pack.take(db, incoming=looked_at(), now=NOW, zone=ZONE)


def with_a_session(db: Db, *, is_given: bool = True, **fields: str) -> None:
    if is_given:
        take(db)
    session = a_session(db)
    sessions.change(db, session.id, **fields)  # type: ignore[arg-type]


def page_for(room: Room, qtbot: QtBot, session_id: str = "") -> SessionPage:
    page = SessionPage(room, session_id=session_id)
    qtbot.addWidget(page)
    show(page)
    return page


def only(room: Room) -> sessions.Session:
    (session,) = ask(room, sessions.every)
    return session


def edit(page: SessionPage, name: str) -> QLineEdit | QPlainTextEdit:
    found = page.findChild(QWidget, f"session_{name}")
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def text(page: SessionPage, name: str) -> str:
    found = edit(page, name)
    return found.text() if isinstance(found, QLineEdit) else found.toPlainText()


def marked(page: SessionPage) -> set[str]:
    """The fields that say where their text is from, to the eye and to a screen reader."""
    found = set()
    for field in page.findChildren(Field):
        is_said = MARK in said(field).splitlines()
        assert is_said == (MARK in field.edit.accessibleDescription())
        if is_said:
            found.add(field.edit.objectName().removeprefix("session_"))
    return found


def press(page: SessionPage, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def offers(page: SessionPage) -> bool:
    return part(page, QAbstractButton, "session_use_rules").isVisibleTo(page)


def test_a_new_plan_begins_with_what_the_clinic_gave(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=take) as room:
        page = page_for(room, qtbot)
        assert text(page, "clinic_name") == "Harbour Clinic"
        assert text(page, "clinic_phone") == "+351 213 000 112"
        assert (text(page, "rule_food"), text(page, "rule_drink")) == (FOOD, "")
        assert marked(page) == {"clinic_name", "clinic_phone", "rule_food", "rule_medicines"}
        assert not offers(page)
        press(page, "session_store")
        assert only(room).rule_medicines == MEDICINES


def test_a_plan_nobody_touched_leaves_no_draft(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=take) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        press(page, "session_cancel")
        assert where == [GoBack()]
        assert ask(room, drafts.every) == []


def test_a_changed_field_is_ones_own(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=take) as room:
        page = page_for(room, qtbot)
        QTest.keyClicks(edit(page, "rule_food"), "And no coffee. ")
        assert marked(page) == {"clinic_name", "clinic_phone", "rule_medicines"}
        room.unsaved.flush()
        again = page_for(room, qtbot)
        assert marked(again) == {"clinic_name", "clinic_phone", "rule_medicines"}


def test_without_a_clinics_file_nothing_is_marked_or_offered(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(with_a_session, is_given=False)) as room:
        for session_id in ("", only(room).id):
            page = page_for(room, qtbot, session_id)
            assert marked(page) == set()
            assert not offers(page)


def test_a_plan_made_before_can_take_the_rules_it_lacks(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(with_a_session, rule_food="Soup at six.")) as room:
        page = page_for(room, qtbot, only(room).id)
        page.activateWindow()
        assert "Use your clinic's rules" in said(page)
        press(page, "session_use_rules")
        assert text(page, "rule_food") == "Soup at six."
        assert text(page, "rule_medicines") == MEDICINES
        assert text(page, "clinic_name") == ""
        assert marked(page) == {"rule_medicines"}
        assert not offers(page)
        assert edit(page, "rule_medicines").hasFocus()
        press(page, "session_store")
        assert (only(room).rule_food, only(room).rule_medicines) == ("Soup at six.", MEDICINES)


def test_taking_the_rules_is_kept_as_a_draft(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=with_a_session) as room:
        page = page_for(room, qtbot, only(room).id)
        press(page, "session_use_rules")
        room.unsaved.flush()
        assert FOOD in ask(room, drafts.every)[0].content
        assert only(room).rule_food == ""


def test_the_rules_of_another_clinic_are_called_by_its_name(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(with_a_session, clinic_name="Linden Clinic")) as room:
        page = page_for(room, qtbot, only(room).id)
        assert "Use the rules of Harbour Clinic" in said(page)
        assert "Use your clinic's rules" not in said(page)


def test_the_clinic_of_an_earlier_session_can_still_be_taken_instead(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def fill(db: Db) -> None:
        with_a_session(db, clinic_name="Linden Clinic", rule_drink="Water until nine.")

    with opened(tmp_path, fill=fill) as room:
        page = page_for(room, qtbot)
        press(page, "session_take_over")
        assert text(page, "clinic_name") == "Linden Clinic"
        assert (text(page, "rule_drink"), text(page, "rule_food")) == ("Water until nine.", "")
        assert marked(page) == set()


def test_the_way_to_the_rules_is_on_the_tab_round(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=with_a_session) as room:
        page = page_for(room, qtbot, only(room).id)
        page.activateWindow()
        edit(page, "clinic_phone").setFocus()
        QTest.keyClick(edit(page, "clinic_phone"), Qt.Key.Key_Tab)
        assert part(page, QAbstractButton, "session_use_rules").hasFocus()


def test_the_plan_on_the_session_day_says_what_is_the_clinics(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=partial(with_a_session, rule_food="Soup at six.")) as room:
        page = PhasePage(room, phase="session-day")
        qtbot.addWidget(page)
        show(page)
        lines = said(page).splitlines()
        assert "Food" in lines
        assert "Medicines · From your clinic" in lines
        assert MEDICINES in lines
        assert "Harbour Clinic" in said(page)
        assert "No number noted yet" not in said(page)
