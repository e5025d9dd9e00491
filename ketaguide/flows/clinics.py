"""What clinics gave beside guides, and which of them is a session's own."""

from collections.abc import Iterator

from ketaguide.base.errors import PackError
from ketaguide.content.clinic import FILE, Clinic, read_clinic
from ketaguide.content.files import Folder
from ketaguide.store import clinic_packs
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


def every(db: Db) -> Iterator[Clinic]:
    """The newest first; a pack that cannot be read any more holds up no help."""
    for pack in reversed(clinic_packs.every(db)):
        text = clinic_packs.files_of(pack).get(FILE)
        if text is None:
            continue
        try:
            clinic = read_clinic(Folder(pack.id, {FILE: text.encode()}))
        except PackError:
            continue
        if clinic is not None:
            yield clinic


def of_session(db: Db, session: Session | None) -> Clinic | None:
    """The clinic of the session by its name, or the one that gave something last."""
    known = list(every(db))
    named = (one for one in known if session is not None and is_named(one, session))
    return next(named, known[0] if known else None)


def is_named(clinic: Clinic, session: Session) -> bool:
    """Whether the session's plan names this clinic."""
    return clinic.name.casefold() == " ".join(session.clinic_name.split()).casefold()
