"""A person's writing as a list of deeds, done in a vault and, beside it, in a plain dictionary.

Each deed is one transaction. What the dictionary holds after a deed is what the vault must hold:
a vault that equals none of these states has lost something, or holds half a deed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from random import Random

from sqlmodel import select

from ketaguide.engine.state import RunState
from ketaguide.flows import delete_entry, save_run
from ketaguide.store import drafts, entries, insights, runs
from ketaguide.store.entries import Entry
from ketaguide.store.insights import Insight
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
ZONE = "Europe/Lisbon"
DRAFT = "entry:new"
_WORDS = ("lamp", "otter", "harbour", "slate", "fern", "quiet", "kettle", "north", "amber", "reed")
# Weighted: what a person does most, most often.
_KINDS = (
    *("add", "add", "change", "change", "delete", "draft", "draft", "draft"),
    *("progress", "progress", "keep", "several"),
)

State = dict[str, str]


@dataclass(frozen=True)
class Deed:
    """One transaction.

    Attributes:
        kind: add, change, delete, draft, progress, keep (an entry out of its draft) or several
            (three entries and an insight together).
        name: the entry's title.
    """

    kind: str
    name: str = ""
    text: str = ""


def seeded(seed: int) -> Random:
    """Chance that is the same in every run."""
    return Random(seed)  # noqa: S311 - it decides on tests, not on keys


def deeds(seed: int, count: int, *, before: Mapping[str, str]) -> list[Deed]:
    """So many deeds, the same for the same seed."""
    random, state, listed = seeded(seed), dict(before), list[Deed]()
    for number in range(count):
        names = sorted(key.removeprefix("entry ") for key in state if key.startswith("entry "))
        kind = random.choice(_KINDS)
        if kind in ("change", "delete") and len(names) < 3:
            kind = "add"
        name = random.choice(names) if kind in ("change", "delete") else f"d{seed}-{number}"
        deed = Deed(kind, name, _text(random))
        listed.append(deed)
        state = after(state, deed)
    return listed


def after(state: Mapping[str, str], deed: Deed) -> State:
    """What there is once the deed is done."""
    found = dict(state)
    if deed.kind in ("add", "change", "keep"):
        found[f"entry {deed.name}"] = deed.text
    if deed.kind == "keep":
        found.pop("draft", None)
    if deed.kind == "delete":
        del found[f"entry {deed.name}"]
        # What was drawn from an entry goes with it.
        base, _, last = deed.name.rpartition(".")
        if last == "2":
            del found[f"insight {base}"]
    if deed.kind in ("draft", "progress"):
        found[deed.kind] = deed.text
    if deed.kind == "several":
        for number in range(3):
            found[f"entry {deed.name}.{number}"] = deed.text
        found[f"insight {deed.name}"] = deed.text
    return found


def states(before: Mapping[str, str], listed: list[Deed]) -> list[State]:
    """What there is before the first deed, after it, and after each further one."""
    found = [dict(before)]
    for deed in listed:
        found.append(after(found[-1], deed))
    return found


def do(vault: Vault, deed: Deed) -> None:
    """The deed, as one question; it is on the disk when this returns."""
    vault.ask(partial(_do, deed=deed))


def fill(vault: Vault) -> State:
    """What the small vault of these tests holds at first."""
    vault.ask(_begin_run)
    first = [Deed("add", f"first{number}", _text(seeded(number))) for number in range(4)]
    listed = [*first, Deed("draft", text="half a sent"), Deed("progress", text="calm")]
    for deed in listed:
        do(vault, deed)
    return states({}, listed)[-1]


def read(db: Db) -> State:
    """The vault as a dictionary; what is there twice has a name that no deed gives."""
    found: State = {}
    for entry in db.exec(select(Entry)):
        again = " again" if f"entry {entry.title}" in found else ""
        found[f"entry {entry.title}{again}"] = entry.body
    for insight in db.exec(select(Insight)):
        again = " again" if f"insight {insight.asks}" in found else ""
        found[f"insight {insight.asks}{again}"] = insight.text
    for draft in drafts.every(db):
        found["draft"] = draft.content
    run = _run(db)
    words = runs.state(db, run=run).answers.get("words") if run is not None else None
    if words is not None:
        found["progress"] = str(words)
    return found


def _do(db: Db, *, deed: Deed) -> None:
    if deed.kind in ("add", "keep"):
        _add(db, deed.name, deed.text, draft_key=DRAFT if deed.kind == "keep" else "")
    elif deed.kind == "change":
        entries.change(db, _named(db, deed.name).id, body=deed.text)
    elif deed.kind == "delete":
        delete_entry.delete(db, entry_id=_named(db, deed.name).id)
    elif deed.kind == "draft":
        drafts.put(db, key=DRAFT, content=deed.text)
    elif deed.kind == "progress":
        run = _run(db)
        assert run is not None
        state = RunState(run_id=run.id, guide_id=run.guide_id, answers={"words": deed.text})
        save_run.save_state(db, state=state)
    else:
        for number in range(3):
            made = _add(db, f"{deed.name}.{number}", deed.text)
        insights.add(db, entry_id=made.id, text=deed.text, asks=deed.name)


def _add(db: Db, title: str, body: str, *, draft_key: str = "") -> Entry:
    return entries.add(db, draft_key=draft_key, title=title, body=body, written_at=NOW, zone=ZONE)


def _named(db: Db, title: str) -> Entry:
    return db.exec(select(Entry).where(Entry.title == title)).one()


def _begin_run(db: Db) -> None:
    runs.add(
        db,
        guide_id="day-after",
        pack_id="core",
        pack_version="1",
        language="en",
        started_at=NOW,
        zone=ZONE,
    )


def _run(db: Db) -> Run | None:
    return runs.open_for(db, guide_id="day-after", session_id=None)


def _text(random: Random) -> str:
    """Mostly a few lines; now and then pages, so that records overflow and the file grows."""
    count = random.choice((3, 10, 30, 100, 300, 2000))
    return " ".join(random.choice(_WORDS) + str(random.randrange(1000)) for _ in range(count))
