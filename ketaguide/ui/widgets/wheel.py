"""The wheel of feelings: families inside, words around them, and each family opened by a press."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.text import tr, trn
from ketaguide.content.words import Family
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint, wheel_shapes
from ketaguide.ui.widgets.feelings import chosen_words, described, family_told
from ketaguide.ui.widgets.focus_ring import is_marked
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.petal import Petal
from ketaguide.ui.widgets.roving import Rings, two_rings
from ketaguide.ui.widgets.wheel_geometry import DISC, HUB, REACH
from ketaguide.ui.widgets.wheel_layout import (
    Layout,
    Place,
    WheelLayouts,
    ordered_words,
    shown_words,
)
from ketaguide.ui.widgets.wheel_paint import Skin, WheelPainter

# The side that the wheel likes best, in pixels at 100 % text.
_BEST = 580


class FeelingWheel(QWidget):
    """One Tab stop, and one more for the way back out of a family.

    Left and Right go around, Home and End to either end, Up and Down between families and words;
    Space or Enter chooses a word and opens a family, Escape closes it. ``toggled`` carries a
    word's id and whether it is chosen now, ``pointed`` the word the person is at ("" for none).
    """

    toggled = Signal(str, bool)
    pointed = Signal(str)
    turned = Signal()  # a family was opened or closed

    def __init__(
        self,
        families: Sequence[Family],
        layouts: WheelLayouts,
        *,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """``layouts`` are for these families; whoever asks whether it fits has them already."""
        super().__init__(parent)
        self._look = look
        self._families = {family.id: family for family in families}
        self._layouts = layouts
        self._layout: Layout | None = None
        self._open = ""
        self._room = 0
        self._laid: tuple[object, ...] = ()
        self._disc = ("", tr("Nothing chosen yet"))
        self._inner = {one.id: self._family_petal(one) for one in families}
        # Petals are made when they are first shown: most belong to families that stay closed.
        self._words: dict[str, Petal] = {}
        self._on: set[str] = set()
        self._home = {word.id: (one, word) for one in families for word in one.words}
        self._hub = self._petal(tr("All families"), name="wheel_back", then=self.close_family)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rings = Rings()
        self._gather(None)
        self.set_chosen(())

    @property
    def open_family(self) -> str:
        """The id of the family whose words are shown, or nothing."""
        return self._open

    def set_chosen(self, words: Collection[str], *, own: int = 0, none: bool = False) -> None:
        """Show what is chosen, also of one's own words, without telling it."""
        self._on = set(words) & self._home.keys()
        for name, petal in self._words.items():
            petal.setChecked(name in self._on)
        count = len(self._on) + own
        empty = tr("No words for it") if none else tr("Nothing chosen yet")
        self._disc = (str(count), trn("chosen", "chosen", count)) if count else ("", empty)
        for family in self._families.values():
            told = family_told(family, chosen=self._count(family.id))
            self._inner[family.id].setAccessibleDescription(told)
        self.update()

    def set_room(self, height: int) -> None:
        """How much of the screen there is for it from top to bottom; it takes what it needs."""
        if height != self._room:
            self._room = height
            self._refit()

    def first(self) -> QWidget | None:
        """Where the keyboard begins."""
        return self._rings.stop

    def show_family(self, family_id: str) -> None:
        """Open a family, and go to its first chosen word, or its first word."""
        family = self._families[family_id]
        self._open = family_id
        words = [self._word(word.id) for word in ordered_words(family)]
        self._turn(next((one for one in words if one.isChecked()), words[0]))
        count = trn("{count} word.", "{count} words.", len(words))
        back = tr("Escape goes back to all families.")
        announce(self, f"{family.title}. {count} {back}")

    def close_family(self) -> None:
        """Back to all families, on the one that was open."""
        if self._open:
            petal = self._inner[self._open]
            self._open = ""
            self._turn(petal)

    def sizeHint(self) -> QSize:
        side = self._look.px(_BEST)
        return QSize(side, self.heightForWidth(side))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(200))

    def heightForWidth(self, width: int) -> int:
        least = self._layouts.least_side() or 0
        return min(width, self._look.px(_BEST), max(least, self._room or self._look.px(_BEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        turned = event.type() == QEvent.Type.LayoutDirectionChange
        if (turned or is_restyled(event)) and hasattr(self, "_hub"):
            self._refit()

    def event(self, event: QEvent) -> bool:
        """While a family is open, Escape closes it, and nothing behind it."""
        asked = event.type() == QEvent.Type.ShortcutOverride and self._open
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((one for one in self._made() if one.hasFocus()), None)
        there = self._rings.target(event.key(), here=here, mirrored=self.isRightToLeft())
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and self._open:
            self.close_family()
        elif there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._layout is None:
            return
        painter = paint.start(self)
        painter.translate(self._centre())
        on_it = WheelPainter(painter, look=self._look, on=self)
        reach = [share * self._layout.radius for share in REACH if self._open]
        for name, place in self._layout.families.items():
            petal = self._inner[name]
            skin = Skin(name, 1.0, is_warm=petal.underMouse(), count=self._count(name))
            on_it.petal(place, petal.words, skin=skin)
        for name, place in self._layout.places.items():
            on_it.petal(place, self._word(name).words, skin=self._skin(name))
            on_it.reach(place.sector, reach)
        self._paint_middle(on_it)
        marked = next((p for petal, p in self._places().items() if is_marked(petal)), None)
        if marked is not None:
            on_it.ring(marked.sector)
        painter.end()

    def _paint_middle(self, on_it: WheelPainter) -> None:
        radius = self._side() / 2
        if not self._open:
            on_it.disc(DISC * radius, *self._disc)
            return
        count, family = self._count(self._open), self._families[self._open]
        below = (chosen_words(count) if count else "", self._hub.words)
        on_it.hub(HUB * radius, family.title, below, is_warm=self._hub.underMouse())
        if is_marked(self._hub):
            on_it.hub_ring(HUB * radius)

    def _skin(self, name: str) -> Skin:
        petal, (family, word) = self._word(name), self._home[name]
        depth = (word.level - 1) / 2 if self._open else 0.0
        return Skin(family.id, depth, is_on=petal.isChecked(), is_warm=petal.underMouse())

    def _petal(self, words: str, *, name: str, then: Callable[..., None]) -> Petal:
        petal = Petal(words, name=name, parent=self)
        petal.clicked.connect(then)
        petal.stirred.connect(self._on_stirred)
        return petal

    def _family_petal(self, family: Family) -> Petal:
        then = partial(self.show_family, family.id)
        return self._petal(family.title, name=f"family_{family.id}", then=then)

    def _word(self, word_id: str) -> Petal:
        if word_id not in self._words:
            family, word = self._home[word_id]
            then = partial(self._on_word_clicked, word_id)
            petal = self._petal(word.label, name=f"feeling_{word_id}", then=then)
            petal.setCheckable(True)
            petal.setChecked(word_id in self._on)
            petal.setAccessibleDescription(described(word, family))
            QWidget.setTabOrder([*self._inner.values(), *self._words.values()][-1], petal)
            self._words[word_id] = petal
        return self._words[word_id]

    def _made(self) -> set[Petal]:
        return {*self._inner.values(), *self._words.values(), self._hub}

    def _on_word_clicked(self, word_id: str) -> None:
        self._on ^= {word_id}
        self.toggled.emit(word_id, word_id in self._on)

    def _on_stirred(self) -> None:
        self.update()
        shown = self._shown()
        focused = next((one for one in shown if one.hasFocus()), None)
        if focused is not None and focused is not self._hub:
            self._rings.settle(focused)
        here = next((one for one in shown if one.underMouse()), focused)
        self.pointed.emit(next((name for name, one in self._words.items() if one is here), ""))

    def _turn(self, start: Petal) -> None:
        """Show the other view, with the keyboard at ``start`` if it was in here."""
        held = any(one.hasFocus() for one in self._made())
        self._lay()
        self._gather(start)
        if held:
            start.setFocus(Qt.FocusReason.TabFocusReason)
        for petal in self._made() - self._shown():
            petal.hide()
        self.turned.emit()
        self._on_stirred()

    def _refit(self) -> None:
        self.updateGeometry()
        paint.fit_height(self)
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self._lay()

    def _lay(self) -> None:
        """Put every petal of the view in its place."""
        side, mirrored, centre = self._side(), self.isRightToLeft(), self._centre()
        known = (side, self.width(), mirrored, self._open, self._look.scale)
        if known == self._laid:
            return
        self._laid = known
        if self._open:
            family = self._families[self._open]
            self._layout = self._layouts.opened(family, side, mirrored=mirrored)
        else:
            self._layout = self._layouts.closed(side, mirrored=mirrored)
        for petal, place in self._places().items():
            petal.cover(*wheel_shapes.petal_cover(place.sector, centre.toTuple()))
        self._hub.cover(*wheel_shapes.cover(wheel_shapes.disc(HUB * side / 2), centre))
        for petal in (one for one in self._shown() if one.isHidden()):
            petal.show()
        self.update()

    def _gather(self, start: Petal | None) -> None:
        """Which petals the arrows go through now, and where Tab comes in."""
        if self._open:
            ring = [self._word(word.id) for word in ordered_words(self._families[self._open])]
            self._rings = Rings([ring], dict.fromkeys(ring, self._hub))
        else:
            shown = [(self._inner[n], shown_words(one)) for n, one in self._families.items()]
            self._rings = two_rings([(a, [self._word(w.id) for w in b]) for a, b in shown])
        self._rings.settle(start)
        # The way back is the last thing here, also for a screen reader.
        self._hub.raise_()

    def _places(self) -> dict[Petal, Place]:
        if self._layout is None:
            return {}
        inner = {self._inner[name]: place for name, place in self._layout.families.items()}
        return inner | {self._word(name): one for name, one in self._layout.places.items()}

    def _shown(self) -> set[Petal]:
        return {*self._places(), *([self._hub] if self._open else [])}

    def _count(self, family_id: str) -> int:
        return sum(one.id in self._on for one in self._families[family_id].words)

    def _side(self) -> int:
        return min(self.width(), self.height())

    def _centre(self) -> QPointF:
        return QPointF(self.width() / 2, self._side() / 2)
