"""A guide page over a real vault, worked by the keyboard alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget

from ketaguide.engine.state import RunState
from ketaguide.store import contacts, preferences, runs, sessions
from ketaguide.store.runs import Run
from ketaguide.ui.errands import Errand, GoBack
from ketaguide.ui.pages.guide_page import GuidePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.petal import Petal
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, make_room
from tests.helpers.vaults import ZONE, new_vault

CLINIC_PHONE = "+351 213 000 112"
WRITTEN = GoBack("That is written down. You can stop here.")
KEPT = GoBack("Kept. You can go on where you stopped.")


@dataclass
class House:
    """A room whose desk answers from an open vault with one session and one person in it."""

    room: Room
    vault: Vault
    session_id: str


@contextmanager
def house(folder: Path, *, phone: str = CLINIC_PHONE) -> Iterator[House]:
    """Dress the application and open a vault; closed again afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    room = make_room(folder)
    room.look.apply(app)
    vault = new_vault(folder / "vault", clock=room.clock)
    room.desk.open(lambda: vault, lambda _vault: None, owner=room.desk, failed=_refuse)
    session_id, _ = vault.ask(partial(_fill, phone=phone))
    yield House(room, vault, session_id)
    room.unsaved.flush()
    room.desk.close()


def _refuse(problem: Exception) -> None:
    raise problem


def _fill(db: Db, *, phone: str) -> str:
    preferences.put(db, preferences.PERSON_NAME, "Maya")
    contacts.add(db, name="Ana", relation="sister", phone="912 000 345")
    session = sessions.add(
        db,
        starts_at=NOW + timedelta(days=1),
        zone=ZONE,
        clinic_name="Harbour Clinic",
        clinic_phone=phone,
    )
    return session.id


def moves_by_arrows(*buttons: QWidget) -> bool:
    """Whether they are one stop for Tab: radio buttons, chips of a row, petals of a wheel."""
    return all(isinstance(one, QRadioButton | Chip | Petal) for one in buttons)


@dataclass
class Reader:
    """Someone without a mouse in front of one page."""

    page: QWidget
    wishes: list[Errand] = field(default_factory=list)

    def show(self) -> None:
        self.page.resize(1280, 840)
        self.page.show()
        self.page.activateWindow()
        settle()

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focus, key)
        settle(1)

    def go(self, name: str) -> QWidget:
        """Reach the widget of that name by Tab, and by arrows inside a group."""
        return self.reach(self.find(name))

    def reach(self, wanted: QWidget) -> QWidget:
        """The same, for a name that stands on the page twice."""
        for _ in range(150):
            here = self.focus
            if here is wanted:
                return wanted
            if here.parent() is wanted.parent() and moves_by_arrows(here, wanted):
                before = (here.y(), here.x()) > (wanted.y(), wanted.x())
                way = Qt.Key.Key_Up if before else Qt.Key.Key_Down
                self.key(Qt.Key.Key_Right if self._same_ring(here, wanted) else way)
                if self.focus is not here:
                    continue
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard never reaches {wanted.objectName()}")

    @staticmethod
    def _same_ring(here: QWidget, wanted: QWidget) -> bool:
        """On a wheel, Right goes around; Up and Down lead to the other ring."""
        if not isinstance(here, Petal) or not isinstance(wanted, Petal):
            return False
        return here.isCheckable() == wanted.isCheckable()

    def press(self, name: str) -> None:
        """Space on a button; a radio button that the arrows have chosen already stays so."""
        self.press_on(self.find(name))

    def press_on(self, button: QWidget) -> None:
        """The same, for a name that stands on the page twice."""
        self.reach(button)
        if isinstance(button, QRadioButton) and button.isChecked():
            return
        self.key(Qt.Key.Key_Space)

    def type(self, name: str, words: str) -> None:
        QTest.keyClicks(self.go(name), words)

    def find(self, name: str) -> QWidget:
        for widget in self.page.findChildren(QWidget, name):
            if isinstance(widget, QWidget) and widget.isVisible():
                return widget
        raise AssertionError(f"no {name} on screen")

    def sees(self, name: str) -> bool:
        return any(
            isinstance(one, QWidget) and one.isVisible()
            for one in self.page.findChildren(QWidget, name)
        )


def open_guide(house: House, guide_id: str, *, part_id: str = "") -> Reader:
    """The guide of the house's session, on screen."""
    page = GuidePage(house.room, guide_id=guide_id, session_id=house.session_id, part_id=part_id)
    reader = Reader(page)
    page.go_wanted.connect(reader.wishes.append)
    reader.show()
    return reader


def child(page: QWidget, name: str) -> Any:
    """The widget of that objectName, shown or not."""
    found = page.findChild(QWidget, name)
    assert found is not None, f"no {name}"
    return found


def run_of(reader: Reader) -> RunState:
    assert isinstance(reader.page, GuidePage)
    run = reader.page._keeper.run
    assert run is not None
    return run.state


def stored(home: House, guide_id: str) -> tuple[Run, RunState]:
    def question(db: Db) -> tuple[Run, RunState]:
        run = runs.open_for(db, guide_id=guide_id, session_id=home.session_id)
        assert run is not None
        return run, runs.state(db, run=run)

    return home.vault.ask(question)[0]


def onward(reader: Reader) -> None:
    reader.press("guide_onward")


def words_on(reader: Reader) -> str:
    labels = reader.page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if isinstance(one, QLabel) and one.isVisible())


def to_step(reader: Reader, step_id: str) -> None:
    for _ in range(30):
        if run_of(reader).step_id == step_id:
            return
        onward(reader)
    raise AssertionError(f"never at {step_id}")
