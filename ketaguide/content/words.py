"""Word lists to choose from, such as feelings: families of words, each with a level."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from ketaguide.content.shape import Count, Id, Line, Number, OptionalLine, Shape
from ketaguide.content.twice import twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Shape):
    """``level`` is how strong the word itself is: 1 faint, 2 medium, 3 strong."""

    id: Id
    label: Line
    level: Annotated[int, Number(1, 3)] = 2
    meaning: OptionalLine = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Shape):
    """Words that belong together, shown under one heading."""

    id: Id
    title: Line
    words: Annotated[tuple[Word, ...], Count(1, 30)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList(Shape):
    """One file of ``words/``; its id is the file's name."""

    sources: Annotated[tuple[Id, ...], Count(0, 20)] = ()
    families: Annotated[tuple[Family, ...], Count(1, 20)]

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from twice("families", [family.id for family in self.families])
        words: set[str] = set()
        for n, family in enumerate(self.families):
            for m, word in enumerate(family.words):
                if word.id in words:
                    yield f"families[{n}].words[{m}].id", f"is used twice: {word.id}", ""
                words.add(word.id)
