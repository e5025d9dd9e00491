"""An entry's Markdown as blocks of plain text to read; nothing in it is ever taken for markup."""

import re
from dataclasses import dataclass, field
from typing import Literal

from ketaguide.ui.models.markdown_spans import INLINE

Kind = Literal["heading", "subheading", "paragraph", "item", "done", "quote", "rule"]

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,3})[.)])\s+(?:\[([ xX])\]\s+)?(.+)")
_QUOTE = re.compile(r"\s{0,3}>\s?(.*)")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")


@dataclass(frozen=True)
class Block:
    """``mark`` stands before an item: a bullet, a tick or its number."""

    kind: Kind
    text: str = field(default="", repr=False)
    mark: str = ""


def blocks(markdown: str) -> tuple[Block, ...]:
    """Headings, paragraphs, items and quotes in their order; line breaks inside them stay."""
    made: list[Block] = []
    lines: list[str] = []
    open_kind: Kind = "paragraph"

    def close() -> None:
        text = "\n".join(lines).strip("\n")
        if text.strip():
            made.append(Block(open_kind, _clean(text)))
        lines.clear()

    for line in markdown.splitlines():
        alone = _alone(line)
        quote = _QUOTE.fullmatch(line)
        kind: Kind = "quote" if quote else "paragraph"
        if alone is not None or not line.strip() or kind != open_kind:
            close()
        open_kind = kind
        if alone is not None:
            made.append(alone)
        elif line.strip():
            lines.append(quote.group(1) if quote else line.rstrip())
    close()
    return tuple(made)


def _alone(line: str) -> Block | None:
    """A block that is always one line."""
    if heading := _HEADING.fullmatch(line):
        kind: Kind = "heading" if len(heading.group(1)) <= 2 else "subheading"
        return Block(kind, _clean(heading.group(2)))
    if _RULE.fullmatch(line):
        return Block("rule")
    if item := _ITEM.fullmatch(line):
        number, box, text = item.groups()
        is_done = box in ("x", "X")
        mark = f"{number}." if number else "✓" if is_done else "○" if box else "•"
        return Block("done" if is_done else "item", _clean(text.rstrip()), mark)
    return None


def _clean(text: str) -> str:
    return INLINE.sub(r"\3", text) if any(mark in text for mark in "*_`") else text
