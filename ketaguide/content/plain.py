"""What no text of a pack may hold: tags, addresses, characters that cannot be seen."""

import re

_TAG = re.compile(r"<[a-zA-Z/]")
_LINK = re.compile(r"(?i)\b(?:https?|ftp|file|mailto|javascript):|\bwww\.")
# Control characters, and the marks that turn the direction of the text around them.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def fault(text: str) -> str:
    """What is wrong, as the end of a sentence; empty where the text is plain."""
    # A quick look is enough for most: whatever is found below holds one of these.
    if (
        "<" not in text
        and ":" not in text
        and "w." not in text
        and "W." not in text
        and text.replace("\n", "").isprintable()
    ):
        return ""
    if _TAG.search(text):
        return "must be plain text, without HTML tags"
    if _LINK.search(text):
        return "must not hold a web address; name the source in SOURCES.md"
    return "holds a character that cannot be seen" if _HIDDEN.search(text) else ""
