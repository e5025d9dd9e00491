"""A change of an entry in words: what became different, and how it was before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ketaguide.base.text import tr, trn
from ketaguide.ui.models.entry_text import moment_words, phase_words
from ketaguide.ui.models.entry_told import families_of, feeling_words

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.flows.versions import Change


def field_names() -> Mapping[str, str]:
    """What parts of an entry are called, apart from its words."""
    return {
        "title": tr("Title"),
        "written_at": tr("Day and time"),
        "zone": tr("Time zone"),
        "phase": tr("Phase"),
        "session_id": tr("Session"),
        "feelings": tr("Feelings"),
        "mood": tr("Mood"),
        "energy": tr("Energy"),
        "tags": tr("Tags"),
    }


def change_words(change: Change) -> str:
    """ "12 words added · 3 words taken out · Mood"."""
    told = []
    if change.words_added:
        told.append(trn("{count} word added", "{count} words added", change.words_added))
    if change.words_gone:
        told.append(trn("{count} word taken out", "{count} words taken out", change.words_gone))
    if "body" in change.fields and not told:
        told.append(tr("Words in another order, or other marks"))
    names = field_names()
    told += [names[name] for name in change.fields if name in names]
    return " · ".join(told)


def fact_lines(
    before: Mapping[str, Any], after: Mapping[str, Any], *, catalogue: Catalogue
) -> list[str]:
    """A line for each part that differs: "Mood: 4 before, 7 after"."""
    lines = []
    for name, label in field_names().items():
        if before.get(name) == after.get(name):
            continue
        if name == "session_id":
            lines.append(tr("Session: another one"))
            continue
        old, new = (_words(name, one, catalogue) for one in (before, after))
        if old != new:
            lines.append(tr("{label}: {old} before, {new} after", label=label, old=old, new=new))
    return lines


def _words(name: str, told: Mapping[str, Any], catalogue: Catalogue) -> str:
    value = told.get(name)
    words = "" if value is None else str(value)
    if name == "written_at" and words:
        words = moment_words(datetime.fromisoformat(words), str(told.get("zone") or "UTC"))
    elif name == "phase":
        words = phase_words(words)
    elif name == "feelings" and words:
        words = ", ".join(feeling_words(json.loads(words), families_of(catalogue)))
    elif name == "tags" and words:
        words = ", ".join(json.loads(words))
    return words.strip() or tr("nothing")
