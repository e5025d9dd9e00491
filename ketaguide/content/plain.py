"""What no text of a pack may hold: tags, addresses, characters that cannot be seen."""

import re

_TAG = re.compile(r"<[a-zA-Z/]")
_LINK = re.compile(r"(?i)\b(?:https?|ftp|file|mailto|javascript):|\bwww\.")
# Control characters, and the marks that turn the direction of the text around them.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Whatever any of these finds has one of these in it; most texts have none.
_SUSPECT = re.compile("[<:\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|[wW]{3}")


def fault(text: str) -> str:
    """What is wrong, as the end of a sentence; empty where the text is plain."""
    if not _SUSPECT.search(text):
        return ""
    if _TAG.search(text):
        return "must be plain text, without HTML tags"
    if _LINK.search(text):
        return "must not hold a web address; name the source in SOURCES.md"
    return "holds a character that cannot be seen" if _HIDDEN.search(text) else ""
