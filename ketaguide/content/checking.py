"""Everything that a pack's author is told, in one go: what does not fit, and what would."""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ketaguide.base.errors import PackError
from ketaguide.content import reading, shape
from ketaguide.content.acting import Link, Recall
from ketaguide.content.clinic import Clinic, ClinicList, Rules, Rung
from ketaguide.content.files import Folder
from ketaguide.content.guide import Guide, Makes, MakesCommitment, MakesEntry, Opens, Part, Step
from ketaguide.content.lines import Group, Groups, OneLine
from ketaguide.content.lint import Ban, authored, lint
from ketaguide.content.lists import Checklist, Option, Sign
from ketaguide.content.loader import read_pack
from ketaguide.content.pack import Pack, PackInfo
from ketaguide.content.prompts import KINDS
from ketaguide.content.words import Family, Word, WordList

AMOUNTS = "amounts"
NO_AMOUNTS = "names an amount of a medicine, and KetaGuide keeps none"
SHEET = '"See your clinic sheet."'

# What carries prose; a label or an option is a fragment, and is read by its length alone.
_PROSE = (".lead", ".body", ".hint", ".summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing that does not fit.

    Attributes:
        file: for example ``my-pack/guides/rest.toml``.
        place: inside the file, such as ``steps[3].prompts[0].max``; empty for the file itself.
        what: continues the sentence that the place begins.
        example: what would fit; TOML, or words.
    """

    file: str
    place: str
    what: str
    example: str

    def __str__(self) -> str:
        return f"{self.file}: {f'{self.place} {self.what}'.strip()}, for example {self.example}"


def complaints(
    files: Folder, *, bans: tuple[Ban, ...], core: Pack | None = None
) -> tuple[Complaint, ...]:
    """Read a pack and say all that does not fit, file by file.

    Args:
        bans: the wording list.
        core: the core pack, whose guides and words a pack may name.
    """
    words = core.words if core else {}
    try:
        pack = read_pack(files, shared=words)
    except PackError as problem:
        return (_of(problem, files),)
    found = [_of(problem, files) for problem in pack.problems]
    found += _wording(pack, bans)
    found += _sentences(pack)
    found += _names(pack, core)
    return tuple(found)


def amounts(pack: Pack, bans: tuple[Ban, ...]) -> tuple[Complaint, ...]:
    """Where a pack names an amount of a medicine: the one wording that no pack may bring."""
    return tuple(
        Complaint(file=_file(place), place=_inside(place), what=NO_AMOUNTS, example=SHEET)
        for place, text in authored(pack)
        for ban in bans
        if ban.id == AMOUNTS and next(ban.found_in(text), None)
    )


def _of(problem: PackError, files: Folder) -> Complaint:
    """A complaint from what the loader raised; its detail begins with the file."""
    cause = problem.__cause__
    detail = problem.user_text
    file, colon, rest = detail.partition(": ")
    if isinstance(cause, shape.Misfit):
        example = cause.example or example_for(cause.place)
        return Complaint(file=file, place=cause.place, what=cause.what, example=example)
    what = rest if colon else detail
    example = 'a file pack.toml with id = "my-pack"' if "pack.toml" in what else _WHOLE
    return Complaint(file=file if colon else files.name, place="", what=what, example=example)


_WHOLE = 'a line such as title = "A few plain words"'


def _wording(pack: Pack, bans: tuple[Ban, ...]) -> Iterator[Complaint]:
    for one in lint(pack, bans):
        if _is_the_clinics(one.place) and one.ban != AMOUNTS:
            continue
        what = f"says “{one.word}”. {one.reason}"
        yield Complaint(
            file=_file(one.place),
            place=_inside(one.place),
            what=what.rstrip("."),
            example=f"“{one.instead}”",
        )


def _sentences(pack: Pack) -> Iterator[Complaint]:
    """Long sentences, and guides that are hard to read as a whole; a clinic's rules are its own."""
    texts = list(authored(pack))
    for place, text in texts:
        if _is_the_clinics(place) or place.startswith(f"{pack.info.id}/pack.toml"):
            continue
        for sentence in reading.sentences(text):
            count = len(reading.words(sentence))
            if count > reading.MOST_WORDS:
                yield Complaint(
                    file=_file(place),
                    place=_inside(place),
                    what=f"has a sentence of {count} words; {reading.MOST_WORDS} is the limit",
                    example="“Both feet on the floor. Look once around the room.”",
                )
    for guide in pack.guides:
        file = f"{pack.info.id}/guides/{guide.id}.toml"
        prose = [t for p, t in texts if _file(p) == file and p.endswith(_PROSE)]
        level = reading.grade(prose)
        if level > reading.MOST_GRADE:
            yield Complaint(
                file=file,
                place="",
                what=f"reads at school grade {level:.1f}; {reading.MOST_GRADE:.0f} is the limit",
                example="“What is still with you?” in place of “Contemplate your experiences.”",
            )


def _names(pack: Pack, core: Pack | None) -> Iterator[Complaint]:
    """Guides and prompts of others that this pack names."""
    known = {guide.id: guide for guide in (*(core.guides if core else ()), *pack.guides)}
    for guide in pack.guides:
        file = f"{pack.info.id}/guides/{guide.id}.toml"
        for n, step in enumerate(guide.steps):
            for m, prompt in enumerate(step.prompts):
                if not isinstance(prompt, Link | Recall) or not prompt.guide:
                    continue
                wanted = prompt.prompt if isinstance(prompt, Recall) else ""
                yield from _named(known, prompt.guide, wanted, (file, f"steps[{n}].prompts[{m}]"))
    for n, more in enumerate(pack.clinic.lists if pack.clinic else ()):
        spot = (f"{pack.info.id}/clinic.toml", f"lists[{n}]")
        yield from _named(known, more.guide, more.prompt, spot)
        target = known[more.guide].prompt(more.prompt) if more.guide in known else None
        if target is not None and not isinstance(target, Checklist):
            what = f"must name a checklist, and {more.prompt} is {target.kind}"
            yield Complaint(
                file=spot[0], place=f"{spot[1]}.prompt", what=what, example='"room-list"'
            )


def _named(
    known: Mapping[str, Guide], guide: str, prompt: str, spot: tuple[str, str]
) -> Iterator[Complaint]:
    file, place = spot
    if guide not in known:
        what = f"names no guide{shape.nearest(guide, sorted(known))}"
        yield Complaint(file=file, place=f"{place}.guide", what=what, example='guide = "day-after"')
    elif prompt and known[guide].prompt(prompt) is None:
        ids = sorted(one.id for _, one in known[guide].prompts())
        what = f"names no prompt of {guide}{shape.nearest(prompt, ids)}"
        example = f'prompt = "{ids[0]}"'
        yield Complaint(file=file, place=f"{place}.prompt", what=what, example=example)


def _file(place: str) -> str:
    return place.partition(": ")[0]


def _inside(place: str) -> str:
    return place.partition(": ")[2]


def _is_the_clinics(place: str) -> bool:
    return _file(place).endswith("/clinic.toml")


_SHAPES: tuple[Any, ...] = (
    *(Guide, Step, Part, Opens, Makes, MakesEntry, MakesCommitment, PackInfo),
    *KINDS.values(),
    *(Option, Sign, Family, Word, WordList, Group, Groups, OneLine),
    *(Clinic, Rung, Rules, ClinicList),
)

_EXAMPLES: Mapping[str, str] = {
    "kind": '"text"',
    "show_if": '{ prompt = "feelings", is = "answered" }',
    "steps": '[[steps]] with id = "arrive", title = "First" and lead = "Feet on the floor."',
    "prompts": '[[steps.prompts]] with id = "words", kind = "text" and label = "In your words"',
    "reads": '["now"]',
    "opens": '{ after = "session", hours = 12 }',
    "options": '[{ id = "yes", label = "Yes" }, { id = "no", label = "No" }]',
    "items": '[{ id = "ride", label = "A ride home" }]',
    "sources": '["stop-rule"] with a row for it in SOURCES.md',
}


def example_for(place: str) -> str:
    """TOML that would fit at a place, told by the last key in it."""
    key = "show_if" if "show_if" in place else place.rpartition(".")[2].partition("[")[0]
    if key in _EXAMPLES:
        return f"{key} = {_EXAMPLES[key]}"
    known = _by_key().get(key)
    return f"{key} = {known}" if known else f"a key of the format, such as {_EXAMPLES['steps']}"


@cache
def _by_key() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind in _SHAPES:
        hints = typing.get_type_hints(kind, include_extras=True)
        for field in dataclasses.fields(kind):
            if not field.metadata.get("computed"):
                found.setdefault(field.name, shape.example_of(hints[field.name]))
    return found
