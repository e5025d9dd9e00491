"""How everything looks: theme, text size and movement, resolved in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.errors import SettingsError
from ketaguide.base.paths import resources
from ketaguide.base.settings import Settings
from ketaguide.ui.icons import Icons
from ketaguide.ui.look_style import FALLBACKS, SANS, SERIF, palette, stylesheet
from ketaguide.ui.look_tokens import load_tokens
from ketaguide.ui.text_sizes import TextSizes

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

STYLE = "Fusion"
STYLE_VARIABLE = "QT_STYLE_OVERRIDE"
# Text sizes that Ctrl++ and Ctrl+- step through, in percent.
STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_PHASES: Mapping[str, str] = {
    "preparation": "primary",
    "session-day": "session",
    "integration": "integration",
}
_SOFT: Mapping[str, str] = {
    "primary": "soft",
    "session": "session_soft",
    "integration": "integration_soft",
}


class Look(QObject):
    """Answers every question about colour, size, font, icon and movement.

    Widgets ask while they paint, so a change of theme or text size needs no rebuilding. Only
    sizes that were set by hand must be set again on ``changed``.
    """

    changed = Signal()

    def __init__(self, settings: Settings, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tokens = load_tokens(resources() / "style" / "tokens.toml")
        self._icons = Icons(resources() / "icons")
        self._app: QApplication | None = None
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self.text = TextSizes(self.font)
        self.theme = "light"
        self.scale = 1.0
        self._resolve()

    def apply(self, app: QApplication) -> None:
        """Dress the application; call once, before the first widget is made."""
        self._app = app
        if os.environ.get(STYLE_VARIABLE) != STYLE:
            app.setStyle(STYLE)
        for file in sorted((resources() / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self.refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self.refresh)
        self._resolve()
        self._dress(app)

    def refresh(self) -> None:
        """Take settings and system over again; nothing happens when all is as before."""
        before = self._resolved()
        self._resolve()
        if before == self._resolved():
            return
        self._icons.forget()
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def step_text(self, steps: int) -> None:
        """Make text larger or smaller by so many steps; 0 goes back to 100 %."""
        now = self._settings.number("text_percent")
        larger = [percent for percent in STEPS if percent > now]
        smaller = [percent for percent in reversed(STEPS) if percent < now]
        ahead = (larger if steps > 0 else smaller)[: abs(steps)]
        wanted = 100 if steps == 0 else (ahead[-1] if ahead else now)
        # A text size that cannot be stored still holds until the window closes.
        with suppress(SettingsError):
            self._settings.change("text_percent", wanted)
        self.refresh()

    @property
    def is_contrast(self) -> bool:
        return self.theme == "contrast"

    @property
    def reduced_motion(self) -> bool:
        """True when nothing should move; asked late, because QStyle takes 10 ms to load."""
        if self._motion != "system" or self._app is None:
            return self._motion == "reduced"
        from PySide6.QtWidgets import QStyle

        # Qt 6.11 has no hint of its own for this; the style hands on the platform's switch.
        return not self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animate)

    @property
    def hair(self) -> int:
        """Width of a control's border: high contrast draws it twice as thick."""
        return 2 if self.is_contrast else 1

    def color(self, name: str) -> QColor:
        """A token's colour in the theme in force; raises ``KeyError`` for an unknown name."""
        known = self._colours.get(name)
        if known is None:
            known = self._colours[name] = QColor(self._tokens.themes[self.theme][name])
        return QColor(known)

    def phase_color(self, phase: str, *, soft: bool = False) -> QColor:
        """The colour of ``preparation``, ``session-day`` or ``integration``; others are sage."""
        token = _PHASES.get(phase, "primary")
        return self.color(_SOFT[token] if soft else token)

    def family_color(self, family: str, part: str) -> QColor:
        """A feeling family's ``soft``, ``mid`` or ``strong``; a new family borrows one."""
        known = self._tokens.families[self.theme]
        if family not in known:
            family = list(known)[sum(family.encode()) % len(known)]
        return QColor(known[family][part])

    def px(self, pixels: float) -> int:
        """A length that grows with the text: sizes of text, icons and targets."""
        return round(pixels * self.scale)

    def gap(self, pixels: float) -> int:
        """A distance between things: it grows half as fast, so that large text keeps its room."""
        return round(pixels * (1 + (self.scale - 1) / 2))

    def radius(self, name: str = "control") -> int:
        """Corner radius of a ``control`` or a ``card``."""
        return self.gap(self._tokens.radius[name])

    @property
    def target(self) -> int:
        """Smallest side of anything to press."""
        return max(self._tokens.target, self.px(self._tokens.target))

    def motion_ms(self, name: str = "short") -> int:
        """How long a movement takes; 0 when movement is reduced."""
        return 0 if self.reduced_motion else self._tokens.motion_ms[name]

    def font(self, role: str = "body") -> QFont:
        """The font of a role: display, title, lead, body, label, small, small_label."""
        known = self._fonts.get(role)
        if known is not None:
            return QFont(known)
        kind = self._tokens.roles[role]
        font = QFont([SERIF if kind.face == "serif" else SANS, *FALLBACKS[kind.face]])
        font.setPixelSize(max(self.px(kind.px), self._tokens.floor))
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        font.setWeight(QFont.Weight(kind.weight))
        self._fonts[role] = font
        return QFont(font)

    def icon(self, name: str, color: str = "ink") -> QIcon:
        """For Qt's own buttons and menus; painted widgets use ``icon_pixmap``."""
        return self._icons.icon(name, self.color(color), size=self.px(18))

    def icon_pixmap(self, name: str, color: QColor, *, size: int, widget: QWidget) -> QPixmap:
        """An icon of ``size`` pixels (already scaled), sharp on the screen of ``widget``."""
        return self._icons.pixmap(name, color, size=size, ratio=widget.devicePixelRatioF())

    def _resolve(self) -> None:
        self.theme = self._wanted_theme()
        self.scale = self._settings.number("text_percent") / 100
        self._motion = self._settings.text("motion")
        self._colours.clear()
        self._fonts.clear()
        self.text.forget()

    def _resolved(self) -> tuple[str, float, str]:
        return self.theme, self.scale, self._motion

    def _wanted_theme(self) -> str:
        theme = self._settings.text("theme")
        if theme != "system":
            return theme
        return system_theme(self._app) if self._app is not None else "light"

    def _dress(self, app: QApplication) -> None:
        app.setPalette(palette(self._tokens.themes[self.theme]))
        app.setFont(self.font("body"))
        app.setStyleSheet(self._stylesheet())

    def _stylesheet(self) -> str:
        template = (resources() / "style" / "style.qss").read_text(encoding="utf-8")
        return stylesheet(
            template,
            colours=self._tokens.themes[self.theme],
            roles=self._tokens.roles,
            px=self.px,
            floor=self._tokens.floor,
            is_contrast=self.is_contrast,
        )


def ask_for_style() -> None:
    """Have Qt start with our style; call before the QApplication is made.

    Setting it afterwards also works, but loads Python's side of QStyle: 8 ms of the first paint.
    """
    os.environ[STYLE_VARIABLE] = STYLE


def system_theme(app: QApplication) -> str:
    """What the platform asks for now; light when it says nothing."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def is_restyled(event: QEvent) -> bool:
    """True when theme or text size has just changed, for ``changeEvent``."""
    return event.type() == QEvent.Type.StyleChange
