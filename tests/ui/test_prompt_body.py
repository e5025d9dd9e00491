"""The body map: every place can be pressed and reached, and what is chosen stays as it was said."""

import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.content import regions
from ketaguide.content.pictures import BodyMap
from ketaguide.engine.recalled import EarlierAnswer
from ketaguide.ui.prompts.base import PromptWidget
from ketaguide.ui.room import Room
from ketaguide.ui.widgets import body_shape as shape
from ketaguide.ui.widgets.body_map import BodyMap as Map
from ketaguide.ui.widgets.body_map import Place
from tests.helpers.guides import child as named
from tests.helpers.prompting import on_screen, told
from tests.helpers.rooms import make_room

PROMPT = BodyMap(id="p", label="Where it is", hint="Any place, or none.")
SAID = {"amount": "", "warmth": "", "words": ""}
WAYS = ((0, -1), (0, 1), (-1, 0), (1, 0))
Maker = Callable[..., PromptWidget]


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def make(room: Room, qtbot: QtBot) -> Maker:
    kept: list[PromptWidget] = []

    def build(value: Any = None, **more: Any) -> PromptWidget:
        widget = on_screen(qtbot, room, PROMPT, value, size=(900, 1200), **more)
        kept.append(widget)
        return widget

    return build


def answer(**said: Mapping[str, str]) -> dict[str, Any]:
    return {"regions": {name.replace("_", "-"): SAID | dict(one) for name, one in said.items()}}


@pytest.mark.parametrize("view", shape.VIEWS)
def test_every_place_lies_in_the_figure_and_none_over_another(view: str) -> None:
    body = shape.silhouette()
    found = {n: p for n, p in shape.places(view).items() if n != regions.AROUND}
    covered = 0.0
    for name, path in found.items():
        area = _area(path)
        assert area > 400, name
        assert _area(path.subtracted(body)) < 1, name
        covered += area
        for other, there in found.items():
            assert other == name or _area(path.intersected(there)) < 1, (name, other)
    assert covered == pytest.approx(_area(body), rel=0.01)


def test_the_room_around_is_outside_the_figure() -> None:
    around = shape.places(shape.FRONT)[regions.AROUND]
    assert _area(around.intersected(shape.silhouette())) < 1


def test_both_views_together_hold_every_place() -> None:
    assert {n for view in shape.VIEWS for n in shape.places(view)} == set(regions.REGIONS)


def test_a_press_in_the_middle_of_each_place_meets_that_place(make: Maker) -> None:
    body = _map(make())
    for place in body.places():
        if place.region == regions.AROUND:
            continue
        spot = place.geometry().center()
        assert body.childAt(spot) is place, place.objectName()
        assert min(place.width(), place.height()) >= 24, place.objectName()


def test_a_press_between_the_legs_meets_nobody(make: Maker) -> None:
    body = _map(make())
    left = named(body, "place_knee-left").geometry()
    right = named(body, "place_knee-right").geometry()
    gap = QPoint((left.right() + right.left()) // 2, left.center().y())
    assert not isinstance(body.childAt(gap), Place)


def test_arrows_reach_every_place_and_go_where_they_point(make: Maker) -> None:
    body = _map(make())
    start = body.tab_stop()
    seen, ahead = {(start, 0)}, [(start, 0)]
    while ahead:
        place, side = ahead.pop()
        for x, y in WAYS:
            found = body.neighbour(place, QPointF(x, y), side=side)
            if found is not None and found not in seen:
                seen.add(found)
                ahead.append(found)
    assert {place for place, _ in seen} == set(body.places())


@pytest.mark.parametrize(
    ("here", "key", "there"),
    [
        ("chest", Qt.Key.Key_Down, "stomach"),
        ("chest", Qt.Key.Key_Up, "throat"),
        ("chest", Qt.Key.Key_Left, "shoulder-left"),
        ("thigh-left", Qt.Key.Key_Right, "thigh-right"),
        ("hand-left", Qt.Key.Key_Up, "arm-left"),
    ],
)
def test_an_arrow_goes_to_the_neighbour(make: Maker, here: str, key: Qt.Key, there: str) -> None:
    widget = make()
    place = named(widget, f"place_{here}")
    place.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(place, key)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Place)
    assert focused.region == there


