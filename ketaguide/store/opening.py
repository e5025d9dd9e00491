"""The first words of an entry, or those around what was searched for, as plain text."""

import re
from typing import NamedTuple

SHOWN_CHARS = 200

# So many characters of Markdown give enough to show, once headings and marks are gone.
READ_FACTOR = 8

_HEADING = re.compile(r"\s{0,3}(#{1,6}\s.*|\*\*[^*]+\*\*:?|[-=*_]{3,})\s*")
_LINE_MARK = re.compile(r"\s*(?:>\s*|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)+")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_FULL_STOP = (".", "!", "?", "…", "”", '"')
_ENDS_ITSELF = (*_FULL_STOP, ":", ";", ",")


def opening(markdown: str, *, shown: int = SHOWN_CHARS) -> str:
    """The first ``shown`` characters that are not a heading, cut after a whole word.

    What a guide wrote is recognised by its headings: there whole sentences come before ticked
    words and numbers.
    """
    lines = markdown.splitlines()
    own_words = [line for line in lines if not _HEADING.fullmatch(line)]
    sentences = [line for line in own_words if not line or line.rstrip().endswith(_FULL_STOP)]
    told = plain(sentences) if len(own_words) < len(lines) else ""
    return cut(told or plain(own_words) or plain(lines), shown)


class Excerpt(NamedTuple):
    """What ``shown`` is made from, cut out of an entry before most of it is let go of.

    Making the words takes longer than reading the entry, and few rows of a list come into sight.
    ``part`` is where ``word`` first stands; empty where it does not, or was not looked for yet.
    """

    start: str
    word: str = ""
    part: str = ""
    begins_later: bool = False

    def shown(self, chars: int = SHOWN_CHARS) -> str:
        """The part where the word stands; the opening where the word is in sight there anyway."""
        start = opening(self.start[: READ_FACTOR * chars], shown=chars)
        if not self.word or self.word.casefold() in start.casefold():
            return start
        placed = self if self.part else _placed(self.start, self.word, chars)
        if not placed.part:
            return start
        return ("… " if placed.begins_later else "") + cut(plain(placed.part.splitlines()), chars)


def excerpt(markdown: str, word: str = "", *, shown: int = SHOWN_CHARS) -> Excerpt:
    """What a row keeps of an entry in which ``word`` was found; a short one it keeps whole."""
    if len(markdown) <= READ_FACTOR * shown:
        return Excerpt(markdown, word)
    return _placed(markdown, word, shown)


def _placed(markdown: str, word: str, shown: int) -> Excerpt:
    start = markdown[: READ_FACTOR * shown]
    at = markdown.casefold().find(word.casefold()) if word else -1
    if at < shown // 2:
        return Excerpt(start)
    begin = max(markdown.rfind(gap, 0, at - shown // 4) for gap in " \n") + 1
    return Excerpt(start, word, markdown[begin : at + READ_FACTOR * shown], bool(begin))


def plain(lines: list[str]) -> str:
    """The lines as one, without their Markdown marks.

    Answers of a guide are blocks without a full stop; a dot in the middle keeps them apart.
    """
    text = ""
    for line in lines:
        mark = _LINE_MARK.match(line)
        words = " ".join(line[mark.end() if mark else 0 :].lstrip("#").split())
        if not words:
            text += "" if not text or text.endswith("\n") else "\n"
        elif text.endswith("\n"):
            before = text.rstrip("\n")
            text = before + (" " if before.endswith(_ENDS_ITSELF) else " · ") + words
        else:
            gap = ", " if mark and not text.endswith(_ENDS_ITSELF) else " "
            text += gap + words if text else words
    text = text.rstrip("\n")
    return _EMPHASIS.sub(r"\2", text) if any(mark in text for mark in "*_`") else text


def cut(text: str, shown: int) -> str:
    """At most ``shown`` characters; where some are left out, it ends in a whole word and "…"."""
    if len(text) <= shown:
        return text
    head = text[:shown].rsplit(" ", 1)[0] if " " in text[shown // 2 : shown] else text[:shown]
    return head.rstrip(" ,;:.·–-") + "…"
