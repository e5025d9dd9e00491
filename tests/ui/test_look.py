"""Tokens, contrast, themes, text size and movement."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.paths import resources
from ketaguide.base.settings import Settings
from ketaguide.ui import look as look_module
from ketaguide.ui.icons import toward
from ketaguide.ui.look import STEPS, Look
from ketaguide.ui.look_tokens import FAMILY_PARTS, THEMES, Tokens, contrast, load_tokens
from tests.helpers.pictures import make_look

TEXT = ("ink", "muted", "primary", "session", "integration", "danger")
PAPER = ("background", "side", "surface", "sunk")
SOFT = {"primary": "soft", "session": "session_soft", "integration": "integration_soft"}


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return load_tokens(resources() / "style" / "tokens.toml")


@pytest.fixture
def folder(tmp_path: Path, qapp: QGuiApplication) -> Iterator[Path]:
    yield tmp_path
    assert qapp is not None


def least(theme: str) -> float:
    """WCAG 2.2, 1.4.3 for text; 1.4.6 in high contrast."""
    return 7.0 if theme == "contrast" else 4.5


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("ink", TEXT)
def test_text_can_be_read(tokens: Tokens, theme: str, paper: str, ink: str) -> None:
    colours = tokens.themes[theme]
    assert contrast(colours[ink], colours[paper]) >= least(theme)


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_tints_and_on_the_main_button_can_be_read(tokens: Tokens, theme: str) -> None:
    colours = tokens.themes[theme]
    for name, soft in SOFT.items():
        for ink in ("ink", "muted", name):
            assert contrast(colours[ink], colours[soft]) >= least(theme), (ink, soft)
    assert contrast(colours["on_primary"], colours["primary"]) >= least(theme)
    assert contrast(colours["primary"], colours["soft"]) >= least(theme)


@pytest.mark.parametrize("theme", THEMES)
def test_borders_and_the_focus_ring_stand_out(tokens: Tokens, theme: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    colours = tokens.themes[theme]
    papers = (*PAPER, *SOFT.values())
    for paper in papers:
        assert contrast(colours["focus"], colours[paper]) >= 3, paper
    for paper in PAPER:
        for line in ("line_strong", "danger", "primary"):
            assert contrast(colours[line], colours[paper]) >= 3, (line, paper)


@pytest.mark.parametrize("theme", THEMES)
def test_feeling_words_can_be_read_in_every_family(tokens: Tokens, theme: str) -> None:
    colours = tokens.themes[theme]
    for family, parts in tokens.families[theme].items():
        assert set(parts) == set(FAMILY_PARTS)
        assert contrast(colours["ink"], parts["soft"]) >= least(theme), family
        assert contrast(colours["ink"], parts["mid"]) >= least(theme), family
        assert contrast(colours["on_primary"], parts["strong"]) >= least(theme), family


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_family_of_feelings_shouts(tokens: Tokens, theme: str) -> None:
    """One lightness for all eight: their contrast with black is nearly the same."""
    for part in FAMILY_PARTS:
        seen = [contrast(parts[part], "#000000") for parts in tokens.families[theme].values()]
        assert max(seen) / min(seen) < 1.12, part


def test_every_theme_has_every_colour(tokens: Tokens) -> None:
    names = {frozenset(colours) for colours in tokens.themes.values()}
    assert len(names) == 1
    for colours in tokens.themes.values():
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours.values())


def test_the_bundled_fonts_are_the_ones_in_use(folder: Path) -> None:
    look = make_look(folder)
    for role in ("display", "title", "lead", "body", "label", "small"):
        wanted = look.font(role).families()[0]
        assert QFontInfo(look.font(role)).family().startswith(wanted)
        assert wanted in QFontDatabase.families()


def test_licences_lie_beside_fonts_and_icons() -> None:
    for name in ("OFL-Newsreader.txt", "OFL-AtkinsonHyperlegibleNext.txt"):
        words = (resources() / "fonts" / name).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in words.upper()
    assert "ISC" in (resources() / "icons" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_text_grows_and_never_falls_below_the_floor(folder: Path, percent: int) -> None:
    look = make_look(folder, percent=percent)
    assert look.font("body").pixelSize() == max(round(14.5 * percent / 100), 12)
    assert look.font("small").pixelSize() >= 12
    assert look.px(100) == percent
    assert look.gap(100) == 100 + (percent - 100) // 2
    assert look.target >= 40


@pytest.mark.parametrize("theme", THEMES)
def test_the_stylesheet_is_filled_in_whole(folder: Path, qapp: object, theme: str) -> None:
    make_look(folder, theme=theme)
    sheet = QGuiApplication.instance().styleSheet()  # type: ignore[union-attr]
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "@" not in rules
    assert not re.search(r"\ddp\b", rules)
    assert rules.count("{") == rules.count("}")


def test_system_theme_follows_the_system_while_running(
    folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_module, "system_theme", lambda _app: "light")
    look = make_look(folder, theme="system")
    assert look.theme == "light"
    monkeypatch.setattr(look_module, "system_theme", lambda _app: "dark")
    with qtbot.waitSignal(look.changed, timeout=500):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.theme == "dark"
    assert look.color("background").name() == "#11191a"


def test_a_chosen_theme_ignores_the_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_module, "system_theme", lambda _app: "dark")
    look = make_look(folder, theme="contrast")
    assert look.theme == "contrast"
    assert look.hair == 2


def test_text_size_steps_up_down_and_back(folder: Path, qtbot: QtBot) -> None:
    look = make_look(folder)
    with qtbot.waitSignal(look.changed):
        look.step_text(1)
    assert look.scale == 1.1
    for _ in STEPS:
        look.step_text(1)
    assert look.scale == 2.0
    look.step_text(0)
    assert look.scale == 1.0
    for _ in STEPS:
        look.step_text(-1)
    assert look.scale == 0.8


def test_text_size_holds_when_it_cannot_be_stored(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be", encoding="utf-8")
    look = Look(Settings(tmp_path / "blocked" / "settings.toml"))
    look.step_text(1)
    assert look.scale == 1.1


def test_refresh_without_a_change_is_silent(folder: Path) -> None:
    look = make_look(folder)
    heard: list[str] = []
    look.changed.connect(lambda: heard.append("changed"))
    look.refresh()
    assert heard == []


def test_motion_is_over_at_once_when_reduced(folder: Path) -> None:
    assert make_look(folder, motion="reduced").motion_ms("long") == 0
    assert make_look(folder, motion="full").motion_ms("long") == 240


def test_every_icon_draws_something_in_its_colour(folder: Path) -> None:
    look = make_look(folder)
    for file in sorted((resources() / "icons").glob("*.svg")):
        picture = look.icon(file.stem, "primary").pixmap(18, 18).toImage()
        seen = [
            picture.pixelColor(x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 120
        ]
        assert seen, file.name
        wanted = look.color("primary")
        assert all(abs(colour.red() - wanted.red()) < 16 for colour in seen), file.name


def test_an_icon_is_drawn_once(folder: Path, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    look = make_look(folder)
    widget = QWidget()
    qtbot.addWidget(widget)
    first = look.icon_pixmap("lock", look.color("ink"), size=18, widget=widget)
    second = look.icon_pixmap("lock", look.color("ink"), size=18, widget=widget)
    assert first.cacheKey() == second.cacheKey()


def test_arrows_turn_with_the_reading_direction() -> None:
    rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert toward("arrow-right", rtl) == "arrow-left"
    assert toward("arrow-right", ltr) == "arrow-right"
    assert toward("lock", rtl) == "lock"


def test_an_unknown_family_borrows_a_colour(folder: Path) -> None:
    look = make_look(folder)
    assert look.family_color("made-up", "soft") == look.family_color("made-up", "soft")


def test_the_look_needs_no_svg_before_the_first_icon() -> None:
    """QtSvg stays out of the start: no module of the look imports it at the top."""
    for name in ("look", "icons", "look_style", "look_tokens"):
        source = Path(str(look_module.__file__)).with_name(f"{name}.py").read_text("utf-8")
        assert not re.search(r"^(from|import) PySide6\.QtSvg", source, re.MULTILINE)


def test_the_style_is_not_set_again_when_it_was_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(look_module.STYLE_VARIABLE, raising=False)
    monkeypatch.setenv(look_module.STYLE_VARIABLE, "other")
    look_module.ask_for_style()
    heard: list[str] = []
    monkeypatch.setattr(QApplication, "setStyle", lambda _app, name: heard.append(name))
    make_look(folder)
    assert heard == []


def test_a_font_that_was_given_out_can_be_changed_freely(folder: Path) -> None:
    look = make_look(folder)
    look.font("body").setUnderline(True)
    assert not look.font("body").underline()
