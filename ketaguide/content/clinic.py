"""What a clinic brings in its pack beside guides: its name, rules, numbers to ring, and lists."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from ketaguide.base.errors import PackInvalid
from ketaguide.base.text import tr
from ketaguide.content.files import Folder, read_toml
from ketaguide.content.guide import Guide
from ketaguide.content.lists import Checklist, Option
from ketaguide.content.shape import (
    LONGEST_ID,
    Count,
    Hint,
    Id,
    Line,
    Misfit,
    Number,
    OptionalLine,
    Shape,
    Text,
    read_table,
)
from ketaguide.content.twice import twice

FILE = "clinic.toml"
RULES = ("food", "drink", "medicines", "driving", "other")

Rule = Annotated[str, Text(600, '"As the leaflet says."', lines=True, empty=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung(Shape):
    """One number to ring, in the order in which the clinic wants to be rung."""

    label: Line
    number: Line
    hours: OptionalLine = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules(Shape):
    """The clinic's rules in its own words."""

    food: Rule = ""
    drink: Rule = ""
    medicines: Rule = ""
    driving: Rule = ""
    other: Rule = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicList(Shape):
    """Lines that the clinic adds to a checklist of the core pack."""

    guide: Id
    prompt: Id
    items: Annotated[tuple[Option, ...], Count(1, 20)]

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from twice("items", [item.id for item in self.items])


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic(Shape):
    """``clinic.toml``. ``eased_after_minutes`` is when effects have eased, from the beginning."""

    name: Line
    phone: OptionalLine = ""
    note: Hint = ""
    eased_after_minutes: Annotated[int, Number(15, 1440)] | None = None
    ladder: Annotated[tuple[Rung, ...], Count(0, 8)] = ()
    rules: Rules = Rules()
    lists: Annotated[tuple[ClinicList, ...], Count(0, 20)] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each rule that is stated, by its name."""
        stated: tuple[tuple[str, str], ...] = tuple(
            (name, getattr(self.rules, name)) for name in RULES
        )
        return ((name, words) for name, words in stated if words)


def read_clinic(files: Folder) -> Clinic | None:
    """The clinic's file; None where the pack has none.

    Raises:
        PackInvalid: it does not fit.
    """
    if FILE not in files.files:
        return None
    shown = files.shown(FILE)
    rows = read_toml(files.text(FILE), shown)
    try:
        return read_table(Clinic, rows, place="")
    except Misfit as misfit:
        raise PackInvalid(f"{shown}: {misfit}") from misfit


def with_lists(guide: Guide, clinic: Clinic) -> Guide:
    """The guide with the clinic's lines at the end of its checklists, each marked as theirs."""
    added: dict[str, list[Option]] = {}
    for one in clinic.lists:
        if one.guide == guide.id:
            added.setdefault(one.prompt, []).extend(one.items)
    if not added:
        return guide
    steps = []
    for step in guide.steps:
        prompts = tuple(
            _with_lines(prompt, added[prompt.id])
            if isinstance(prompt, Checklist) and prompt.id in added
            else prompt
            for prompt in step.prompts
        )
        steps.append(replace(step, prompts=prompts))
    return replace(guide, steps=tuple(steps))


def _with_lines(prompt: Checklist, more: list[Option]) -> Checklist:
    taken = set(prompt.names())
    lines: list[Option] = []
    for item in more:
        name = _free(f"clinic-{item.id}", taken)
        taken.add(name)
        lines.append(replace(item, id=name, hint=tr("From your clinic")))
    return replace(prompt, items=(*prompt.items, *lines))


def _free(name: str, taken: set[str]) -> str:
    """An id of the usual length that no other line has: a tick on one must never tick another."""
    found, number = name[:LONGEST_ID], 1
    while found in taken:
        number += 1
        found = f"{name[: LONGEST_ID - 4]}-{number}"
    return found
