"""Crisis lines of the country that a person chose, and that choice itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.errors import PackError, SettingsError
from ketaguide.base.paths import resources
from ketaguide.base.settings import Settings
from ketaguide.base.text import tr
from ketaguide.content.crisis import Country, CrisisLine, load_lines
from ketaguide.ui.look import Look
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.stack import Stack


def countries() -> tuple[Country, ...]:
    """All that are listed; none where the file cannot be read: help never waits for an error."""
    try:
        return load_lines(resources() / "crisis").countries
    except PackError:
        return ()


def chosen(settings: Settings) -> Country | None:
    """The person's country, if they named one that is listed."""
    wanted = settings.text("country")
    return next((one for one in countries() if one.id == wanted), None)


class CountryChoice(QWidget):
    """A country, and its emergency number on offer: a number that was typed is never replaced."""

    country_wanted = Signal(str)
    number_wanted = Signal(str)

    def __init__(self, settings: Settings, *, look: Look) -> None:
        super().__init__()
        self._settings = settings
        # No ``Field``: this is moved about with its page's parts, and Qt then leads Tab back to it.
        name = tr("Your country")
        label = Strong(name, look=look)
        self._select = Select(look=look, name=name)
        label.setBuddy(self._select)
        self._select.setObjectName("country")
        self._select.add("", tr("Not chosen"))
        for one in countries():
            self._select.add(one.id, one.name)
        self._offer = Button("", look=look, icon="phone")
        self._offer.setObjectName("use_emergency")
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        column.addWidget(label)
        column.addWidget(self._select)
        column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeading)
        self._offer.hide()
        self._select.activated.connect(self._on_activated)
        self._offer.clicked.connect(self._on_offer_clicked)
        self.follow()

    def follow(self) -> None:
        """Show what is in force now."""
        country = chosen(self._settings)
        self._select.set_value(country.id if country else "")
        number = country.emergency if country else ""
        is_other = bool(number) and number != self._settings.text("emergency_number").strip()
        if is_other:
            self._offer.set_words(tr("Make {number} my emergency number", number=number))
        self._offer.setVisible(is_other)

    def _on_activated(self, _index: int) -> None:
        self.country_wanted.emit(self._select.value())

    def _on_offer_clicked(self) -> None:
        country = chosen(self._settings)
        if country is not None:
            self._select.setFocus(Qt.FocusReason.OtherFocusReason)
            self.number_wanted.emit(country.emergency)


class CrisisLines(QWidget):
    """What is listed for the country, each number with what is known of it.

    A page follows ``changed`` and puts the new lines into its Tab order.
    """

    changed = Signal()  # the country or the emergency number
    failed = Signal(object)  # SettingsError: taken over, but it could not be stored

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._lines = room.catalogue().lines("safety")["crisis"]
        look = room.look
        self.choice = CountryChoice(room.settings, look=look)
        self._listed: QWidget = QWidget()
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(12))
        self._column.addWidget(Body(self._lines["lead"], look=look))
        self._column.addWidget(self._listed)
        self._note = Small(look=look)
        self._column.addWidget(self._note)
        self._column.addWidget(self.choice)
        self.choice.country_wanted.connect(self._on_country_wanted)
        self.choice.number_wanted.connect(self._on_number_wanted)
        self.follow()

    def follow(self) -> None:
        """Show the lines of the country that is chosen now."""
        self.choice.follow()
        country = chosen(self._room.settings)
        old, self._listed = self._listed, self._made(country)
        self._column.replaceWidget(old, self._listed)
        old.hide()
        old.deleteLater()
        notes = [self._filled("note")] if country and country.lines else []
        self._note.setText(" ".join((*notes, self._lines["own"])))

    def _made(self, country: Country | None) -> QWidget:
        look = self._room.look
        if country is None:
            return Body(self._lines["none-chosen"], look=look, tone="muted")
        if not country.lines:
            listed = country.emergency or self._room.settings.text("emergency_number")
            words = self._lines["no-lines"].replace("{number}", listed)
            words = words.replace("{country}", country.name)
            return Body(words, look=look)
        columns = Columns(look=look, at=520)
        today = local(self._room.clock.now(), self._room.clock.zone()).date()
        for line in country.lines:
            columns.add(self._line(line, today=today))
        return columns

    def _line(self, line: CrisisLine, *, today: date) -> QWidget:
        look = self._room.look
        holder = QWidget()
        column = Stack(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(2))
        if line.number:
            name = line.note or tr("Crisis line")
            column.addWidget(PhoneLine(name, line.number, look=look, role="title"))
        elif line.note:
            column.addWidget(Strong(line.note, look=look))
        if line.text:
            column.addWidget(Body(line.text, look=look))
        known = [self._checked(line, today=today)]
        if line.hours:
            known.append(self._lines["hours"])
        column.addWidget(Small(" · ".join(known), look=look))
        return holder

    def _checked(self, line: CrisisLine, *, today: date) -> str:
        when = line.verified_on
        if when is None or not line.is_checked(today):
            return self._lines["unchecked"]
        day = QLocale().toString(
            QDate(when.year, when.month, when.day), QLocale.FormatType.LongFormat
        )
        return tr("Checked on {date}", date=day)

    def _filled(self, name: str) -> str:
        number = self._room.settings.text("emergency_number")
        return self._lines[name].replace("{number}", number)

    def _on_country_wanted(self, country: str) -> None:
        self._change("country", country)

    def _on_number_wanted(self, number: str) -> None:
        self._change("emergency_number", number)

    def _change(self, name: str, value: str) -> None:
        try:
            self._room.settings.change(name, value)
        except SettingsError as problem:
            self.failed.emit(problem)
        self.follow()
        self.changed.emit()
