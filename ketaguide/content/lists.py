"""Prompts whose answer is taken from a list: options, items, signs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ketaguide.base.text import tr
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.shape import Count, Hint, Id, Label, Shape
from ketaguide.content.twice import twice

MARKS = ("yes", "no", "unsure")
# Conditions use these words themselves, so no option can be called that.
RESERVED = ("answered", "empty")
OWN_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Shape):
    """One thing to choose."""

    id: Id
    label: Label
    hint: Hint = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Prompt):
    """One of a few options, or several. ``stops`` names those that end the work for today."""

    kind: ClassVar[str] = "choice"
    tests: ClassVar[tuple[str, ...]] = ("is", "has")

    options: Annotated[tuple[Option, ...], Count(2, 20)]
    several: bool = False
    stops: Annotated[tuple[Id, ...], Count(0, 20)] = ()

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from _ids("options", self.names())
        for n, name in enumerate(self.stops):
            if name not in self.names():
                yield f"stops[{n}]", f"is no option of this prompt: {name}", ""

    def clean(self, value: object) -> Value | None:
        if not self.several:
            return value if isinstance(value, str) and value in self.names() else None
        if not isinstance(value, list | tuple):
            return None
        return [name for name in self.names() if name in value] or None

    def chosen(self, value: Value | None) -> tuple[str, ...]:
        """The ids that are chosen, whether one or several may be."""
        return tuple(value) if isinstance(value, list) else (str(value),) if value else ()

    @property
    def can_halt(self) -> bool:
        return bool(self.stops)

    def halts(self, value: Value | None) -> bool:
        return bool(set(self.chosen(value)) & set(self.stops))

    def shown(self, value: Value) -> str:
        labels = {option.id: option.label for option in self.options}
        words = [labels[name] for name in self.chosen(value)]
        return "\n".join(f"- {word}" for word in words) if self.several else words[0]

    def names(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Prompt):
    """Things to tick off; with ``own``, a person can add lines."""

    kind: ClassVar[str] = "checklist"
    tests: ClassVar[tuple[str, ...]] = ("is", "has")

    items: Annotated[tuple[Option, ...], Count(1, 40)]
    own: bool = True

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from _ids("items", self.names())

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, Mapping):
            return None
        ticked, own = value.get("ticked"), value.get("own")
        known = [n for n in self.names() if n in ticked] if isinstance(ticked, list | tuple) else []
        lines = own if self.own and isinstance(own, list | tuple) else ()
        kept = [{"label": i["label"], "ticked": i.get("ticked") is True} for i in lines if _line(i)]
        return {"ticked": known, "own": kept[:OWN_LINES]} if known or kept else None

    def shown(self, value: Value) -> str:
        if not isinstance(value, dict):
            return ""
        own = value["own"]
        done = [item.label for item in self.items if item.id in value["ticked"]]
        done += [line["label"] for line in own if line["ticked"]]
        left = [item.label for item in self.items if item.id not in value["ticked"]]
        left += [line["label"] for line in own if not line["ticked"]]
        blocks = ["\n".join(f"- {label}" for label in done)] if done else []
        if left:
            blocks.append(tr("Left for later:") + "\n\n" + "\n".join(f"- {name}" for name in left))
        return "\n\n".join(blocks)

    def names(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Shape):
    """One line of a readiness list."""

    id: Id
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs(Prompt):
    """Lines that are each true, not true or unsure; ``leads`` says what a true one leads to.

    A condition's ``has`` names a line (marked yes or unsure) or a mark (on any line).
    """

    kind: ClassVar[str] = "signs"
    tests: ClassVar[tuple[str, ...]] = ("is", "has")

    leads: Literal["now", "stop", "pause"]
    items: Annotated[tuple[Sign, ...], Count(1, 30)]

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from _ids("items", tuple(item.id for item in self.items), (*RESERVED, *MARKS))

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, Mapping):
            return None
        given = {item.id: value.get(item.id) for item in self.items}
        return {n: mark for n, mark in given.items() if mark in MARKS} or None

    def missing(self, value: Value | None) -> str:
        if isinstance(value, dict) and len(value) == len(self.items):
            return ""
        return tr("Each line needs an answer. “Not sure” is one.")

    def shown(self, value: Value) -> str:
        marks = value if isinstance(value, dict) else {}
        words = {"yes": tr("yes"), "unsure": tr("not sure")}
        true = [item for item in self.items if marks.get(item.id) in words]
        return "\n".join(f"- {item.label}: {words[marks[item.id]]}" for item in true)

    def names(self) -> tuple[str, ...]:
        return (*(item.id for item in self.items), *MARKS)


def _line(value: object) -> bool:
    label = value.get("label") if isinstance(value, Mapping) else None
    return isinstance(label, str) and bool(label.strip())


def _ids(
    key: str, names: tuple[str, ...], reserved: tuple[str, ...] = RESERVED
) -> Iterator[tuple[str, str, str]]:
    yield from twice(key, names)
    for n, name in enumerate(names):
        if name in reserved:
            yield f"{key}[{n}].id", f"cannot be {name}, which conditions use", ""
