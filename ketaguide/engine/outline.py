"""Freezes what was asked and answered, so that a record reads the same after a pack changes."""

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ketaguide.content.guide import Guide
from ketaguide.engine.state import RunState
from ketaguide.engine.view import recorded


class Row(NamedTuple):
    """One answered prompt: its label and answer in words, and what pictures and recall need.

    Outlines of the first packs hold label and words only.
    """

    label: str
    words: str
    prompt: str = ""
    kind: str = ""
    data: Any = None

    def __repr__(self) -> str:
        return f"Row({self.prompt}, {self.kind})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One step's title, and its answered prompts."""

    title: str
    rows: tuple[Row, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A run in words; answers are Markdown, and what a person typed is as they typed it."""

    guide_id: str = ""
    title: str = ""
    pack_version: str = ""
    language: str = ""
    sections: tuple[Section, ...] = ()

    def to_json(self) -> str:
        """Text for the run's row; ``from_json`` reads it."""
        return json.dumps(
            {
                "guide_id": self.guide_id,
                "title": self.title,
                "pack_version": self.pack_version,
                "language": self.language,
                "sections": [{"title": one.title, "rows": one.rows} for one in self.sections],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "Outline":
        """The outline again; an empty one if the text is not one, as before a run is finished."""
        try:
            rows = json.loads(text)
            return cls(
                guide_id=str(rows["guide_id"]),
                title=str(rows["title"]),
                pack_version=str(rows["pack_version"]),
                language=str(rows["language"]),
                sections=tuple(
                    Section(
                        title=str(one["title"]),
                        rows=tuple(_row(*parts) for parts in one["rows"]),
                    )
                    for one in rows["sections"]
                ),
            )
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()


def _row(
    label: object, words: object, prompt: object = "", kind: object = "", data: object = None
) -> Row:
    return Row(str(label), str(words), str(prompt), str(kind), data)


def freeze(guide: Guide, state: RunState) -> Outline:
    """The answered prompts of a run that count; steps without any are left out."""
    values = recorded(guide, state)
    sections = []
    for step in guide.steps:
        rows = tuple(
            Row(
                prompt.label,
                words,
                prompt.id,
                prompt.kind,
                values[prompt.id] if prompt.keeps else None,
            )
            for prompt in step.prompts
            if prompt.id in values and (words := prompt.shown(values[prompt.id]))
        )
        if rows:
            sections.append(Section(title=step.title, rows=rows))
    return Outline(
        guide_id=guide.id,
        title=guide.title,
        pack_version=guide.pack_version,
        language=guide.language,
        sections=tuple(sections),
    )


def markdown(outline: Outline) -> str:
    """The outline as the body of an entry: questions as headings, answers below."""
    blocks: list[str] = []
    for section in outline.sections:
        blocks.append(f"## {section.title}")
        for label, words, *_ in section.rows:
            if label != section.title:
                blocks.append(f"### {label}")
            blocks.append(words)
    return "\n\n".join(blocks)
