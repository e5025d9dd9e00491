"""What a clinic gave: taken in, read again at each unlock, and removed."""

from datetime import datetime

from ketaguide.base.errors import PackError
from ketaguide.base.paths import resources
from ketaguide.content.catalogue import Catalogue
from ketaguide.content.incoming import Incoming, from_texts
from ketaguide.content.lint import load_bans
from ketaguide.content.pack import Pack
from ketaguide.store import clinic_packs
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
