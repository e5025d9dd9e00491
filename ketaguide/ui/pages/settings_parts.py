"""Cards of the settings page: who you are, safety, and what this is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QWidget

from ketaguide import __version__
from ketaguide.base.phone import is_number
from ketaguide.base.settings import Settings
from ketaguide.base.text import tr
from ketaguide.ui.errands import Errand, OpenLayer
from ketaguide.ui.look import Look
from ketaguide.ui.pages.crisis_card import CountryChoice
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.rows import CheckRow


class SettingsCard(Card):
    """A titled card; ``go_wanted`` carries an errand."""

    go_wanted = Signal(object)

    def __init__(self, title: str, *, look: Look, name: str) -> None:
        super().__init__(look=look, padding=20)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.look = look
        self.body.setSpacing(look.gap(12))
        self.body.addWidget(Title(title, look=look))

    def add_button(self, words: str, errand: Errand, *, name: str, icon: str) -> Button:
        """A button that leads somewhere else."""
        button = Button(words, look=self.look, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.go_wanted.emit(errand))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button


class PersonCard(SettingsCard):
    """Names and what Home shows; all of it is kept inside the vault."""

    typed = Signal()
    words_wanted = Signal(bool)

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("You and this vault"), look=look, name="person_card")
        self.name = LineEdit(look=look)
        self.name.setObjectName("person_name")
        self.vault_name = LineEdit(look=look)
        self.vault_name.setObjectName("vault_name")
        self.words = CheckRow(
            tr("Home shows titles and words of entries"),
            look=look,
            hint=tr("Otherwise only their dates and kinds."),
        )
        self.words.setObjectName("home_shows_words")
        self.body.addWidget(
            Field(tr("What you like to be called"), self.name, look=look, hint=tr("Or nothing."))
        )
        self.body.addWidget(
            Field(
                tr("A name for the vault"),
                self.vault_name,
                look=look,
                hint=tr("A neutral word is best, such as Notes."),
            )
        )
        self.body.addWidget(self.words)
        self.name.textEdited.connect(self._on_edited)
        self.vault_name.textEdited.connect(self._on_edited)
        self.words.clicked.connect(self._on_words_clicked)

    def show_names(self, name: str, vault_name: str, *, shows_words: bool) -> None:
        """Never over what is being typed."""
        for edit, words in ((self.name, name), (self.vault_name, vault_name)):
            if not edit.hasFocus() and edit.text() != words:
                edit.setText(words)
        self.words.setChecked(shows_words)

    def _on_edited(self) -> None:
        self.typed.emit()

    def _on_words_clicked(self) -> None:
        self.words_wanted.emit(self.words.isChecked())


class SafetyPart(SettingsCard):
    """The emergency number, and the way to what shows while locked."""

    number_changed = Signal(str)
    country_changed = Signal(str)

    def __init__(self, settings: Settings, *, look: Look) -> None:
        super().__init__(tr("Safety"), look=look, name="safety_card")
        self.number = LineEdit(settings.text("emergency_number"), look=look)
        self.number.setObjectName("emergency_number")
        self._field = Field(
            tr("The emergency number where you live"),
            self.number,
            look=look,
            hint=tr("It stands first on the Safety page."),
        )
        self.body.addWidget(self._field)
        self._country = CountryChoice(settings, look=look)
        self.body.addWidget(self._country)
        self.body.addWidget(
            Small(
                tr(
                    "Its crisis lines stand on the Safety page. Your clinic, your own people and "
                    "your plan can also show while the vault is locked."
                ),
                look=look,
            )
        )
        self.add_button(
            tr("Open the Safety page"),
            OpenLayer("safety"),
            name="open_safety",
            icon="life-buoy",
        )
        self.number.textEdited.connect(self._on_edited)
        self.number.editingFinished.connect(self._on_finished)
        self._country.country_wanted.connect(self._on_country_wanted)
        self._country.number_wanted.connect(self._on_number_wanted)

    def _on_edited(self, text: str) -> None:
        if is_number(text):
            self._field.set_error("")
            self.number_changed.emit(text.strip())
            self._country.follow()

    def _on_country_wanted(self, country: str) -> None:
        self.country_changed.emit(country)
        self._country.follow()

    def _on_number_wanted(self, number: str) -> None:
        self.number.setText(number)
        self._on_edited(number)

    def _on_finished(self) -> None:
        wrong = not is_number(self.number.text())
        self._field.set_error(tr("A number such as 112, 911 or 999 fits here.") if wrong else "")


class AboutCard(SettingsCard):
    """Version, what this is not, and where everything lies on this computer."""

    def __init__(self, *, look: Look) -> None:
        super().__init__(tr("About"), look=look, name="about_card")
        self.body.addWidget(
            Body(tr("KetaGuide {version}, free software (MIT licence).", version=__version__))
        )
        self.body.addWidget(
            Body(
                tr(
                    "This is not medical advice. It does not judge, measure or treat. "
                    "Your clinic decides; in an emergency, call."
                )
            )
        )
        self._folder = _path("vault_folder", look=look)
        self._settings = _path("settings_file", look=look)
        self.body.addWidget(Field(tr("Where your vault lies"), self._folder, look=look))
        self.body.addWidget(Field(tr("Where these settings lie"), self._settings, look=look))
        holder = QWidget()
        row = Flow(holder, gap=look.gap(10))
        for words, layer, icon in (
            (tr("Licences and thanks"), "about", "file-text"),
            (tr("Privacy"), "privacy", "shield-check"),
            (tr("Keys"), "keys", "keyboard"),
        ):
            button = Button(words, look=look, icon=icon)
            button.setObjectName(f"open_{layer}")
            errand = OpenLayer(layer)
            button.clicked.connect(lambda _=False, errand=errand: self.go_wanted.emit(errand))
            row.addWidget(button)
        self.body.addWidget(holder)

    def show_paths(self, vault: Path | None, settings_file: Path) -> None:
        self._folder.setPlainText(str(vault) if vault else tr("No vault is open."))
        self._settings.setPlainText(str(settings_file))


def _path(name: str, *, look: Look) -> TextEdit:
    """A path to read and copy. A label would not break a long one, so it is a field."""
    field = TextEdit(look=look, lines=1)
    field.setObjectName(name)
    field.setReadOnly(True)
    field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    return field
