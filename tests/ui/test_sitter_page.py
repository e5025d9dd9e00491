"""The page for whoever stays: whole, printable with nothing unlocked, and silent about a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import SafetyCard, card_file, write_card
from ketaguide.paper import sheet, sitter_sheet
from ketaguide.ui.gate import Gate
from ketaguide.ui.layers import make_layer
from ketaguide.ui.pages import paper_buttons
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room
from tests.helpers.gates import make_doors, walk_to
from tests.helpers.gates import show as show_gate
from tests.helpers.guides import CLINIC_PHONE, House, child, house
from tests.helpers.pictures import settle
from tests.helpers.printed import sheets
from tests.helpers.rooms import core_catalogue, make_room
from tests.helpers.scenes_words import draw_sitter
from tests.helpers.vaults import new_vault

LINES = core_catalogue().lines("sitter")


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Room:
    return make_room(tmp_path)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def _show(room: Room, qtbot: QtBot, *, unlocked: bool = False) -> Layer:
    page = make_layer("sitter", room, unlocked=unlocked)
    qtbot.addWidget(page)
    page.resize(1280, 840)
    page.show()
    page.activateWindow()
    settle()
    return page


def _said(page: QWidget) -> list[str]:
    labels = page.findChildren(QLabel)
    return [one.text() for one in labels if one.isVisible() and one.text()]


def test_all_of_it_is_there_with_the_number_of_the_place(room: Room, qtbot: QtBot) -> None:
    room.settings.change("emergency_number", "999")
    words = _said(_show(room, qtbot))
    assert "Call 999 now" in words
    left_out = {"clinic-call", "title"}
    for name, group in LINES.items():
        for line, text in group.items():
            if line not in left_out or (name == "open" and line == "title"):
                assert text.replace("{number}", "999") in words, (name, line)
    assert not any("{" in one for one in words)


def test_whom_to_call_stands_before_all_else(room: Room, qtbot: QtBot) -> None:
    words = _said(_show(room, qtbot))
    assert words.index("Call 112 now") < words.index("Call the clinic now")
    assert words.index("Call the clinic now") < words.index("Lines you could say")


def test_while_locked_no_clinic_is_named(home: House, qtbot: QtBot) -> None:
    words = " ".join(_said(_show(home.room, qtbot)))
    assert CLINIC_PHONE not in words
    assert "Harbour" not in words
    assert LINES["open"]["no-clinic"] in words


def test_the_clinic_shows_where_it_was_allowed_or_unlocked(home: House, qtbot: QtBot) -> None:
    words = _said(_show(home.room, qtbot, unlocked=True))
    assert f"The clinic: Harbour Clinic, {CLINIC_PHONE}." in words
    assert f"Call the clinic now: {CLINIC_PHONE}" in words
    assert LINES["open"]["no-clinic"] not in words
    write_card(home.room.places.state, SafetyCard("Linden", "020 7946 0190"))
    assert "The clinic: Linden, 020 7946 0190." in _said(_show(home.room, qtbot))
    write_card(home.room.places.state, SafetyCard("Linden", "020 7946 0190", shows_people=False))
    assert "020 7946 0190" not in " ".join(_said(_show(home.room, qtbot)))
    card_file(home.room.places.state).unlink()


def test_the_next_look_is_a_line_to_read(room: Room, qtbot: QtBot) -> None:
    page = _show(room, qtbot)
    line = child(page, "sitter_next_look")
    before = line.text()
    QTest.mouseClick(child(page, "sitter_looked"), Qt.MouseButton.LeftButton)
    # It is six in the evening.
    assert "6:15" in line.text() or "18:15" in line.text()
    assert line.text() != before


def test_saved_as_pdf_with_nothing_unlocked(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"

    def choose(_parent: object, *, then: object, **_: object) -> None:
        assert callable(then)
        then(target)

    monkeypatch.setattr(paper_buttons, "ask_new_file", choose)
    page = _show(room, qtbot)
    page.focus_first()
    QTest.keyClick(walk_to("sitter_pdf"), Qt.Key.Key_Space)
    qtbot.waitUntil(target.exists)
    made = target.read_bytes()
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") == 2


def test_on_paper_it_says_the_same_on_two_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    real = sheet.text

    def heard(painter: object, area: object, words: str, **how: object) -> float:
        printed.append(words)
        return real(painter, area, words, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet, "text", heard)
    first, second = sheets(draw_sitter, sitter_sheet.MARGIN_MM, count=2)
    assert not first.isNull()
    assert not second.isNull()
    for name in ("call-now", "look-in", "say", "side", "not-ask", "touch", "before", "after"):
        for text in LINES[name].values():
            assert text.replace("{number}", "112") in printed
    assert printed.index("Call 112 now") < printed.index("Lines you could say")
    assert "When I looked, and what I saw" in printed


def test_escape_and_both_ways_out(room: Room, qtbot: QtBot) -> None:
    page = _show(room, qtbot)
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.layer_wanted) as asked:
        page.focus_first()
        QTest.keyClick(walk_to("sitter_page_safety"), Qt.Key.Key_Space)
    assert asked.args == ["safety"]


@pytest.mark.parametrize("has_vault", [False, True])
def test_the_lock_screen_and_the_welcome_lead_there(
    room: Room, tmp_path: Path, qtbot: QtBot, has_vault: bool
) -> None:
    folder = tmp_path / "vault" if has_vault else None
    if folder is not None:
        new_vault(folder).close()
    seen = show_gate(lambda: Gate(room, doors=make_doors(room), folder=folder))
    qtbot.addWidget(seen.gate)
    QTest.keyClick(walk_to("to_sitter"), Qt.Key.Key_Space)
    assert seen.layers == ["sitter"]


def test_the_safety_page_leads_there_from_anywhere(home: House, qtbot: QtBot) -> None:
    page = make_layer("safety", home.room, unlocked=True)
    qtbot.addWidget(page)
    page.resize(1280, 840)
    page.show()
    page.activateWindow()
    settle()
    assert QApplication.activeWindow() is page
    with qtbot.waitSignal(page.layer_wanted) as asked:
        page.focus_first()
        QTest.keyClick(walk_to("safety_sitter"), Qt.Key.Key_Space)
    assert asked.args == ["sitter"]
