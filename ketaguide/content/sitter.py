"""The page for the person who stays: its groups, with what is known of numbers in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketaguide.content.calls import Sign

Lines = Mapping[str, Mapping[str, str]]

# Whom to call comes first, then what is done every quarter of an hour, then all else.
GROUPS = (
    *("call-now", "call-clinic", "look-in", "side", "say", "not-ask"),
    *("touch", "before", "after"),
)
_TITLES = ("title", "title-none")


@dataclass(frozen=True)
class Known:
    """What may be shown of the clinic; empty where nothing is known, or may be seen."""

    number: str
    clinic: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True)
class Part:
    """One group of lines."""

    id: str
    title: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class SitterPage:
    """All of it in words.

    Attributes:
        opening: what stands under the title.
        unsure: the line to remember.
    """

    title: str
    opening: tuple[str, ...] = field(repr=False)
    unsure: str
    parts: tuple[Part, ...] = field(repr=False)


def page(lines: Lines, known: Known) -> SitterPage:
    """Args:
    lines: of ``words/sitter.toml``.
    """
    head = {name: _filled(text, known) for name, text in lines["open"].items()}
    clinic = head["clinic-call" if known.phone else "no-clinic"]
    parts = []
    for name in GROUPS:
        group = {key: _filled(text, known) for key, text in lines[name].items()}
        title = group["title"]
        if not known.phone:
            title = group.get("title-none", title)
        signs = tuple(Sign(key, text) for key, text in group.items() if key not in _TITLES)
        parts.append(Part(name, title, signs))
    return SitterPage(
        title=head["title"],
        opening=(head["body"], head["clinic-first"], clinic),
        unsure=head["unsure"],
        parts=tuple(parts),
    )


def _filled(text: str, known: Known) -> str:
    return (
        text.replace("{number}", known.number)
        .replace("{clinic}", known.clinic)
        .replace("{phone}", known.phone)
    )
