"""One of every widget, for tests and for the sampler picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ketaguide.content.words import Family, Word
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.breath import BreathCircle, RoundTimer
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.checklist import CheckList
from ketaguide.ui.widgets.choices import Choices, SignRow
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.feelings import Chip, FeelingList
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body, Heading, Intro, Lead, Small, Strong, Title
from ketaguide.ui.widgets.landscape import Landscape
from ketaguide.ui.widgets.marks import IconLine, Ring, SavedLine, TimeNote
from ketaguide.ui.widgets.nav import Brand
from ketaguide.ui.widgets.notice import Notice
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.path import Path
from ketaguide.ui.widgets.pickers import DateEdit, Select, TimeEdit
from ketaguide.ui.widgets.progress import ProgressDots
from ketaguide.ui.widgets.rows import CheckRow, RadioRow
from ketaguide.ui.widgets.sidebar import Sidebar
from ketaguide.ui.widgets.slider import Slider, StrengthRow
from ketaguide.ui.widgets.stone import StoneView
from ketaguide.ui.widgets.strengths import Strengths
from ketaguide.ui.widgets.tiles import EntryCard, LineButton
from ketaguide.ui.widgets.wheel import FeelingWheel
from ketaguide.ui.widgets.wheel_layout import WheelLayouts


@dataclass(frozen=True)
class Item:
    id: str
    label: str
    hint: str = ""


ITEMS = (Item("home", "At home", "with someone"), Item("other", "Somewhere & else"))
FELT = (
    Family(
        id="calm",
        title="Calm",
        words=(Word(id="rested", label="rested", level=1), Word(id="still", label="still")),
    ),
    Family(id="heavy", title="Heavy", words=(Word(id="sad", label="sad", meaning="Lost."),)),
    Family(id="joy", title="Joy", words=(Word(id="glad", label="glad", level=3),)),
)
STONES = (
    StoneView("a", "Your intention", "12 Nov", "sprout", "preparation", "done"),
    StoneView("b", "Set & setting", "Next step", "wind", "preparation", "next"),
    StoneView("c", "Arrive", "26 Nov", "sunrise", "session-day", "later"),
    StoneView("d", "Day after", "27 Nov", "hand-heart", "integration", "later"),
)


def told(notice: Notice) -> Notice:
    notice.show_text("Something happened.", "Do this.", kind="error", action="Try again")
    return notice


def walked(path: Path) -> Path:
    path.set_stones(STONES)
    return path


def chosen(select: Select) -> Select:
    select.add("iv", "By infusion")
    return select


MAKERS: Mapping[str, Callable[[Look], QWidget]] = {
    "heading": lambda look: Heading("Good evening", look=look),
    "title": lambda look: Title("A title", look=look),
    "lead": lambda look: Lead("A lead", look=look),
    "body": lambda look: Body("A body", look=look),
    "strong": lambda look: Strong("Strong", look=look),
    "small": lambda look: Small("Small", look=look),
    "intro": lambda look: Intro("Welcome", "Take a breath.", look=look),
    "primary": lambda look: Button("Go & on", look=look, kind="primary", icon="arrow-right"),
    "secondary": lambda look: Button("Back", look=look, icon="arrow-left"),
    "quiet": lambda look: Button("Not now", look=look, kind="quiet"),
    "danger": lambda look: Button("Erase", look=look, kind="danger"),
    "link": lambda look: Button("Open your safety plan", look=look, kind="link"),
    "icon": lambda look: IconButton("x", "Close", look=look),
    "card": lambda look: Card(look=look, tone="session"),
    "line": lambda look: LineEdit("text", look=look, name="A line"),
    "text": lambda look: TextEdit("text", look=look, name="A text"),
    "passphrase": lambda look: PassphraseEdit(look=look, name="Passphrase"),
    "field": lambda look: Field("Name", LineEdit(look=look), look=look, hint="A hint"),
    "select": lambda look: chosen(Select(look=look, name="How")),
    "date": lambda look: DateEdit(look=look, name="Day"),
    "time": lambda look: TimeEdit(look=look, name="Time"),
    "notice": lambda look: told(Notice(look=look)),
    "radio": lambda look: RadioRow("One", look=look, hint="A hint"),
    "check": lambda look: CheckRow("One", look=look),
    "choices": lambda look: Choices(ITEMS, look=look, name="Where"),
    "several": lambda look: Choices(ITEMS, look=look, several=True, name="Where"),
    "signs": lambda look: SignRow("My chest hurts.", look=look),
    "checklist": lambda look: CheckList(ITEMS, look=look),
    "slider": lambda look: Slider("How hard", look=look, ends=("not", "very")),
    "strength": lambda look: StrengthRow("rested", look=look),
    "feelings": lambda look: FeelingList(FELT, look=look),
    "wheel": lambda look: FeelingWheel(FELT, WheelLayouts(FELT, look=look), look=look),
    "strengths": lambda look: Strengths("Feelings", {"sad": "sad"}, look=look),
    "chip": lambda look: Chip("rested", look=look, family="calm"),
    "starter": lambda look: Chip("I noticed…", look=look, is_choice=False),
    "progress": lambda look: ProgressDots(look=look, phase="integration", title="Day after"),
    "saved": lambda look: SavedLine(look=look),
    "minutes": lambda look: TimeNote(6, look=look),
    "iconline": lambda look: IconLine("lock", "Locked", look=look),
    "ring": lambda look: Ring(look=look, done=7, total=12),
    "landscape": lambda look: Landscape(look=look),
    "path": lambda look: walked(Path(look=look)),
    "sidebar": lambda look: Sidebar(look=look),
    "brand": lambda look: Brand(look=look),
    "breath": lambda look: BreathCircle(look=look),
    "timer": lambda look: RoundTimer(look=look),
    "entry": lambda look: EntryCard("The lake", look=look, when="28 October", opening="I keep"),
    "goes": lambda look: LineButton("Ask Sam", look=look),
}
