"""Tables become dataclasses, and what does not fit is said in plain words with its place."""

import tomllib

import pytest

from ketaguide.content.guide import Guide
from ketaguide.content.shape import Misfit, read_table
from tests.helpers.packs import EVERY_KIND, HEAD, guide_of

STEP = '\n[[steps]]\nid = "s"\ntitle = "S"\n'
SCALE = STEP + (
    '[[steps.prompts]]\nid = "p"\nkind = "scale"\nlabel = "How"\nlow = "l"\nhigh = "h"\n'
)
TEXT = STEP + '[[steps.prompts]]\nid = "t"\nkind = "text"\nlabel = "Say"\n'
CHOICE = STEP + (
    '[[steps.prompts]]\nid = "c"\nkind = "choice"\nlabel = "Pick"\n'
    'options = [{ id = "a", label = "A" }, { id = "b", label = "B" }]\n'
)
LATER = '\n[[steps]]\nid = "later"\ntitle = "L"\nlead = "x"\n'


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (
            SCALE + "min = 5\nmax = 5",
            "steps[0].prompts[0].max must be above min, for example min = 5",
        ),
        (SCALE + "min = 0", "steps[0].prompts[0].max is missing, for example max = 100"),
        (SCALE + "min = 0\nmax = 10\nstop_at = 11", "prompts[0].stop_at must be above min"),
        (SCALE + "min = 0\nmax = 10\nstop_a = 1", "stop_a is not known; did you mean stop_at?"),
        (SCALE + "min = 0\nmax = true", "prompts[0].max must be a whole number"),
        (SCALE + "min = 0\nmax = 1.5", "prompts[0].max must be a whole number"),
        (SCALE + "min = 0\nmax = 1000", "prompts[0].max must be from 1 to 100"),
        (TEXT.replace('"text"', '"txt"'), "kind is not a kind of prompt; did you mean text?"),
        (TEXT.replace('kind = "text"\n', ""), 'kind is missing, for example kind = "text"'),
        (TEXT.replace('"t"', '"T t"'), "prompts[0].id must be an id: small letters"),
        (TEXT.replace('"Say"', '"<b>Say"'), "label must be plain text, without HTML tags"),
        (TEXT.replace('"Say"', '"see https://x.org"'), "label must not hold a web address"),
        (TEXT.replace('"Say"', '"see www.x.org"'), "label must not hold a web address"),
        (TEXT.replace('"Say"', r'"a\u202eb"'), "label holds a character that cannot be seen"),
        (TEXT.replace('"Say"', r'"a\nb"'), "label must be one line"),
        (TEXT.replace('"Say"', '" "'), "label must not be empty"),
        (
            TEXT.replace('"Say"', f'"{"x" * 201}"'),
            "label must be 200 characters or shorter, and is 201",
        ),
        (TEXT.replace('"Say"', "5"), "label must be text in quotes"),
        (TEXT + "required = 1", "required must be true or false"),
        (TEXT + 'starters = "I"', "starters must be a list"),
        (TEXT + 'starters = ["a","a","a","a","a","a","a"]', "starters must hold 0 to 6 things"),
        (CHOICE + 'stops = ["z"]', "prompts[0].stops[0] is no option of this prompt: z"),
        (CHOICE.replace('"b"', '"a"'), "prompts[0].options[1].id is used twice: a"),
        (CHOICE.replace('"b"', '"empty"'), "options[1].id cannot be empty, which conditions use"),
        (TEXT + TEXT.replace('"t"', '"u"'), "steps[1].id is used twice: s"),
        (TEXT + TEXT.replace('"s"', '"s2"'), "steps[1].prompts[0].id is used twice: t"),
        (STEP, "steps[0].prompts is missing, and so is lead: this step shows nothing"),
        (
            TEXT + 'show_if = { prompt = "t", is = "answered" }',
            "prompt must name an earlier prompt",
        ),
        (TEXT + LATER + "show_if = 5", "steps[1].show_if must be a table"),
        (TEXT + LATER + "show_if = { below = 5 }", "show_if.prompt must name an earlier prompt"),
        (TEXT + LATER + 'show_if = { prompt = "t" }', "must hold one of is, has, below, at_least"),
        (
            TEXT + LATER + 'show_if = { prompt = "t", below = 5 }',
            "below does not fit t, a text prompt",
        ),
        (
            TEXT + LATER + 'show_if = { prompt = "t", is = "yes" }',
            "must be answered or empty for t",
        ),
        (
            TEXT + LATER + 'show_if = { prompt = "t", ist = "x" }',
            "ist is not known; did you mean is?",
        ),
        (TEXT + LATER + "show_if = { any = [] }", "show_if.any must list 1 to 20 conditions"),
        (CHOICE + LATER + 'show_if = { prompt = "c", is = "z" }', "is nothing that c offers"),
        (
            CHOICE + LATER + 'show_if = { all = [{ not = { prompt = "c", has = "aa" } }] }',
            "steps[1].show_if.all[0].not.has is nothing that c offers; did you mean a?",
        ),
        (
            SCALE + "min = 0\nmax = 10" + LATER + 'show_if = { prompt = "p", at_least = 20 }',
            "show_if.at_least must be a number on the scale of p",
        ),
        (
            TEXT
            + LATER
            + "show_if = "
            + "{ not = " * 6
            + '{ prompt = "t", is = "empty" }'
            + " }" * 6,
            "is nested more than 5 deep",
        ),
        (
            TEXT + 'show_if = { fact = "rout", is = "iv" }',
            "show_if.fact is not known; did you mean route?",
        ),
        (
            TEXT + 'show_if = { fact = "route", is = "nose" }',
            "show_if.is is nothing that route can be; did you mean none?",
        ),
        (TEXT + 'show_if = { fact = "route", below = 3 }', "show_if must hold fact and is"),
        (
            STEP + '[[steps.prompts]]\nid = "r"\nkind = "recall"\nof = "answer"',
            'guide must name guide and prompt with of = "answer"',
        ),
        (
            STEP + '[[steps.prompts]]\nid = "l"\nkind = "link"\nlabel = "Go"\nto = "guide"',
            'guide must be named with to = "guide"',
        ),
        (
            STEP + '[[steps.prompts]]\nid = "p"\nkind = "pause"\nways = ["box"]',
            "ways must hold breath beside box",
        ),
        (TEXT + '[makes]\nintention = "x"', "makes.intention names no prompt of this guide"),
        (
            CHOICE + '[makes]\ninsight = "c"',
            "makes.insight must name a text or step prompt, and c is choice",
        ),
        (TEXT + '[makes.commitment]\ncue = "t"', "makes.commitment.action or step must be named"),
        (
            TEXT
            + STEP.replace('"s"', '"g"')
            + '[[steps.prompts]]\nid = "g"\nkind = "gate"\nreads = ["t"]',
            "steps[1].prompts[0].reads[0] must name signs, or a scale with pause_at",
        ),
        (
            TEXT.replace('title = "S"', 'title = "S"\npart = "x"'),
            "steps[0].part names a part, and this guide lists none: x",
        ),
        (
            TEXT + '[[parts]]\nid = "x"\ntitle = "X"',
            'steps[0].part is missing, for example part = "x"',
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(steps: str, message: str) -> None:
    with pytest.raises(Misfit) as caught:
        guide_of(steps)
    assert message in str(caught.value)


def test_opens_says_before_or_after() -> None:
    rows = tomllib.loads("opens = { days = 1 }" + EVERY_KIND)
    with pytest.raises(Misfit, match=r"opens must say before or after, for example \{ after"):
        read_table(Guide, rows, place="")


def test_a_part_stands_together_and_in_order() -> None:
    def steps(*parts: str) -> str:
        named = "".join(
            f'[[steps]]\nid = "s{n}"\ntitle = "S"\nlead = "x"\npart = "{part}"\n'
            for n, part in enumerate(parts)
        )
        return named + '[[parts]]\nid = "a"\ntitle = "A"\n[[parts]]\nid = "b"\ntitle = "B"\n'

    assert [part.id for part in guide_of(steps("a", "a", "b")).parts] == ["a", "b"]
    for wrong, message in {
        ("a", "b", "a"): r"steps\[2\]\.part comes back to a",
        ("b", "a"): "parts must stand in the order of their steps: b, a",
        ("a", "a"): r"parts\[1\]\.id has no steps: b",
        ("a", "c"): r"steps\[1\]\.part is no part of this guide",
    }.items():
        with pytest.raises(Misfit, match=message):
            guide_of(steps(*wrong))


def test_stop_scales_share_their_ends() -> None:
    one = SCALE + "min = 0\nmax = 10\nstop_at = 7\n"
    two = one.replace('"s"', '"s2"').replace('"p"', '"p2"').replace("max = 10", "max = 9")
    with pytest.raises(Misfit, match="must be the same for every scale with stop_at"):
        guide_of(one + two)


def test_a_wrong_top_level_key_is_named() -> None:
    with pytest.raises(Misfit, match="titel is not known; did you mean title"):
        read_table(Guide, tomllib.loads(HEAD.replace("title =", "titel =")), place="")
