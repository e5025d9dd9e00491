"""The header: three lines of text that say which database this is and how it can be opened."""

import hmac
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ketaguide.base.errors import (
    FolderNotEmpty,
    HeaderCorrupt,
    HeaderLost,
    HeaderTampered,
    HeaderUnconfirmed,
    NotAVault,
    StorageProblem,
    VaultMissing,
    VaultTooNew,
)
from ketaguide.vault import files, sight, slots, strict_json
from ketaguide.vault.keys import mac
from ketaguide.vault.slots import Slot

NAME = sight.HEADER
PREVIOUS = sight.PREVIOUS_HEADER
DAMAGED = "vault.kgh.damaged"
MOST_BYTES = 64 * 1024
MOST_SLOTS = 16
MOST_EPOCH = 999_999

_MAGIC = b"ketaguide-vault/1"
_ANY_VERSION = re.compile(rb"ketaguide-vault/[1-9][0-9]{0,5}")
_DB_FILE = re.compile(r"vault-e([1-9][0-9]{0,5})\.db", re.ASCII)
_CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_FIELDS = "app created db_file db_salt epoch inbox seq slots vault_id"
_MOST_SEQ = 10**15 - 1


@dataclass(frozen=True)
class Header:
    """What the header says. It is believed only after ``verify``.

    Attributes:
        seq: +1 with every header written.
        epoch: +1 with every new database file.
        db_salt: SQLCipher's 16 salt bytes.
        inbox: X25519 public key for notes written while locked.
    """

    vault_id: bytes
    seq: int
    epoch: int
    db_salt: bytes
    inbox: bytes
    created: str
    app: str
    slots: tuple[Slot, ...]

    @property
    def db_file(self) -> str:
        return f"vault-e{self.epoch}.db"


@dataclass(frozen=True)
class SignedHeader:
    """A header as read, with the bytes its MAC covers."""

    header: Header
    signed: bytes
    tag: bytes

    def verify(self, mac_key: bytes) -> Header:
        """The header, proven to be written by a holder of the vault key.

        Raises:
            HeaderTampered: the MAC does not fit.
        """
        if not hmac.compare_digest(self.tag, mac(mac_key, self.signed)):
            raise HeaderTampered
        return self.header


def parse(content: bytes) -> SignedHeader:
    """Read the three lines without believing them.

    Raises:
        NotAVault: it does not start like a vault of any version.
        VaultTooNew: a later version.
        HeaderCorrupt: anything else that version 1 does not allow.
    """
    first, _, rest = content[: MOST_BYTES + 1].partition(b"\n")
    if not _ANY_VERSION.fullmatch(first):
        raise HeaderCorrupt if first.startswith(_MAGIC[:-2]) else NotAVault
    if first != _MAGIC:
        raise VaultTooNew
    lines = rest.split(b"\n")
    if len(content) > MOST_BYTES or len(lines) != 3 or lines[2] != b"":
        raise HeaderCorrupt
    body, last = lines[0], lines[1]
    if not last.startswith(b"mac ") or not last.isascii():
        raise HeaderCorrupt
    tag = strict_json.decode(last[4:].decode("ascii"), length=32)
    return SignedHeader(_from_json(body), first + b"\n" + body + b"\n", tag)


def serialise(header: Header, mac_key: bytes) -> bytes:
    """The three lines, signed."""
    body = strict_json.write(
        {
            "app": header.app,
            "created": header.created,
            "db_file": header.db_file,
            "db_salt": strict_json.encode(header.db_salt),
            "epoch": header.epoch,
            "inbox": strict_json.encode(header.inbox),
            "seq": header.seq,
            "slots": [slot.fields() for slot in header.slots],
            "vault_id": strict_json.encode(header.vault_id),
        }
    )
    signed = _MAGIC + b"\n" + body + b"\n"
    tag = strict_json.encode(mac(mac_key, signed))
    return signed + b"mac " + tag.encode() + b"\n"


def load(folder: Path, *, name: str = NAME) -> SignedHeader:
    """Read and parse the header of the vault in this folder.

    Raises:
        HeaderLost: it is missing or damaged, and ``keyslots.restore_previous`` has one to try.
        VaultMissing: there is no header, or it cannot be read.
        VaultError: as ``parse``.
    """
    spare = name == NAME and (folder / PREVIOUS).is_file()
    try:
        return parse(_read(folder / name))
    except FileNotFoundError:
        raise (HeaderLost if spare else VaultMissing) from None
    except (HeaderCorrupt, NotAVault):
        # Beside a spare one, a header of which nothing is left is a damaged header.
        if spare:
            raise HeaderLost from None
        raise


