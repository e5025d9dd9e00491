"""The day of a session: what must not be lost, what must be said, what must not be played."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.flows import session_day
from ketaguide.flows.session_day import DayGlance
from ketaguide.store import preferences, sessions, tracks
from ketaguide.ui.errands import OpenGuide, OpenLayer, OpenPassport
from ketaguide.ui.night import NightLook
from ketaguide.ui.pages.day_page import DayPage
from ketaguide.ui.unsaved import THROTTLE_MS
from ketaguide.vault.db import Db
from tests.helpers.guides import House, Reader, child, house, words_on
from tests.helpers.pictures import settle
from tests.helpers.scenes_apart import PASSPORT, finished


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


@pytest.fixture
def show(home: House, qtbot: QtBot) -> Callable[[], Reader]:
    def open_page() -> Reader:
        page = DayPage(home.room, session_id=home.session_id)
        qtbot.addWidget(page)
        reader = Reader(page)
        page.go_wanted.connect(reader.wishes.append)
        reader.show()
        page.begin()
        settle()
        return reader

    return open_page


def glance(home: House) -> DayGlance:
    return home.vault.ask(partial(session_day.glance, session_id=home.session_id))[0]


def test_one_key_notes_the_time_and_a_held_key_only_once(
    home: House, show: Callable[[], Reader]
) -> None:
    reader = show()
    assert reader.focus.objectName() == "day_note"
    reader.key(Qt.Key.Key_Space)
    assert glance(home).lines == ("18:00",)
    reader.key(Qt.Key.Key_N)
    QTest.keyClick(reader.focus, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert glance(home).lines == ("18:00", "18:00")
    assert "Noted." in words_on(reader)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n", True, 1
    )
    QApplication.sendEvent(reader.focus, held)
    assert glance(home).lines == ("18:00", "18:00")


def test_what_is_typed_is_in_the_vault_within_a_second_and_there_again(
    home: House, show: Callable[[], Reader], qtbot: QtBot
) -> None:
    reader = show()
    reader.press("day_note")
    reader.type("day_words", "far away")
    qtbot.waitUntil(lambda: glance(home).draft == "far away", timeout=5 * THROTTLE_MS)
    again = show()
    line = again.find("day_words")
    assert isinstance(line, QLineEdit)
    assert line.text() == "far away"
    again.press("day_add")
    assert (glance(home).lines, glance(home).draft) == (("18:00 far away",), "")


def test_words_that_were_not_put_anywhere_go_with_the_way_out(
    home: House, show: Callable[[], Reader]
) -> None:
    session = home.vault.ask(partial(sessions.get, session_id=home.session_id))[0]
    home.room.clock.pass_time(session.starts_at - home.room.clock.now())  # type: ignore[attr-defined]
    reader = show()
    reader.press("day_note")
    reader.type("day_words", "warm")
    reader.press("day_easing")
    assert reader.wishes == [OpenGuide("first-words", home.session_id)]
    (line,) = glance(home).lines
    assert line.endswith(" warm")


def test_on_a_day_before_nothing_is_said_of_effects(show: Callable[[], Reader]) -> None:
    assert not show().sees("day_easing")


def test_the_last_note_is_taken_back_and_put_back(home: House, show: Callable[[], Reader]) -> None:
    reader = show()
    reader.press("day_arrived")
    assert not reader.sees("day_arrived")
    reader.press("day_note")
    reader.press("day_undo")
    assert glance(home).lines == ("18:00 Arrived",)
    reader.press("toast_action")
    assert glance(home).lines == ("18:00 Arrived", "18:00")


def test_the_stop_word_stands_on_top_or_the_way_to_write_it(
    home: House, show: Callable[[], Reader]
) -> None:
    reader = show()
    reader.press("day_passport")
    assert reader.wishes == [OpenPassport(home.session_id)]
    home.vault.ask(finished("consent-passport", PASSPORT))
    reader = show()
    assert "Stop word: enough" in words_on(reader)
    assert "Stop sign: I raise one hand." in words_on(reader)
    assert not reader.sees("day_passport")


def test_a_look_is_due_after_the_minutes_that_were_chosen(
    home: House, show: Callable[[], Reader]
) -> None:
    reader = show()
    reader.press("day_way_looks")
    reader.press("day_every_20")
    reader.press("day_looked")
    assert "Next look at 18:20" in words_on(reader)
    assert "in about 20 minutes" in words_on(reader)
    clock = home.room.clock
    assert isinstance(clock, FixedClock)
    clock.pass_time(timedelta(minutes=20))
    reader = show()
    assert "It is time to look in." in words_on(reader)
    reader.press("day_way_looks")
    assert "It was meant for 18:20." in words_on(reader)
    assert "Watch the chest." in words_on(reader)
    assert "call 112 now" in words_on(reader)


def test_call_lines_are_one_press_away(home: House, show: Callable[[], Reader]) -> None:
    reader = show()
    reader.press("day_to_call")
    words = words_on(reader)
    assert "Call 112 now" in words
    assert "+351 213 000 112" in words
    assert "912 000 345" in words
    reader.press("day_safety")
    reader.press("day_sitter")
    assert reader.wishes == [OpenLayer("safety"), OpenLayer("sitter")]


def test_tonight_names_who_drives_with_their_number_and_ends_with_the_call(
    home: House, show: Callable[[], Reader]
) -> None:
    home.vault.ask(partial(sessions.change, session_id=home.session_id, ride_home="Ana, at six"))
    reader = show()
    reader.press("day_way_tonight")
    words = words_on(reader)
    assert "Ana, at six" in words
    assert "912 000 345" in words
    assert "Unsure? Call." in words
    reader.press("day_calls")
    assert reader.wishes == [OpenLayer("calls")]


def test_it_says_what_opens_from_the_lock_screen(home: House, show: Callable[[], Reader]) -> None:
    assert "In Settings you can let First words open" in words_on(show())
    home.vault.ask(partial(preferences.put, name=preferences.INBOX_WANTED, value=True))
    words = words_on(show())
    assert "First words and the page for the person who stays open from" in words


def test_it_is_dark_whatever_the_theme_and_large_to_press(
    home: House, show: Callable[[], Reader]
) -> None:
    reader = show()
    assert isinstance(reader.page, DayPage)
    assert isinstance(reader.page.room.look, NightLook)
    assert reader.page.palette().window().color().lightness() < 60
    for name in ("day_note", "day_arrived", "day_way_looks", "day_lists"):
        assert reader.find(name).height() >= 56


class Player(QObject):
    """Stands where the system's own program would."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    @Slot(QUrl)
    def play(self, url: QUrl) -> None:
        self.given.append(url.toLocalFile())


