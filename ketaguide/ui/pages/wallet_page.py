"""A card for a wallet: what will be on it, seen before it is printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.paper import wallet_card
from ketaguide.paper.wallet_card import HALF, MOST_LINES, MOST_PEOPLE, WalletCard
from ketaguide.ui.look import Look
from ketaguide.ui.pages.crisis_card import chosen
from ketaguide.ui.pages.paper_buttons import PaperButtons, Printed
from ketaguide.ui.pages.safety_sheet import SafetySheet
from ketaguide.ui.room import Room
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.labels import Body, Heading, Lead
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.tab_order import follow_the_eye

# Pixels per point at 100 % text: the card is then about as large as in the hand, times one and a
# half, so that its nine-point letters can be read.
_SCALE = 1.5
_EDGE = 8
# Sections of the plan that go on the second half, in this order.
_BACK = ("helps", "ask")


class CardPicture(QWidget):
    """The card as it will be printed, on white paper in every theme."""

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self._card: WalletCard | None = None
        self.setObjectName("wallet_picture")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_card(self, card: WalletCard) -> None:
        self._card = card
        said = [card.title, card.emergency]
        said += [f"{one.name or one.relation} {one.phone}" for one in card.people[:MOST_PEOPLE]]
        said += [" ".join(card.clinic), *(" ".join(line) for line in card.lines)]
        said += [card.back_title, card.back]
        words = ". ".join(one for one in said if one.strip())
        self.setAccessibleName(tr("The card: {text}", text=words))
        self.update()

    def sizeHint(self) -> QSize:
        width = round(self._paper(10_000).width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self.heightForWidth(self._look.px(200)))

    def heightForWidth(self, width: int) -> int:
        return round(self._paper(width).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = paint.start(self)
        paper = self._paper(self.width())
        if self.isRightToLeft():
            paper.moveRight(self.width())
        painter.fillRect(paper, QColor("#ffffff"))
        painter.translate(paper.topLeft() + QPointF(_EDGE, _EDGE))
        scale = (paper.width() - 2 * _EDGE) / (2 * HALF.width())
        painter.scale(scale, scale)
        wallet_card.paint(self._card, painter)
        painter.end()

    def _paper(self, room: int) -> QRectF:
        """As large as in the hand and half as much again, or as the room allows."""
        natural = 2 * HALF.width() * self._look.px(100) / 100 * _SCALE + 2 * _EDGE
        width = min(natural, float(room))
        return QRectF(
            0, 0, width, (width - 2 * _EDGE) * HALF.height() / (2 * HALF.width()) + 2 * _EDGE
        )


class WalletPage(SafetySheet):
    """Needs an open vault: while locked it only says so."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="wallet_page", unlocked=unlocked)
        look = room.look
        self.body.addWidget(Heading(self.words("wallet", "title"), look=look))
        if unlocked:
            self._lay()
        else:
            self.body.addWidget(Body(tr("Unlock to print it."), look=look))
        self.body.addStretch(1)
        follow_the_eye(self)

    def show_lifelines(self) -> None:
        if self.unlocked:
            self._plan.setEnabled(bool(self._back_words()))
            self._show_card()

    def _lay(self) -> None:
        look = self.room.look
        self.body.addWidget(Lead(self.words("wallet", "lead"), look=look))
        self.picture = CardPicture(look=look)
        self.body.addWidget(self.picture)
        self._plan = CheckRow(
            tr("With words from my plan on the back"),
            look=look,
            hint=tr("From “What helps me” and “Who I ask”, as far as there is room."),
        )
        self._plan.setObjectName("wallet_plan")
        self._plan.clicked.connect(self._show_card)
        self.body.addWidget(self._plan)
        buttons = PaperButtons(self.room, name="wallet", file_name="card.pdf")
        buttons.wanted.connect(partial(self._on_paper_wanted, buttons))
        buttons.said.connect(self.notice.show_text)
        buttons.failed.connect(self.refused)
        self.body.addWidget(buttons)

    def _show_card(self) -> None:
        self.picture.show_card(self._made())

    def _made(self) -> WalletCard:
        card = self.card
        assert card is not None  # noqa: S101 - an open vault always has one
        today = local(self.room.clock.now(), self.room.clock.zone()).date()
        country = chosen(self.room.settings)
        lines = []
        for line in [one for one in (country.lines if country else ()) if one.number][:MOST_LINES]:
            called = "lines-checked" if line.is_checked(today) else "lines"
            lines.append((self.words("wallet", called), line.number))
        back = self._back_words() if self._plan.isChecked() else ""
        clinic = card.clinic_name or self.words("wallet", "clinic")
        return WalletCard(
            title=self.words("wallet", "front"),
            emergency=self.words("wallet", "emergency"),
            people=card.people,
            lines=tuple(lines),
            clinic=(clinic, card.clinic_phone) if card.clinic_phone else ("", ""),
            back_title=self.words("wallet", "back"),
            back=back or self.words("wallet", "back-empty"),
            marks=self.words("wallet", "lead"),
        )

    def _back_words(self) -> str:
        written = {part.id: part.text.strip() for part in self.card.plan} if self.card else {}
        return "\n".join(filter(None, (written.get(name, "") for name in _BACK)))

    def _on_paper_wanted(self, buttons: PaperButtons, file: Path | None) -> None:
        card = self._made()
        buttons.go(
            Printed(
                prepare=wallet_card.prepare,
                draw=partial(wallet_card.draw, card),
                pdf=partial(wallet_card.pdf, card),
            ),
            file,
        )