def _read(path: Path) -> bytes:
    try:
        return files.read_limited(path, most=MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except (NotADirectoryError, PermissionError):
        raise VaultMissing from None
    except IsADirectoryError:
        raise NotAVault from None
    except OSError:
        # A read error is not a damaged header: the next try may succeed.
        raise StorageProblem from None


def store(folder: Path, header: Header, mac_key: bytes, *, forgets: bool = False) -> Header:
    """Write the header with a higher ``seq``; the old one becomes ``vault.kgh.prev``.

    Args:
        forgets: the old one holds a slot that was taken away, so the new one goes there as well,
            and before: until the one rename that follows, nothing has changed.

    Raises:
        HeaderUnconfirmed: the new header stands, but a power cut could bring the old one back; or
            nobody can say which of the two stands.
        VaultError: the old header still holds.
    """
    # Two: the previous header is let in where it is put back, one with a slot too many is not.
    following = replace(header, seq=header.seq + (2 if forgets else 1))
    content = serialise(following, mac_key)
    with files.translated():
        old = content if forgets else files.read_limited(folder / NAME, most=MOST_BYTES + 1)
        files.replace(folder / PREVIOUS, old)
    _put(folder, content)
    return following


def confirm(folder: Path, before: Header, after: Header, mac_key: bytes) -> None:
    """Finish a ``store`` that was not confirmed; ``after`` has the ``seq`` that ``store`` gave it.

    Raises:
        HeaderUnconfirmed: still not, or something else has changed the header meanwhile.
        VaultError: it cannot be read.
    """
    # Unverified: what is written instead is ours, and the old one may be under an older key.
    if load(folder).header not in (before, after):
        raise HeaderUnconfirmed
    try:
        _put(folder, serialise(after, mac_key))
    except StorageProblem:
        raise HeaderUnconfirmed from None


def _put(folder: Path, content: bytes) -> None:
    """Replace the header. Where only the last sync failed, the new one is live: all of it again."""
    for _ in range(2):
        try:
            files.replace(folder / NAME, content)
        except OSError as problem:
            if _is_surely_old(folder, content):
                raise files.translate(problem) from None
        else:
            return
    raise HeaderUnconfirmed


def _is_surely_old(folder: Path, content: bytes) -> bool:
    """What cannot be read back may be either."""
    try:
        return files.read_limited(folder / NAME, most=MOST_BYTES + 1) != content
    except OSError:
        return False


def create(folder: Path, header: Header, mac_key: bytes) -> None:
    """Write the first header of a folder: whole or not at all.

    Raises:
        VaultError: there is one already, or the folder cannot be written.
    """
    if os.path.lexists(folder / NAME):
        raise FolderNotEmpty
    try:
        files.replace(folder / NAME, serialise(header, mac_key))
    except OSError as problem:
        # Where only the last sync failed it is there, and the caller goes on to tidy up.
        with suppress(OSError):
            (folder / NAME).unlink(missing_ok=True)
        raise files.translate(problem) from None


def restore_previous(folder: Path) -> None:
    """Copy the previous header over the present one, which is kept as ``vault.kgh.damaged``."""
    with files.translated():
        previous = files.read_limited(folder / PREVIOUS, most=MOST_BYTES + 1)
        if (folder / NAME).is_file():
            damaged = files.read_limited(folder / NAME, most=MOST_BYTES + 1)
            files.replace(folder / DAMAGED, damaged)
        files.replace(folder / NAME, previous)


def _from_json(body: bytes) -> Header:
    found = strict_json.fields(strict_json.read(body), _FIELDS)
    epoch = strict_json.integer(found["epoch"], low=1, high=MOST_EPOCH)
    named = _DB_FILE.fullmatch(strict_json.text(found["db_file"]))
    if named is None or int(named[1]) != epoch:
        raise HeaderCorrupt
    created = strict_json.text(found["created"])
    listed = found["slots"]
    if not _CREATED.fullmatch(created) or not isinstance(listed, list):
        raise HeaderCorrupt
    if not 1 <= len(listed) <= MOST_SLOTS:
        raise HeaderCorrupt
    read = tuple(slots.read(each) for each in listed)
    if len({slot.slot_id for slot in read}) != len(read):
        raise HeaderCorrupt
    return Header(
        vault_id=strict_json.decode(found["vault_id"], length=16),
        seq=strict_json.integer(found["seq"], low=1, high=_MOST_SEQ),
        epoch=epoch,
        db_salt=strict_json.decode(found["db_salt"], length=16),
        inbox=strict_json.decode(found["inbox"], length=32),
        created=created,
        app=strict_json.text(found["app"]),
        slots=read,
    )