def test_space_chooses_and_the_place_says_its_name_and_state(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    throat = named(widget, "place_throat")
    throat.setFocus(Qt.FocusReason.TabFocusReason)
    assert any("Throat" in one.text() for one in widget.findChildren(QLabel))
    QTest.keyClick(throat, Qt.Key.Key_Space)
    assert heard == [answer(throat={})]
    assert throat.isChecked()
    assert QApplication.focusWidget() is throat


def test_the_map_is_one_stop_for_tab(make: Maker) -> None:
    body = _map(make())
    named(body, "place_knee-left").click()
    stops = [p for p in body.places() if p.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [named(body, "place_knee-left")]


def test_what_is_said_of_a_place_is_told_and_can_be_unsaid(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    QTest.mouseClick(named(widget, "place_chest"), Qt.MouseButton.LeftButton)
    named(widget, "more_chest").click()
    named(widget, "warm_chest").click()
    QTest.keyClicks(named(widget, "words_chest"), "wide")
    assert heard[-1] == answer(chest={"amount": "more", "warmth": "warm", "words": "wide"})
    named(widget, "less_chest").click()
    named(widget, "warm_chest").click()
    assert heard[-1] == answer(chest={"amount": "less", "words": "wide"})
    named(widget, "remove_chest").click()
    assert heard[-1] is None
    assert not named(widget, "place_chest").isChecked()


def test_a_slip_of_the_hand_costs_no_words(make: Maker) -> None:
    """A place pressed away and pressed again has what was said of it."""
    widget = make(answer(chest={"words": "warm, then very wide", "warmth": "warm"}))
    heard = told(widget)
    named(widget, "place_chest").click()
    named(widget, "place_chest").click()
    assert heard == [None, answer(chest={"words": "warm, then very wide", "warmth": "warm"})]


def test_the_list_holds_the_same_places_and_the_same_answer(make: Maker) -> None:
    widget = make(answer(chest={"amount": "more"}))
    heard = told(widget)
    named(widget, "swap_p").click()
    assert not _map(widget).isVisible()
    assert named(widget, "listed_chest").isChecked()
    assert all(widget.findChild(QWidget, f"listed_{name}") for name in regions.REGIONS)
    named(widget, "listed_hand-left").click()
    assert heard[-1] == answer(chest={"amount": "more"}, hand_left={})
    named(widget, "swap_p").click()
    assert named(widget, "place_hand-left").isChecked()
    assert named(widget, "place_hand-left_back").isChecked()


def test_on_a_session_day_the_list_comes_first(make: Maker) -> None:
    widget = make(list_first=True)
    assert widget.first() is named(widget, "listed_head")
    assert not _map(widget).isVisible()


def test_the_time_before_stands_beside_with_its_day(make: Maker) -> None:
    when = datetime(2026, 5, 3, 10, tzinfo=UTC)
    before = EarlierAnswer(value=answer(throat={"warmth": "cold", "words": "tight"}), when=when)
    widget = make(answer(chest={}), earlier={"p": before})
    heard = told(widget)
    card = named(widget, "earlier_p")
    words = [one.text() for one in card.findChildren(QLabel)]
    assert words == ["Earlier: 3 May", "throat: cold; “tight”"]
    named(widget, "place_throat").click()
    assert heard == [answer(chest={}, throat={})]


def test_a_hostile_earlier_answer_is_left_out(make: Maker) -> None:
    when = datetime(2026, 5, 3, 10, tzinfo=UTC)
    broken: tuple[Any, ...] = ("x", {"regions": {"tail": {}}}, {"regions": {"chest": 3}})
    for value in broken:
        widget = make(earlier={"p": EarlierAnswer(value=value, when=when)})
        assert widget.findChild(QWidget, "earlier_p") is None


def test_a_problem_stands_beside(make: Maker) -> None:
    widget = make()
    widget.show_problem("Please answer this.")
    assert any(one.text() == "Please answer this." for one in widget.findChildren(QLabel))


def test_warm_and_cold_and_more_and_less_differ_without_colour(make: Maker) -> None:
    """In grey, too, no two of them look the same."""
    seen = set()
    for marks in ({"warmth": "warm"}, {"warmth": "cold"}, {"amount": "more"}, {"amount": "less"}):
        body = _map(make(answer(chest=marks)))
        area = named(body, "place_chest").geometry()
        grey = body.grab(area).toImage().convertToFormat(_grey())
        seen.add(bytes(grey.constBits()))
    assert len(seen) == 4


def _grey() -> Any:
    from PySide6.QtGui import QImage

    return QImage.Format.Format_Grayscale8


def _map(widget: PromptWidget) -> Map:
    found = widget.findChild(Map)
    assert found is not None
    return found


def _area(path: Any) -> float:
    """How much a path covers, by its polygons' corners."""
    total = 0.0
    for polygon in path.simplified().toSubpathPolygons():
        corners = [polygon.at(n) for n in range(polygon.size())]
        total += sum(a.x() * b.y() - b.x() * a.y() for a, b in itertools.pairwise(corners)) / 2
    return abs(total)
