"""Packs on disk: what is refused, what is left out, and what still works beside it."""

import sys
import time
from pathlib import Path

import pytest

from ketaguide.base.errors import NotFound, PackError, PackInvalid, PackMissing, PackTooNew
from ketaguide.base.paths import resources
from ketaguide.content.catalogue import load_catalogue
from ketaguide.content.files import MOST_BYTES, MOST_FILES
from ketaguide.content.loader import load_pack
from ketaguide.content.prompts import Info
from tests.helpers.packs import EVERY_KIND, HEAD, LINES, PACK, WORDS, write_pack

SMALL = HEAD.replace("{id}", "small") + '[[steps]]\nid = "s"\ntitle = "S"\nlead = "x"\n'


def small(guide_id: str, extra: str = "") -> str:
    return extra + SMALL.replace('"small"', f'"{guide_id}"', 1)


def only_problem(folder: Path) -> str:
    (problem,) = load_pack(folder).problems
    return problem.user_text


class TestPack:
    def test_a_whole_pack(self, tmp_path: Path) -> None:
        folder = write_pack(
            tmp_path / "mine",
            guides={"every-kind": EVERY_KIND},
            words={"feelings": WORDS, "ground": LINES},
        )
        pack = load_pack(folder)
        assert not pack.problems
        (guide,) = pack.guides
        assert (guide.pack_id, guide.pack_version, guide.language) == ("mine", "1.2", "en")
        assert pack.lines["ground"]["feet"]["title"] == "Feel your feet"
        assert [family.id for family in pack.words["feelings"]] == ["calm", "low"]

    def test_guides_come_by_phase_then_as_listed(self, tmp_path: Path) -> None:
        first = small("b").replace("integration", "preparation")
        listed = PACK.replace("{id}", "mine") + 'guides = ["z", "b"]\n'
        folder = write_pack(
            tmp_path / "mine", guides={"a": small("a"), "z": small("z"), "b": first}, pack=listed
        )
        assert [guide.id for guide in load_pack(folder).guides] == ["b", "z", "a"]

    def test_a_bad_guide_does_not_stop_the_others(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "mine", guides={"bad": "id = 5", "good": small("good")})
        pack = load_pack(folder)
        assert [guide.id for guide in pack.guides] == ["good"]
        assert pack.problems[0].user_text.startswith("mine/guides/bad.toml: id must be an id")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("id = ", "mine/guides/g.toml: is not valid TOML: string values must be quoted"),
            (small("other"), "mine/guides/g.toml: id must be the file's name, g"),
            (
                small("g", 'sources = ["x-1"]\n'),
                "sources[0] needs a heading or a table row in SOURCES.md",
            ),
            ("a = " + "[" * 5000, "is not valid TOML: cannot recurse further"),
            ("a = " + "[" * 30 + "]" * 30, "is nested more than 24 deep"),
            ("a." * 250 + "b = 1", "is not valid TOML: recursion limit"),
            (f"minutes = {'9' * 5000}", "is not valid TOML: "),
            (small("g").replace("= 5", f"= 0x{'f' * 5000}"), "integer number overflowed at line 5"),
            (small("g").replace("= 5", f"= {10**20}"), "minutes must be from 1 to 180"),
            ("# " + "x" * MOST_BYTES, "must be 256 KiB or smaller"),
        ],
    )
    def test_a_guide_that_does_not_fit(self, tmp_path: Path, text: str, message: str) -> None:
        assert message in only_problem(write_pack(tmp_path / "mine", guides={"g": text}))

    def test_lines_that_end_as_on_windows(self, tmp_path: Path) -> None:
        """As a checkout or an editor there writes them, also inside a text."""
        prompt = '[[steps.prompts]]\nid = "i"\nkind = "info"\nbody = """One\n\ntwo"""\n'
        folder = write_pack(tmp_path / "mine", guides={"g": ""})
        text = (small("g") + prompt).replace("\n", "\r\n")
        (folder / "guides" / "g.toml").write_bytes(text.encode())
        [info] = load_pack(folder).guides[0].steps[0].prompts
        assert isinstance(info, Info)
        assert info.body == "One\n\ntwo"

    def test_text_that_is_not_utf8(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "mine", guides={"g": ""})
        (folder / "guides" / "g.toml").write_bytes(b"\xff\xfe")
        assert "must be UTF-8 text" in only_problem(folder)

    def test_a_word_list_that_is_missing(self, tmp_path: Path) -> None:
        folder = write_pack(
            tmp_path / "mine", guides={"every-kind": EVERY_KIND}, words={"moods": WORDS}
        )
        assert "steps[1].prompts[3].words names no word list that could be read" in only_problem(
            folder
        )

    def test_a_word_used_twice(self, tmp_path: Path) -> None:
        twice = WORDS.replace('"sad", label', '"quiet", label')
        folder = write_pack(tmp_path / "mine", guides={}, words={"feelings": twice})
        assert "families[1].words[0].id is used twice: quiet" in only_problem(folder)

    @pytest.mark.parametrize("row", ["## x-1", "# `x-1` and more", "| `x-1` | A study |"])
    def test_sources_are_headings_or_rows(self, tmp_path: Path, row: str) -> None:
        folder = write_pack(tmp_path / "mine", guides={"g": small("g", 'sources = ["x-1"]\n')})
        (folder / "SOURCES.md").write_text(f"Text\n\n{row}\n", encoding="utf-8")
        assert not load_pack(folder).problems


