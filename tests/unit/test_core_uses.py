"""No text of the core pack is there for nobody, and no code or guide names what is not there."""

from collections.abc import Iterator, Mapping

import pytest

from ketaguide.content.acting import Link, Recall
from ketaguide.content.calls import TIERS
from ketaguide.content.felt import Feelings
from ketaguide.content.guide import Guide
from ketaguide.content.sitter import GROUPS
from tests.helpers.core_pack import CORE, parsed
from tests.helpers.core_runs import GUIDES, lines_of
from tests.helpers.core_uses import Module, around, module, modules, unread

WORDS = sorted(path.stem for path in (CORE / "words").glob("*.toml"))
LISTS = [name for name in WORDS if "families" in parsed(CORE / "words" / f"{name}.toml")]
LINES = [name for name in WORDS if name not in LISTS]
# Groups that code shows line by line, in the order of the file.
WHOLE: Mapping[str, tuple[str, ...]] = {
    "calls": (*TIERS, "also"),
    "titrate": ("offers",),
    "safety": ("way", "way-on"),
    "sitter": GROUPS,
    "day": ("tonight", "tonight-call", "tap"),
}
# A prompt gets some texts handed by its kit, and some code knows a file by what it is given.
HANDED: Mapping[str, tuple[str, ...]] = {
    "gate": ("ketaguide.ui.widgets.gate_outcome", "ketaguide.ui.prompts.signs"),
    "titrate": ("ketaguide.ui.widgets.rest_clock",),
}


def unused(name: str, code: tuple[Module, ...]) -> list[str]:
    near = around(name, code=code, handed=HANDED.get(name, ()))
    return unread(lines_of(name), near=near, whole=WHOLE.get(name, ()))


@pytest.mark.parametrize("name", LINES)
def test_every_line_is_shown_somewhere(name: str) -> None:
    assert not unused(name, modules())


@pytest.mark.parametrize("name", LISTS)
def test_every_word_list_is_asked_by_a_guide(name: str) -> None:
    asked = {p.words for g in GUIDES.values() for _, p in g.prompts() if isinstance(p, Feelings)}
    assert name in asked


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_read_whole_is_there(name: str) -> None:
    assert set(WHOLE[name]) <= set(lines_of(name))


def broken_names(guides: Mapping[str, Guide]) -> Iterator[str]:
    """Links and recalls that lead nowhere."""
    for guide in guides.values():
        for step, prompt in guide.prompts():
            where = f"{guide.id}/{step.id}/{prompt.id}"
            if not isinstance(prompt, Link | Recall) or not prompt.guide:
                continue
            there = guides.get(prompt.guide)
            if there is None:
                yield f"{where}: no guide {prompt.guide}"
            elif isinstance(prompt, Recall) and there.prompt(prompt.prompt) is None:
                yield f"{where}: no prompt {prompt.prompt} in {prompt.guide}"


def test_every_guide_and_prompt_that_a_guide_names_is_there() -> None:
    assert not list(broken_names(GUIDES))


def test_nobody_is_led_to_the_page_they_are_on() -> None:
    own = [
        f"{guide.id}/{step.id}"
        for guide in GUIDES.values()
        for step, p in guide.prompts()
        if isinstance(p, Link) and p.guide == guide.id
    ]
    assert not own


def test_every_guide_that_code_names_is_there() -> None:
    named = {one for code in modules() for one in code.guides}
    assert {"consent-passport", "something-felt-wrong"} <= named
    assert not named - set(GUIDES)


class TestFaultsAreSeen:
    PAGE = module(
        "ketaguide.ui.pages.a_page",
        "_WORDS = 'rest'\n"
        "def show(catalogue, count):\n"
        "    lines = catalogue.lines(_WORDS)\n"
        "    return lines['open']['title'] + lines['open'][f'turn-{count}']\n",
    )
    FAR = module("ketaguide.ui.pages.far", "said = 'open', 'never'\n")

    def found(self, **groups: tuple[str, ...]) -> list[str]:
        return unread(groups, near=around("rest", code=(self.PAGE, self.FAR)))

    def test_what_is_shown_is_let_through(self) -> None:
        assert not self.found(open=("title", "turn-2"))

    def test_a_line_and_a_group_that_nobody_reads(self) -> None:
        assert self.found(open=("title", "never"), gone=("title",)) == ["open.never", "gone"]

    def test_a_file_that_nobody_reads(self) -> None:
        near = around("lost", code=(self.PAGE, self.FAR))
        assert unread({"open": ("title",)}, near=near) == ["open"]

    def test_a_link_to_a_guide_that_is_gone(self) -> None:
        left = {name: guide for name, guide in GUIDES.items() if name != "consent-passport"}
        assert any("no guide consent-passport" in one for one in broken_names(left))

    def test_code_that_names_a_guide_that_is_not_there(self) -> None:
        page = module("a", "GUIDE_ID = 'day-afer'\n\ndef go(): return OpenGuide('no-such')\n")
        assert page.guides == {"day-afer", "no-such"}
