"""What a clinic gave: taken in, read again at each unlock, and removed."""

from datetime import datetime

from ketaguide.base.errors import PackError
from ketaguide.base.paths import resources
from ketaguide.content.catalogue import Catalogue
from ketaguide.content.incoming import Incoming, from_texts
from ketaguide.content.lint import load_bans
from ketaguide.content.pack import Pack
from ketaguide.flows import finish_run
from ketaguide.store import clinic_packs, runs
from ketaguide.store.clinic_packs import ClinicPack
from ketaguide.vault.db import Db


def take(db: Db, *, incoming: Incoming, now: datetime, zone: str) -> ClinicPack:
    """Keep a pack that was looked at; an older version of it goes."""
    info = incoming.pack.info
    return clinic_packs.put(
        db,
        info.id,
        imported_at=now,
        zone=zone,
        title=info.title,
        version=info.version,
        source=incoming.source,
        files=incoming.texts,
    )


def remove(db: Db, *, pack_id: str, catalogue: Catalogue, now: datetime, zone: str) -> ClinicPack:
    """Take it out. What was begun in its guides goes to the journal as far as it was written:
    without its guide nobody could open it again.

    Args:
        catalogue: with this pack, if it can be read.

    Raises:
        NotFound: it is gone already.
    """
    ours = [one for one in catalogue.guides() if one.pack_id == pack_id and one.makes.entry]
    for guide in ours:
        for run in runs.under_way(db, guide_id=guide.id):
            state = runs.state(db, run=run)
            if state.answers:
                finish_run.finish(db, guide=guide, state=state, now=now, zone=zone)
    return clinic_packs.remove(db, pack_id)


def read(db: Db, *, catalogue: Catalogue) -> Catalogue:
    """The catalogue with all that clinics gave; a pack that cannot be read is named in it."""
    core = catalogue.core
    packs: list[Pack] = []
    problems: list[PackError] = []
    given = clinic_packs.every(db)
    bans = load_bans(resources() / "wording") if given else ()
    for kept in given:
        try:
            packs.append(from_texts(kept.id, clinic_packs.files_of(kept), core=core, bans=bans))
        except PackError as problem:
            problems.append(problem)
    return catalogue.with_clinics(packs, problems=problems)
