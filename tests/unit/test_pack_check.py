"""What an author is told: each complaint names file and place, and shows what would fit."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from ketaguide.base.paths import resources
from ketaguide.commands import arguments, running
from ketaguide.content import checking, lint
from ketaguide.content.checking import Complaint
from ketaguide.content.files import Folder, list_files
from ketaguide.content.loader import load_pack
from ketaguide.content.pack import Pack
from tests.helpers.clinics import CLINIC

BANS = lint.load_bans(resources() / "wording")


@pytest.fixture(scope="module")
def core() -> Pack:
    return load_pack(resources() / "packs" / "core")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A new pack, as ``pack new`` makes it."""
    folder = tmp_path / "harbour"
    assert _run("new", str(folder)) == 0
    return folder


def _run(verb: str, *argv: str) -> int:
    return running.run(arguments.parse(["pack", verb, *argv]))


def _change(folder: Path, old: str, new: str) -> None:
    file = folder / "guides" / "quiet-evening.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _told(folder: Path, core: Pack) -> tuple[Complaint, ...]:
    return checking.complaints(list_files(folder), bans=BANS, core=core)


def test_a_new_pack_fits(mine: Path, core: Pack) -> None:
    assert _told(mine, core) == ()
    assert load_pack(mine).info.id == "harbour"
    assert _run("check", str(mine)) == 0


def test_the_core_pack_fits() -> None:
    assert list(map(str, checking.complaints(_core_files(), bans=BANS))) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "what", "example"),
    [
        ('kind = "choice"', 'kind = "chois"', "steps[1].prompts[0].kind", "did you mean", '"text"'),
        ("minutes = 4", 'minutes = "4"', "minutes", "must be a whole number", "180"),
        ("minutes = 4", "minuts = 4", "minuts", "is not known; did you mean minutes", "[[steps]]"),
        (
            'label = "stirred up" }',
            'label = "stirred up", 5 = 1 }',
            "steps[1].prompts[0].options[1].5",
            "is not known",
            "[[steps]]",
        ),
        (
            "Both feet on the floor.",
            "You should relax.",
            "steps[0].lead",
            "says “should”. Pressure makes things worse",
            "“You could...”",
        ),
        (
            "Or none. That is an answer, too.",
            "Take 50 mg of it.",
            "steps[2].lead",
            "says “mg”. KetaGuide holds no amounts",
            "See your clinic sheet",
        ),
        (
            "Or none. That is an answer, too.",
            "One " * 21 + "word.",
            "steps[2].lead",
            "has a sentence of 22 words; 20 is the limit",
            "Both feet",
        ),
        (
            'sources = ["our-own"]',
            'sources = ["theirs"]',
            "sources[0]",
            "needs a heading or a table row in SOURCES.md",
            "SOURCES.md",
        ),
        (
            'is = "nothing" }',
            'is = "much" }',
            "steps[2].show_if.not.is",
            "is nothing that evening offers",
            "show_if =",
        ),
        (
            'id = "quiet-evening"',
            'id = "loud-evening"',
            "id",
            "must be the file's name",
            "id =",
        ),
        ("\n[[steps]]", "\n[[steps]", "", "is not valid TOML", "title ="),
    ],
)  # fmt: skip
def test_every_complaint_has_file_place_and_example(
    mine: Path, core: Pack, old: str, new: str, place: str, what: str, example: str
) -> None:
    _change(mine, old, new)
    found = next(one for one in _told(mine, core) if what in one.what)
    assert found.file == "harbour/guides/quiet-evening.toml"
    assert found.place == place
    assert example in found.example
    assert _run("check", str(mine)) == 8


def test_hard_reading_is_told_with_its_grade(mine: Path, core: Pack) -> None:
    hard = "Contemplate psychological integration deliberately. Necessitating considerable energy."
    _change(mine, "Both feet on the floor. You can stop on any page.", hard)
    _change(mine, "If something frightens you, ring your clinic or one of your people.", hard)
    (found,) = _told(mine, core)
    assert "reads at school grade" in found.what


def test_a_way_to_a_guide_that_is_not_there(mine: Path, core: Pack) -> None:
    link = '[[steps.prompts]]\nid = "on"\nkind = "link"\nto = "guide"\nlabel = "On"\nguide = "{}"\n'
    _change(mine, "[makes]", link.format("day-aftr") + "[makes]")
    (found,) = _told(mine, core)
    assert (found.place, found.what) == (
        "steps[3].prompts[0].guide",
        "names no guide; did you mean day-after?",
    )
    _change(mine, "day-aftr", "day-after")
    assert _told(mine, core) == ()


class TestClinic:
    def test_a_clinic_pack_fits_and_is_read(self, mine: Path, core: Pack) -> None:
        (mine / "clinic.toml").write_text(CLINIC, encoding="utf-8")
        assert _told(mine, core) == ()
        clinic = load_pack(mine).clinic
        assert clinic is not None
        assert clinic.ladder[0].number == "+351 213 000 113"
        assert dict(clinic.texts())["food"].startswith("Nothing solid")

    def test_its_rules_may_be_firm_but_name_no_amount(self, mine: Path, core: Pack) -> None:
        text = CLINIC.replace("Nothing solid", "You must eat nothing")
        (mine / "clinic.toml").write_text(text, encoding="utf-8")
        assert _told(mine, core) == ()
        text = text.replace("Ask us about each one.", "Leave out the 10 mg tablet.")
        (mine / "clinic.toml").write_text(text, encoding="utf-8")
        (found,) = _told(mine, core)
        assert (found.file, found.place) == ("harbour/clinic.toml", "rules.medicines")
        assert "See your clinic sheet" in found.example
        (refused,) = checking.amounts(load_pack(mine), BANS)
        assert (refused.place, refused.example) == ("rules.medicines", '"See your clinic sheet."')

    def test_its_lines_go_to_a_checklist_that_is_there(self, mine: Path, core: Pack) -> None:
        text = CLINIC.replace('"room-list"', '"rom-list"')
        (mine / "clinic.toml").write_text(text, encoding="utf-8")
        (found,) = _told(mine, core)
        assert found.place == "lists[0].prompt"
        assert "did you mean room-list?" in found.what


class TestCommand:
    def test_for_machines(self, mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _change(mine, "minutes = 4", "minutes = 0")
        assert _run("check", str(mine), "--json") == 8
        told = json.loads(capsys.readouterr().out)
        assert told["fits"] is False
        (one,) = told["complaints"]
        assert (one["place"], one["what"]) == ("minutes", "must be from 1 to 180")
        assert tomllib.loads(one["example"])["minutes"]

    def test_a_zip_file_is_checked_too(self, mine: Path, tmp_path: Path) -> None:
        archive = shutil.make_archive(str(tmp_path / "sent"), "zip", tmp_path, "harbour")
        assert _run("check", archive) == 0

    def test_nothing_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert _run("check", str(tmp_path / "gone")) == 8
        assert "There is no such pack" in capsys.readouterr().err

    def test_new_writes_over_nothing(self, mine: Path) -> None:
        before = (mine / "pack.toml").read_bytes()
        assert _run("new", str(mine)) != 0
        assert (mine / "pack.toml").read_bytes() == before

    def test_new_needs_a_name_that_can_be_an_id(self, tmp_path: Path) -> None:
        assert _run("new", str(tmp_path / "My Pack")) == 8
        assert not (tmp_path / "My Pack").exists()


def _core_files() -> Folder:
    return list_files(resources() / "packs" / "core")
