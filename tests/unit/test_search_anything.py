"""Search against a plain reading of every entry, and against anything that can be typed."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from ketaguide.store import attachments, entries, search
from ketaguide.store.narrowing import Filter
from ketaguide.store.search import Order
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import NOW, ZONE, new_vault

WORDS = (
    *("lake", "Lakes", "late", "ladder", "bridge", "café", "Über", "naïve", "quiet", "озеро"),
    *("湖", "rain", "river", "I", "a", "to", "fear", "fearless", "don't", "7:45", "🙂", "مطر"),
)
PLAIN = tuple(word for word in WORDS if word not in ("don't", "7:45"))
TAGS, FELT, PHASES = ("Water", "work", "night"), ("calm", "awe"), ("", "integration")
KINDS = ("note", "day-after")
PIECES = (
    *("lake", "AND", "OR", "NOT", "NEAR(", "title:", "body:", '"', "'", "*", "^", "+", "-", "("),
    *(")", "{", "}", "[", ":", ";", "--", "%", "_", "\\", "\0", "\ud800", "\udfff", "🙂", "👩‍🚀"),
    *("مطر", "\u202e", "湖は広い", "é", "e\u0301", "\u0301", "ﬁ", "İ", "ß", " ", "\n", "\t"),
    *("\u200b", "\ufeff", "x" * 300, "1", "entry_fts", "rank", "MATCH", "' OR 1=1 --", "?"),
    *("\u00a0", "\ue000", "٣", "a*", '""'),
)


@dataclass(frozen=True)
class Known:
    """What the plain reading knows of an entry."""

    id: str
    text: str
    at: datetime
    facts: Filter


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, list[Known]]]:
    """Entries that differ in everything a list is narrowed by, in no order."""
    vault = new_vault(tmp_path_factory.mktemp("anything") / "v")
    random = Random(11)  # noqa: S311 - the same every time
    with vault.transaction() as db:
        known = [_entry(db, random, number) for number in range(160)]
    yield vault, sorted(known, key=lambda one: (one.at, one.id), reverse=True)
    vault.close()


def _entry(db: Db, random: Random, number: int) -> Known:
    body = " ".join(random.choices(WORDS, k=random.randrange(1, 9)))
    facts = Filter(
        tag=random.choice(("", *TAGS)),
        feeling=random.choice(("", *FELT)),
        phase=random.choice(PHASES),
        kind=random.choice(KINDS),
        session_id=random.choice(("", "s1", "s2")),
        pinned=random.random() < 0.3,
        has_pictures=random.random() < 0.2,
    )
    at = NOW - timedelta(hours=random.randrange(2000))
    tag = random.choice((facts.tag, facts.tag.upper(), facts.tag.lower()))
    made = entries.add(
        db,
        title=f"Note {number}",
        body=body,
        written_at=at,
        zone=ZONE,
        kind=facts.kind,
        phase=facts.phase,  # type: ignore[arg-type]
        session_id=facts.session_id or None,
        pinned=facts.pinned,
        tags=entries.tags_text([tag]),
        feelings=entries.feelings_text({facts.feeling: 4} if facts.feeling else {}),
    )
    if facts.has_pictures:
        shape = {"position": 0, "bytes": 1, "width": 1, "height": 1}
        for _ in range(2):
            attachments.add(
                db,
                b"x",
                entry_id=made.id,
                mime="image/png",
                sha256="",
                title="",
                **shape,  # type: ignore[arg-type]
            )
    return Known(made.id, f"Note {number} {body}", at, facts)


def _wanted(random: Random) -> Filter:
    """A few conditions, none perhaps."""

    def some(*values: object) -> object:
        return random.choice(values) if random.random() < 0.3 else values[0]

    since = NOW - timedelta(hours=random.randrange(2000)) if random.random() < 0.2 else None
    return Filter(
        tag=str(some("", *TAGS, "WATER")),
        feeling=str(some("", *FELT)),
        phase=str(some("", "integration")),
        kind=str(some("", *KINDS)),
        session_id=str(some("", "s1", "gone")),
        pinned=bool(some(False, True)),
        has_pictures=bool(some(False, True)),
        since=since,
        until=since + timedelta(hours=900) if since else None,
    )


def _fits(one: Known, wanted: Filter) -> bool:
    has = one.facts
    return (
        wanted.tag.casefold() in ("", has.tag.casefold())
        and wanted.feeling in ("", has.feeling)
        and wanted.phase in ("", has.phase)
        and wanted.kind in ("", has.kind)
        and wanted.session_id in ("", has.session_id)
        and (has.pinned or not wanted.pinned)
        and (has.has_pictures or not wanted.has_pictures)
        and (wanted.since is None or wanted.since <= one.at)
        and (wanted.until is None or one.at < wanted.until)
    )


def _reads(text: str, words: list[str]) -> bool:
    """Every word is one of the text; the last may be the beginning of one."""
    has = _tokens(text)
    *whole, last = [_tokens(word)[0] for word in words]
    is_open = len(words[-1]) > 1 or not words[-1].isascii()
    ends = any(one.startswith(last) for one in has) if is_open else last in has
    return ends and all(word in has for word in whole)


def _tokens(text: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare.casefold()).split()


@pytest.mark.parametrize("with_filters", [False, True])
def test_five_hundred_plain_queries_equal_a_plain_reading(
    journal: tuple[Vault, list[Known]], with_filters: bool
) -> None:
    vault, known = journal
    random = Random(500)  # noqa: S311 - the same every time
    met = 0
    with vault.transaction() as db:
        for number in range(500):
            typed = random.choices(PLAIN, k=random.randrange(1, 4))
            typed[-1] = typed[-1][: random.randrange(1, len(typed[-1]) + 1)]
            wanted = replace(_wanted(random) if with_filters else Filter(), text=" ".join(typed))
            words = [word for word in typed if _tokens(word)]
            fit = [one for one in known if _fits(one, wanted)]
            right = [one.id for one in fit if not words or _reads(one.text, words)]
            order: Order = "best" if number % 4 == 0 else "newest"
            found = search.find(db, filter=wanted, order=order, limit=500)
            ids = [row.id for row in found.rows]
            assert found.count == len(right), wanted
            assert (ids if order == "newest" or not words else sorted(ids)) == (
                right if order == "newest" or not words else sorted(right)
            ), wanted
            met += bool(right)
    assert met > 100, "most of these queries would find nothing either way"


def test_ten_thousand_random_strings_are_survived(journal: tuple[Vault, list[Known]]) -> None:
    vault, _known = journal
    random = Random(10_000)  # noqa: S311 - the same every time
    with vault.transaction() as db:
        for number in range(10_000):
            text = "".join(random.choices(PIECES, k=random.randrange(1, 9)))
            if number % 3 == 0:
                text += "".join(chr(random.randrange(0x11_0000)) for _ in range(5))
            wanted = _wanted(random) if number % 2 else Filter()
            order: Order = "best" if number % 5 == 0 else "newest"
            found = search.find(db, text=text, filter=wanted, order=order, limit=3)
            assert len(found.rows) == min(found.count, 3), ascii(text)


def test_many_hits_come_in_order_however_they_were_stored(tmp_path: Path) -> None:
    """More than are put in order whole: oldest stored first, newest first, and in no order."""
    count = search.FEW + 200
    for way in ("grown", "reversed", "mixed"):
        hours = list(range(count))
        if way != "reversed":
            hours.reverse()
        if way == "mixed":
            Random(3).shuffle(hours)  # noqa: S311 - the same every time
        vault = new_vault(tmp_path / way)
        with vault.transaction() as db:
            for hour in hours:
                at = NOW - timedelta(hours=hour)
                entries.add(db, title=str(hour), body="lake", written_at=at, zone=ZONE)
            for limit, offset in ((50, 0), (20, 100), (300, 1100), (5, 5000)):
                found = search.find(db, text="lake", limit=limit, offset=offset)
                there = [str(hour) for hour in range(count)][offset : offset + limit]
                assert ([row.title for row in found.rows], found.count) == (there, count), way
        vault.close()
