"""The plan, when to call, "something is hard", and what goes on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import CardPart, CardRung, SafetyCard, card_file, write_card
from ketaguide.store import plan
from ketaguide.ui.layers import make_layer
from ketaguide.ui.pages import paper_buttons
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.call_tier import SignLine
from tests.helpers.guides import CLINIC_PHONE, House, child, house
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room

SHEETS = ("plan", "calls", "hard", "wallet")


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def show(room: Room, name: str, qtbot: QtBot, *, unlocked: bool = True) -> Layer:
    page = make_layer(name, room, unlocked=unlocked)
    qtbot.addWidget(page)
    page.resize(1280, 840)
    page.show()
    page.activateWindow()
    settle()
    return page


def said(page: QWidget) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if isinstance(one, QLabel) and one.isVisible())


def press(page: QWidget, name: str) -> None:
    QTest.mouseClick(child(page, name), Qt.MouseButton.LeftButton)
    settle()


def edits(page: QWidget) -> list[QPlainTextEdit]:
    return [one for one in page.findChildren(QPlainTextEdit, "plan_text") if one.isVisible()]


def stored(home: House) -> dict[str, str]:
    return home.vault.ask(plan.texts)[0]


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize("name", SHEETS)
def test_a_locked_sheet_says_nothing_of_the_person(home: House, qtbot: QtBot, name: str) -> None:
    home.vault.ask(lambda db: plan.put(db, "helps", text="The long way round."))
    page = show(home.room, name, qtbot, unlocked=False)
    words = said(page)
    assert "The long way round." not in words
    assert CLINIC_PHONE not in words
    assert "912 000 345" not in words
    assert not edits(page)


@pytest.mark.parametrize("name", SHEETS)
def test_escape_and_both_ways_out(home: House, qtbot: QtBot, name: str) -> None:
    page = show(home.room, name, qtbot)
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.closed):
        press(page, f"{name}_page_leave")
    with qtbot.waitSignal(page.layer_wanted) as asked:
        press(page, f"{name}_page_safety")
    assert asked.args == ["safety"]


class TestPlan:
    def test_what_is_typed_is_kept_part_by_part(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "plan", qtbot)
        QTest.keyClicks(edits(page)[1], "Soup")
        page.hide()
        assert stored(home) == {"helps": "Soup"}

    def test_it_is_there_again_and_an_emptied_part_goes(self, home: House, qtbot: QtBot) -> None:
        home.vault.ask(lambda db: plan.put(db, "signs", text="Shut curtains"))
        page = show(home.room, "plan", qtbot)
        assert edits(page)[0].toPlainText() == "Shut curtains"
        edits(page)[0].selectAll()
        QTest.keyClick(edits(page)[0], Qt.Key.Key_Delete)
        page.hide()
        assert stored(home) == {}

    def test_a_beginning_starts_a_line_of_its_own(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "plan", qtbot)
        QTest.keyClicks(edits(page)[0], "No calls.")
        press(page, "plan_starter")
        assert QApplication.focusWidget() is edits(page)[0]
        QTest.keyClicks(edits(page)[0], "Sam")
        assert edits(page)[0].toPlainText() == "No calls.\nI stop answering Sam"

    def test_a_change_elsewhere_never_replaces_what_is_being_written(
        self, home: House, qtbot: QtBot
    ) -> None:
        page = show(home.room, "plan", qtbot)
        QTest.keyClicks(edits(page)[0], "half a sen")
        home.room.desk.ask(lambda db: plan.put(db, "ask", text="Sam"), owner=page)
        settle()
        assert edits(page)[0].toPlainText() == "half a sen"
        assert edits(page)[3].toPlainText() == "Sam"

    def test_every_part_is_named_for_a_screen_reader(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "plan", qtbot)
        names = [one.accessibleName() for one in edits(page)]
        assert names == [
            "Signs I know",
            "What helps me",
            "Places and people",
            "Who I ask",
            "Professionals",
            "Making the place safer",
        ]

    def test_locked_it_is_read_where_it_was_allowed(self, tmp_path: Path, qtbot: QtBot) -> None:
        room = make_room(tmp_path)
        part = CardPart("helps", "Soup and <b>radio</b>")
        write_card(room.places.state, SafetyCard(plan=(part,), shows_people=False, shows_plan=True))
        page = show(room, "plan", qtbot, unlocked=False)
        assert "Soup and <b>radio</b>" in said(page)


def marked(page: Layer) -> list[str]:
    return [one.sign.id for one in page.findChildren(SignLine) if one.is_marked]


class TestCalls:
    def test_a_search_marks_and_hides_nothing(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "calls", qtbot)
        before = [one.isVisible() for one in page.findChildren(SignLine)]
        QTest.keyClicks(child(page, "calls_search"), "chest")
        assert marked(page) == ["chest"]
        assert [one.isVisible() for one in page.findChildren(SignLine)] == before
        assert all(before)
        child(page, "calls_search").clear()
        assert marked(page) == []

    def test_a_mark_is_more_than_a_colour(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "calls", qtbot)
        QTest.keyClicks(child(page, "calls_search"), "seizure")
        line = next(one for one in page.findChildren(SignLine) if one.is_marked)
        assert line.accessibleName() == "Marked: A seizure"
        assert line.findChildren(QLabel)[0].property("role") == "label"

    @pytest.mark.parametrize("typed", ["zebra", "chest", "am I ok", "should I call", "🙂"])
    def test_it_never_answers_with_a_verdict(self, home: House, qtbot: QtBot, typed: str) -> None:
        page = show(home.room, "calls", qtbot)
        child(page, "calls_search").setText(typed)
        answer = child(page, "calls_said").text()
        assert answer.endswith("Unsure? Call.")
        for verdict in ("fine", "no need", "not urgent", "low", "normal"):
            assert verdict not in answer.lower()

    def test_enter_goes_from_mark_to_mark_and_round(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "calls", qtbot)
        page.resize(700, 420)
        settle()
        search = child(page, "calls_search")
        QTest.keyClicks(search, "sleep")
        assert not search.visibleRegion().isEmpty()
        lines = [one for one in page.findChildren(SignLine) if one.is_marked]
        assert len(lines) > 1
        for line in (*lines, lines[0]):
            QTest.keyClick(search, Qt.Key.Key_Return)
            settle()
            assert not line.visibleRegion().isEmpty()

    def test_unsure_stands_first_and_last(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "calls", qtbot, unlocked=False)
        words = said(page)
        first = words.index("Unsure? Call.")
        assert first < words.index("Now: call 112")
        assert words.rindex("Unsure? Call.") > words.index("Flat, or nothing much")

    def test_the_clinics_ladder_comes_before_its_number(self, tmp_path: Path, qtbot: QtBot) -> None:
        room = make_room(tmp_path)
        card = SafetyCard("Linden", "21 000", ladder=(CardRung("Night desk", "21 999"),))
        write_card(room.places.state, card)
        words = said(show(room, "calls", qtbot, unlocked=False))
        assert words.index("21 999") < words.index("21 000")

    @pytest.mark.parametrize("unlocked", [True, False])
    def test_it_goes_on_paper_locked_or_not(
        self, home: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, unlocked: bool
    ) -> None:
        page = show(home.room, "calls", qtbot, unlocked=unlocked)
        path = home.room.places.state / "list.pdf"
        saves_to(path, monkeypatch)
        press(page, "calls_pdf")
        assert path.read_bytes().startswith(b"%PDF")

    def test_clinic_shows_when_unlocked(self, home: House, qtbot: QtBot) -> None:
        assert CLINIC_PHONE in said(show(home.room, "calls", qtbot))


class TestHard:
    def test_own_people_are_what_one_sees_first(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "hard", qtbot)
        assert "912 000 345" in said(page)
        assert "No one is watching this app." in said(page)

    def test_by_arrows_through_every_door(self, home: House, qtbot: QtBot) -> None:
        home.vault.ask(lambda db: plan.put(db, "helps", text="Soup"))
        home.room.settings.change("country", "fr")
        page = show(home.room, "hard", qtbot)
        page.focus_first()
        QTest.keyClick(focus(), Qt.Key.Key_Up)
        settle()
        seen = [said(page)]
        for _ in range(5):
            QTest.keyClick(focus(), Qt.Key.Key_Down)
            settle()
            seen.append(said(page))
        wanted = ["Call 112", "912 000 345", "Soup", CLINIC_PHONE, "3114", "What gets in the way"]
        assert [one for one, words in zip(wanted, seen, strict=True) if one not in words] == []

    def test_each_obstacle_gives_one_line_and_nothing_is_stored(
        self, home: House, qtbot: QtBot
    ) -> None:
        page = show(home.room, "hard", qtbot)
        press(page, "choice_way")
        wrote: list[object] = []
        home.room.desk.changed.connect(wrote.append)
        answers = set()
        reasons = child(page, "hard_reasons")
        for row in reasons.rows():
            row.click()
            settle()
            answers.add(said(child(page, "hard_answer")))
        assert len(answers) == len(reasons.rows())
        assert "" not in answers
        assert wrote == []
        assert not card_file(home.room.places.state).exists()

    def test_it_can_be_left_for_now_at_every_door(self, home: House, qtbot: QtBot) -> None:
        page = show(home.room, "hard", qtbot)
        for door in ("now", "plan", "clinic", "lines", "way", "people"):
            press(page, f"choice_{door}")
            with qtbot.waitSignal(page.closed):
                press(page, "hard_go_on")


def saves_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a file name answers with this one."""
    path.parent.mkdir(parents=True, exist_ok=True)

    def answer(_parent: QWidget, *, then: Callable[[Path], None], **_how: object) -> None:
        then(path)

    monkeypatch.setattr(paper_buttons, "ask_new_file", answer)
