"""The lines of a sheet and their colours."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ketaguide.content.pictures import COLORS
from ketaguide.ui.look_tokens import THEMES, contrast
from ketaguide.ui.widgets import ink
from ketaguide.ui.widgets.sheet import Sheet, Stroke
from tests.helpers.pictures import make_look


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_can_be_seen_and_told_apart(
    tmp_path: Path, qapp: QApplication, theme: str
) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    look = make_look(tmp_path, theme=theme)
    paper = look.color("surface").name()
    used = [ink.color_of(color, look=look).name() for color in COLORS]
    assert len(set(used)) == len(COLORS)
    for color in used:
        assert contrast(color, paper) >= 3


def test_every_step_back_leads_forth_again() -> None:
    sheet = Sheet()
    lines = [Stroke("ink", 1, (n, n, 50)) for n in range(3)]
    for line in lines:
        sheet.add(line)
    sheet.take_out([lines[1]])
    sheet.clear()
    while sheet.undo():
        pass
    assert not sheet.strokes
    seen = []
    while sheet.redo():
        seen.append(len(sheet.strokes))
    assert seen == [1, 2, 3, 2, 0]


def test_two_lines_alike_are_two_lines() -> None:
    """Wiping out one of two equal dots leaves the other."""
    sheet = Sheet()
    for _ in range(2):
        sheet.add(Stroke("ink", 1, (5, 5, 50)))
    sheet.take_out([sheet.strokes[0]])
    assert len(sheet.strokes) == 1


@pytest.mark.parametrize(("x", "is_met"), [(500, True), (530, False), (1000, True), (0, True)])
def test_a_line_is_met_within_its_own_thickness(x: int, is_met: bool) -> None:
    """The dot at 500 and the line along the lower edge; 530 lies beside both."""
    dot = Stroke("ink", 3, (500, 100, 50))
    line = Stroke("ink", 1, (0, 740, 50, 1000, 740, 50))
    y = 100 if x in (500, 530) else 742
    assert any(ink.reaches(one, x, y, slack=5) for one in (dot, line)) is is_met
