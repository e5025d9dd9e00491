"""Putting marks around words and before lines, and taking them away again. No Qt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["heading", "list", "numbered", "quote"]

# What a line begins with, apart from its words: indent, quote, then a heading or an item.
_LEAD = re.compile(r"([ \t]*)((?:>[ \t]?)*)((?:#{1,6}[ \t]+)|(?:(?:[-*+]|\d{1,9}[.)])[ \t]+))?")
_NEXT = re.compile(
    r"(?P<lead>[ \t]*(?:>[ \t]?)*)"
    r"(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})(?P<dot>[.)]))?"
    r"(?P<gap>[ \t]+)?(?P<box>\[[ xX]\][ \t]+)?"
)


@dataclass(frozen=True)
class Turn:
    """What Enter does in a line: goes on with ``mark``, or ends it by leaving the line empty."""

    mark: str
    ends: bool = False


def next_line(line: str, at: int) -> Turn | None:
    """None: Enter is just Enter.

    Args:
        at: where the cursor stands in ``line``.
    """
    found = _NEXT.match(line)
    if found is None:
        return None
    lead, bullet, number = found.group("lead"), found.group("bullet"), found.group("number")
    is_item = bool((bullet or number) and found.group("gap"))
    if not is_item and ">" not in lead:
        return None
    mark = found.group() if is_item else lead
    if at < len(mark):
        return None
    if not line[len(mark) :].strip():
        return Turn("", ends=True)
    if not is_item:
        return Turn(lead)
    sign = bullet or f"{int(number) + 1}{found.group('dot')}"
    box = "[ ] " if found.group("box") else ""
    return Turn(f"{lead}{sign}{found.group('gap')}{box}")


def toggled_lines(lines: Sequence[str], kind: LineKind) -> list[str]:
    """The lines with that mark before each, or without it where each has it already.

    Empty lines among others stay as they are.
    """
    meant = [line for line in lines if line.strip()] or list(lines)
    off = all(_has(line, kind) for line in meant)
    made, number = [], 0
    for line in lines:
        if not line.strip() and len(lines) > 1:
            made.append(line)
            continue
        number += 1
        made.append(_bare(line, kind) if off else _marked(line, kind, number))
    return made


def toggled_words(before: str, words: str, after: str, mark: str) -> tuple[str, str, str]:
    """Words with ``mark`` on both sides, or without it where it is there, inside or around.

    Returns:
        What replaces ``before``, ``words`` and ``after``; a change of the outer two means that
        their marks went.
    """
    if _opens(words, mark) and _opens(words[::-1], mark) and len(words) > 2 * len(mark):
        return before, words[len(mark) : -len(mark)], after
    if _opens(before[::-1], mark) and _opens(after, mark):
        return before[: -len(mark)], words, after[len(mark) :]
    core = words.strip()
    if not core:
        return before, f"{words}{mark}{mark}", after
    start = words.index(core)
    return before, f"{words[:start]}{mark}{core}{mark}{words[start + len(core) :]}", after


def _opens(text: str, mark: str) -> bool:
    """Whether the text begins with this mark, and not with one that only looks like it.

    Three are both: one of them can go, and so can two.
    """
    run = len(text) - len(text.lstrip(mark[0]))
    return run in (len(mark), 3)


def _has(line: str, kind: LineKind) -> bool:
    found = _LEAD.match(line)
    quote, item = (found.group(2), found.group(3) or "") if found else ("", "")
    return {
        "heading": item.startswith("#"),
        "list": item[:1] in ("-", "*", "+") and item != "",
        "numbered": item[:1].isdigit(),
        "quote": quote != "",
    }[kind]


def _bare(line: str, kind: LineKind) -> str:
    found = _LEAD.match(line)
    if found is None:
        return line
    indent, quote, item = found.group(1), found.group(2), found.group(3) or ""
    rest = line[found.end() :]
    return f"{indent}{item}{rest}" if kind == "quote" else f"{indent}{quote}{rest}"


def _marked(line: str, kind: LineKind, number: int) -> str:
    found = _LEAD.match(line)
    if found is None:
        return line
    indent, quote, item = found.group(1), found.group(2), found.group(3) or ""
    rest = line[found.end() :]
    if kind == "quote":
        return line if quote else f"{indent}> {item}{rest}"
    marks: Mapping[LineKind, str] = {"heading": "## ", "list": "- ", "numbered": f"{number}. "}
    return f"{indent}{quote}{marks[kind]}{rest}"