@pytest.fixture
def player() -> Iterator[Player]:
    made = Player()
    QDesktopServices.setUrlHandler("file", made, "play")  # type: ignore[arg-type]  # bytes are refused
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_music_is_handed_to_the_player_and_what_is_gone_says_so(
    home: House, show: Callable[[], Reader], player: Player, tmp_path: Path
) -> None:
    rain = tmp_path / "rain #1 100%.mp3"
    rain.touch()

    def fill(db: Db) -> None:
        tracks.add(db, path=str(rain), title="Rain")
        tracks.add(db, path=str(tmp_path / "gone.mp3"), title="Gone")

    home.vault.ask(fill)
    reader = show()
    reader.press("day_way_music")
    assert words_on(reader).count("This file is not where it was") == 1
    here, gone = (one for one in named(reader, "music_play"))
    reader.press_on(here)
    reader.press_on(gone)
    assert player.given == [str(rain)]
    assert "could not be handed to a player" in words_on(reader)


def test_a_piece_is_moved_and_taken_off_by_keyboard_and_the_keyboard_stays_with_it(
    home: House, show: Callable[[], Reader]
) -> None:
    def fill(db: Db) -> None:
        for name in ("One", "Two", "Three"):
            tracks.add(db, path=f"/m/{name}.mp3", title=name)

    home.vault.ask(fill)
    reader = show()
    reader.press("day_way_music")
    reader.press_on(named(reader, "music_down")[0])
    assert titles(home) == ["Two", "One", "Three"]
    assert reader.focus.accessibleName() == "Move One down"
    reader.key(Qt.Key.Key_Space)
    assert titles(home) == ["Two", "Three", "One"]
    assert reader.focus.accessibleName() == "Play One"
    reader.press_on(named(reader, "music_remove")[2])
    assert titles(home) == ["Two", "Three"]
    reader.press("toast_action")
    assert titles(home) == ["Two", "Three", "One"]


def test_in_a_vault_that_is_only_read_nothing_is_noted(home: House, qtbot: QtBot) -> None:
    home.room.unsaved.rests = True
    page = DayPage(home.room, session_id=home.session_id)
    qtbot.addWidget(page)
    reader = Reader(page)
    reader.show()
    reader.key(Qt.Key.Key_N)
    child(page, "day_looked").click()
    settle()
    assert glance(home).lines == ()


def named(reader: Reader, name: str) -> list[QWidget]:
    return [one for one in reader.page.findChildren(QWidget, name) if one.isVisible()]


def titles(home: House) -> list[str]:
    return [track.title for track in home.vault.ask(tracks.every)[0]]
