"""The card of the settings page that says how everything looks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.settings import Settings
from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.settings_parts import SettingsCard
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Strong
from ketaguide.ui.widgets.slider import Track

SMALLEST, LARGEST, STEP = 80, 200, 10
# While the line is dragged the whole window would be laid out anew for every pixel.
SETTLE_MS = 250


@dataclass(frozen=True)
class Option:
    """One choice."""

    id: str
    label: str
    hint: str = ""


class TextSize(QWidget):
    """A line, two buttons and the number; ``chosen`` comes once it has come to rest."""

    chosen = Signal(int)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.track = Track(look=look, low=SMALLEST, high=LARGEST)
        self.track.setSingleStep(STEP)
        self.track.setObjectName("text_size")
        self.track.setAccessibleName(tr("Text size in percent"))
        self._number = Strong(look=look)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        smaller = IconButton("minus", tr("Smaller text"), look=look)
        smaller.setObjectName("text_smaller")
        larger = IconButton("plus", tr("Larger text"), look=look)
        larger.setObjectName("text_larger")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(8))
        row.addWidget(smaller)
        row.addWidget(self.track, 1)
        row.addWidget(larger)
        row.addWidget(self._number)
        # Tab comes in here; a proxy further on would hide what stands before it.
        self.setFocusProxy(smaller)
        self.track.touched.connect(self._on_touched)
        self._timer.timeout.connect(self._on_timeout)
        smaller.clicked.connect(self._on_smaller_clicked)
        larger.clicked.connect(self._on_larger_clicked)

    def set_value(self, percent: int) -> None:
        """Show it without announcing it."""
        self.track.put(percent)
        self._number.setText(tr("{percent} %", percent=percent))

    def _on_touched(self, value: int) -> None:
        self.set_value(round(value / STEP) * STEP)
        self._timer.start()

    def _on_timeout(self) -> None:
        self.chosen.emit(self.track.value())

    def _on_smaller_clicked(self) -> None:
        self._step(-STEP)

    def _on_larger_clicked(self) -> None:
        self._step(STEP)

    def _step(self, by: int) -> None:
        wanted = min(max(round((self.track.value() + by) / STEP) * STEP, SMALLEST), LARGEST)
        self.set_value(wanted)
        self._on_timeout()


class LookCard(SettingsCard):
    """Colours, text size, movement; ``changed`` carries a setting's name and its value."""

    changed = Signal(str, object)

    def __init__(self, settings: Settings, *, look: Look) -> None:
        super().__init__(tr("How it looks"), look=look, name="look_card")
        self._settings = settings
        self.theme = Choices(
            (
                Option("system", tr("As the system")),
                Option("light", tr("Light")),
                Option("dark", tr("Dark")),
                Option("contrast", tr("High contrast")),
            ),
            look=look,
            name=tr("Colours"),
        )
        self.theme.setObjectName("theme")
        self.text_size = TextSize(look=look)
        self.motion = Choices(
            (
                Option("system", tr("As the system")),
                Option("reduced", tr("Little movement")),
                Option("full", tr("Movement")),
            ),
            look=look,
            name=tr("Movement on screen"),
        )
        self.motion.setObjectName("motion")
        self.body.addWidget(Field(tr("Colours"), self.theme, look=look))
        hint = tr("Ctrl and plus, Ctrl and minus do the same anywhere. Ctrl and 0 goes back.")
        self.body.addWidget(Field(tr("Text size"), self.text_size, look=look, hint=hint))
        self.body.addWidget(Field(tr("Movement on screen"), self.motion, look=look))
        self.follow()
        self.theme.changed.connect(lambda value: self.changed.emit("theme", value))
        self.text_size.chosen.connect(lambda value: self.changed.emit("text_percent", value))
        self.motion.changed.connect(lambda value: self.changed.emit("motion", value))

    def follow(self) -> None:
        """Show what is in force, also after it was changed by a key."""
        self.theme.set_value(self._settings.text("theme"))
        self.text_size.set_value(self._settings.number("text_percent"))
        self.motion.set_value(self._settings.text("motion"))