class TestRefused:
    def test_a_newer_schema_whatever_else_it_says(self, tmp_path: Path) -> None:
        write_pack(tmp_path / "mine", guides={}, pack="schema = 2\nnew = true\n")
        with pytest.raises(PackTooNew):
            load_pack(tmp_path / "mine")

    def test_no_pack_file(self, tmp_path: Path) -> None:
        with pytest.raises(PackMissing):
            load_pack(tmp_path)
        with pytest.raises(PackMissing):
            load_pack(tmp_path / "nowhere")

    def test_a_pack_under_another_name(self, tmp_path: Path) -> None:
        write_pack(tmp_path / "mine", guides={}, pack=PACK.replace("{id}", "other"))
        with pytest.raises(PackInvalid, match="id must be the folder's name, mine"):
            load_pack(tmp_path / "mine")

    @pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
    @pytest.mark.parametrize("place", ["guides/a.toml", "further"])
    def test_a_link(self, tmp_path: Path, place: str) -> None:
        folder = write_pack(tmp_path / "mine", guides={})
        (folder / place).symlink_to(tmp_path)
        with pytest.raises(PackInvalid, match="must be a file of its own, not a link"):
            load_pack(folder)

    def test_too_many_files(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "mine", guides={})
        for n in range(MOST_FILES):
            (folder / f"{n}.txt").touch()
        with pytest.raises(PackInvalid, match="must hold 200 files or fewer"):
            load_pack(folder)

    def test_folders_too_deep(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "mine", guides={})
        (folder / "a/b/c/d").mkdir(parents=True)
        with pytest.raises(PackInvalid, match="mine/a/b/c/d: folders are nested too deep"):
            load_pack(folder)


class TestCatalogue:
    def test_other_packs_may_fail(self, tmp_path: Path) -> None:
        write_pack(tmp_path / "core", guides={"small": SMALL})
        write_pack(tmp_path / "newer", guides={}, pack="schema = 9")
        write_pack(tmp_path / "other", guides={"small": SMALL, "more": small("more"), "bad": ""})
        (tmp_path / "empty").mkdir()
        catalogue = load_catalogue(tmp_path)
        assert [pack.info.id for pack in catalogue.packs] == ["core", "other"]
        assert [guide.id for guide in catalogue.guides()] == ["small", "more"]
        assert catalogue.guide("small").pack_id == "core"
        assert {type(problem) for problem in catalogue.problems} == {
            PackMissing,
            PackTooNew,
            PackInvalid,
        }

    def test_what_is_asked_of_it(self, tmp_path: Path) -> None:
        write_pack(tmp_path / "core", guides={"small": SMALL}, words={"ground": LINES, "f": WORDS})
        catalogue = load_catalogue(tmp_path)
        assert catalogue.guides("preparation") == ()
        assert catalogue.guides("integration") == catalogue.guides()
        assert catalogue.words("f")[0].id == "calm"
        assert catalogue.lines("ground")["feet"]
        assert catalogue.has("small")
        assert not catalogue.has("gone")
        for ask in (catalogue.guide, catalogue.words, catalogue.lines):
            with pytest.raises(NotFound):
                ask("gone")

    def test_the_core_pack_has_to_fit(self, tmp_path: Path) -> None:
        with pytest.raises(PackError):
            load_catalogue(tmp_path)
        write_pack(tmp_path / "core", guides={"bad": ""})
        with pytest.raises(PackInvalid, match=r"core/guides/bad\.toml"):
            load_catalogue(tmp_path)


def test_the_core_pack_loads_quickly() -> None:
    spans = []
    for _ in range(5):
        begun = time.perf_counter()
        load_catalogue(resources() / "packs")
        spans.append(time.perf_counter() - begun)
    # The goal is 0.06 s; a busy machine gets five times as long before this fails.
    assert min(spans) < 0.3
