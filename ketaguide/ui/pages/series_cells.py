"""What one session tells under each heading of a series: as widgets, and the same as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.text import tr, trn
from ketaguide.ui.look import Look
from ketaguide.ui.pages import series_words
from ketaguide.ui.widgets.body_picture import BodyPicture
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tag import Tag

if TYPE_CHECKING:
    from ketaguide.content.words import Family
    from ketaguide.flows.series_story import Story
    from ketaguide.store.side_by_side import Stepped

Noun = Literal["when", "intention", "setting", "feelings", "body", "insights", "steps", "entries"]
NOUNS: tuple[Noun, ...] = (
    *("when", "intention", "setting", "feelings", "body", "insights", "steps", "entries"),
)


@dataclass(frozen=True)
class Telling:
    """How to tell it: the time, and each feeling word's label and family by its id."""

    now: datetime
    feelings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    body_height: int = 180


def telling(now: datetime, families: tuple[Family, ...], *, body_height: int = 180) -> Telling:
    """With the words of these families."""
    known = {word.id: (word.label, one.id) for one in families for word in one.words}
    return Telling(now, known, body_height)


def heading(noun: Noun) -> str:
    """Above what the sessions tell."""
    return {
        "when": tr("Session"),
        "intention": tr("Intention"),
        "setting": tr("Set and setting"),
        "feelings": tr("Feelings"),
        "body": tr("In the body"),
        "insights": tr("Insights"),
        "steps": tr("Steps, and what followed"),
        "entries": tr("In the journal"),
    }[noun]


def nothing() -> str:
    """Where nothing was noted, which is as good as anything."""
    return tr("Nothing noted")


def told(story: Story, noun: Noun, how: Telling) -> str:
    """``plain`` under its heading; empty where nothing was noted."""
    words = plain(story, noun, how)
    if not words:
        return ""
    head = heading(noun)
    return f"{head}:\n{words}" if "\n" in words else _labelled(head, words)


def plain(story: Story, noun: Noun, how: Telling) -> str:
    """The same as ``cell``, for reading aloud; empty where nothing was noted."""
    if noun == "when":
        return when_words(story, how.now)
    if noun == "intention":
        return story.intention
    if noun == "setting":
        return "\n".join(_labelled(line.label, _flat(line.words)) for line in story.setting)
    if noun == "feelings":
        return ", ".join(how.feelings.get(word, (word, ""))[0] for word in story.feelings)
    if noun == "body":
        return "\n".join(line.removeprefix("- ") for line in story.body_words.splitlines())
    if noun == "insights":
        return "\n".join(story.insights)
    if noun == "steps":
        return "\n".join("\n".join(_step_lines(step)) for step in story.steps)
    return entry_words(story.entries) if story.entries else ""


def when_words(story: Story, now: datetime) -> str:
    """Day, time, and how far it is."""
    day = series_words.day_line(story.session, now)
    return tr("{day}, {far}", day=day, far=series_words.state_words(story.session, now))


def entry_words(count: int) -> str:
    """ "3 entries"."""
    return trn("{count} entry", "{count} entries", count)


def cell(story: Story, noun: Noun, how: Telling, *, look: Look) -> QWidget:
    """What one session tells; a dash where nothing was noted."""
    words = plain(story, noun, how)
    name = series_words.session_name(story.place)
    if not words:
        return _dash(name, noun, look=look)
    holder, column = _column(look)
    holder.setAccessibleName(tr("{session}, {heading}", session=name, heading=heading(noun)))
    if noun == "feelings":
        column.addWidget(_feelings(story, how, look=look))
    elif noun == "body":
        column.addWidget(BodyPicture(story.body, look=look, height=how.body_height))
        column.addWidget(Small(words, look=look))
    elif noun == "setting":
        for line in story.setting:
            column.addWidget(Small(line.label, look=look))
            column.addWidget(Body(_flat(line.words), look=look))
    elif noun == "steps":
        for step in story.steps:
            action, *rest = _step_lines(step)
            column.addWidget(Body(action, look=look))
            for words in rest:
                column.addWidget(Small(words, look=look))
    elif noun == "insights":
        for insight in story.insights:
            column.addWidget(Body(insight, look=look))
    elif noun == "when":
        column.addWidget(Strong(series_words.day_line(story.session, how.now), look=look))
        column.addWidget(Small(series_words.state_words(story.session, how.now), look=look))
    else:
        column.addWidget(Body(words, look=look))
    return holder


def _dash(name: str, noun: Noun, *, look: Look) -> QWidget:
    dash = Body(tr("–"), look=look, tone="muted")
    dash.setAccessibleName(
        tr(
            "{session}, {heading}: {nothing}",
            session=name,
            heading=heading(noun),
            nothing=nothing(),
        )
    )
    return dash


def _column(look: Look) -> tuple[QWidget, Stack]:
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.gap(6))
    return holder, column


def _feelings(story: Story, how: Telling, *, look: Look) -> QWidget:
    row = QWidget()
    flow = Flow(row, gap=look.gap(6))
    for word in story.feelings:
        label, family = how.feelings.get(word, (word, ""))
        flow.addWidget(Tag(label, look=look, family=family))
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row


def _step_lines(step: Stepped) -> list[str]:
    """The step, its cue, and what was said of it since; a look that was skipped says nothing."""
    one = step.commitment
    lines = [one.action.strip() or one.value.strip() or tr("A step")]
    if one.cue.strip():
        lines.append(tr("When this happens: {cue}", cue=one.cue.strip()))
    for look in step.check_ins:
        choice = {"keep": tr("Kept"), "change": tr("Changed"), "drop": tr("Let go")}
        words = look.happened.strip()
        said = choice.get(look.choice, "")
        lines += [
            tr("{choice}: {words}", choice=said, words=words) if words and said else words or said
        ]
    return [line for line in lines if line]


def _labelled(label: str, words: str) -> str:
    """A question needs no colon after it."""
    if label.rstrip().endswith("?"):
        return tr("{question} {answer}", question=label, answer=words)
    return tr("{label}: {words}", label=label, words=words)


def _flat(words: str) -> str:
    """A list of ticks as one line."""
    if not words.startswith("- "):
        return words
    return ", ".join(line.removeprefix("- ") for line in words.splitlines() if line.strip())
