"""A card for a wallet: what will be on it, seen before it is printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui.pages.crisis_card import chosen
from ketaguide.ui.pages.paper_buttons import PaperButtons, Printed
from ketaguide.ui.pages.safety_sheet import SafetySheet
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.labels import Body, Heading, Lead
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.paper.wallet_card import WalletCard

# Pixels per point at 100 % text: the card is then about as large as in the hand, times one and a
# half, so that its nine-point letters can be read.
_SCALE = 1.5
_EDGE = 8
# Sections of the plan that go on the second half, in this order.
_BACK = ("helps", "ask")


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
            self._paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.unlocked:
            self._paint()

    def _lay(self) -> None:
        look = self.room.look
        self.body.addWidget(Lead(self.words("wallet", "lead"), look=look))
        self.picture = QLabel()
        self.picture.setObjectName("wallet_picture")
        self.body.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeading)
        self._plan = CheckRow(
            tr("With words from my plan on the back"),
            look=look,
            hint=tr("From “What helps me” and “Who I ask”, as far as there is room."),
        )
        self._plan.setObjectName("wallet_plan")
        self._plan.clicked.connect(self._paint)
        self.body.addWidget(self._plan)
        buttons = PaperButtons(self.room, name="wallet", file_name="card.pdf")
        buttons.wanted.connect(partial(self._on_paper_wanted, buttons))
        buttons.said.connect(self.notice.show_text)
        buttons.failed.connect(self.refused)
        self.body.addWidget(buttons)

    def _paint(self) -> None:
        from ketaguide.paper import wallet_card

        ratio = self.devicePixelRatioF()
        scale = self.room.look.px(100) / 100 * _SCALE
        wide = 2 * wallet_card.HALF.width() * scale + 2 * _EDGE
        high = wallet_card.HALF.height() * scale + 2 * _EDGE
        sides = self.body.contentsMargins()
        room = self.sheet.maximumViewportSize().width() - sides.left() - sides.right()
        if wide > room > 2 * _EDGE:
            scale *= (room - 2 * _EDGE) / (wide - 2 * _EDGE)
            wide, high = room, wallet_card.HALF.height() * scale + 2 * _EDGE
        pixmap = QPixmap(QSize(round(wide * ratio), round(high * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        # Paper is white in every theme.
        pixmap.fill(QColor("#ffffff"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(_EDGE, _EDGE))
        painter.scale(scale, scale)
        card = self._made()
        wallet_card.paint(card, painter)
        painter.end()
        self.picture.setPixmap(pixmap)
        said = [card.title, card.emergency]
        said += [f"{one.name} {one.phone}" for one in card.people[: wallet_card.MOST_PEOPLE]]
        said += [" ".join(card.clinic), *(" ".join(line) for line in card.lines)]
        said += [card.back_title, card.back]
        self.picture.setAccessibleName(tr("The card: {text}", text=". ".join(filter(None, said))))

    def _made(self) -> WalletCard:
        from ketaguide.paper.wallet_card import MOST_LINES, WalletCard

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
        from ketaguide.paper import wallet_card

        card = self._made()
        buttons.go(
            Printed(
                prepare=wallet_card.prepare,
                draw=partial(wallet_card.draw, card),
                pdf=partial(wallet_card.pdf, card),
            ),
            file,
        )
