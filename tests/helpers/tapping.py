"""First words on screen, worked by the keyboard, over the vault of ``guides.house``."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import clinic_pack
from ketaguide.store import sessions
from ketaguide.ui.pages.first_words_page import FirstWordsPage
from ketaguide.vault.db import Db
from tests.helpers.clinics import looked_at
from tests.helpers.guides import CLINIC_PHONE, House, Reader
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE

GUIDE = "first-words"
WAYS = ("words_back", "words_enough", "words_ground", "words_onward")


def open_words(home: House, qtbot: QtBot, *, session_id: str = "") -> Reader:
    """Its first screen; of the house's own session where no other is named."""
    page = FirstWordsPage(home.room, session_id=session_id or home.session_id)
    qtbot.addWidget(page)
    reader = Reader(page)
    page.go_wanted.connect(reader.wishes.append)
    reader.show()
    return reader


def begun_hours_ago(home: House, hours: int) -> str:
    """A session of the house's clinic, and its id."""

    def question(db: Db) -> str:
        session = sessions.add(
            db,
            starts_at=NOW - timedelta(hours=hours),
            zone=ZONE,
            with_whom="Jo from upstairs",
            clinic_name="Harbour Clinic",
            clinic_phone=CLINIC_PHONE,
        )
        return session.id

    return home.vault.ask(question)[0]


def take_clinic_pack(home: House) -> None:
    """Its clinic says that effects have eased after two hours."""
    home.vault.ask(partial(clinic_pack.take, incoming=looked_at(), now=NOW, zone=ZONE))


def place(reader: Reader, name: str) -> QRect:
    """Where that part is on the page, shown or not."""
    widget = reader.page.findChild(QWidget, name)
    assert isinstance(widget, QWidget)
    return QRect(widget.mapTo(reader.page, QPoint(0, 0)), widget.size())


def top(reader: Reader, words: str) -> int:
    """How far down the first words of that kind stand."""
    labels = reader.page.findChildren(QLabel)
    found = [one for one in labels if one.isVisible() and words in one.text()]
    assert found, words
    return found[0].mapTo(reader.page, QPoint(0, 0)).y()
