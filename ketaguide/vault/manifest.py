"""The first lines of a backup: what it is, in readable text that proves itself."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ketaguide.base.errors import BackupInvalid, HeaderCorrupt, VaultDamaged, VaultTooNew
from ketaguide.base.text import tr
from ketaguide.vault import header, strict_json
from ketaguide.vault.header import SignedHeader
from ketaguide.vault.keys import VaultKeys, mac

_MAGIC = b"ketaguide-backup/1"
_ANY_VERSION = re.compile(rb"ketaguide-backup/[1-9][0-9]{0,5}")
_FIELDS = "app at db_salt db_sha256 db_size facts generation header id reason"
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_REASON = re.compile(r"[a-z][a-z-]{0,31}", re.ASCII)
_AT = "%Y-%m-%dT%H:%M:%SZ"
_MOST_NUMBER = 10**15 - 1
# A header of the largest size in base64, the facts, and everything else.
MOST_BYTES = 128 * 1024
_FACTS_STEP, _MOST_FACTS = 1024, 16 * 1024
_TAG_BYTES = 16
# Each key is used for one text.
_NONCE = bytes(12)


@dataclass(frozen=True)
class Facts:
    """What is told in encrypted form: it says how much a person has written.

    Attributes:
        counts: rows by table.
        head: the MAC of the newest line of history.
    """

    counts: Mapping[str, int]
    head: str

    @property
    def entries(self) -> int:
        """How many entries there are; none in a vault from before there were any."""
        return self.counts.get("entry", 0)


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself; it is believed only after ``verify``.

    Attributes:
        facts: encrypted, see ``open_facts``.
        vault: the vault's header as it was, which opens with a person's secret.
    """

    backup_id: str
    app: str
    at: datetime
    reason: str
    generation: int
    db_salt: bytes
    db_size: int
    db_hash: bytes
    facts: bytes
    vault: bytes


@dataclass(frozen=True)
class Found:
    """A backup's first lines as read.

    Attributes:
        signed: the bytes its MAC covers.
        start: where the database begins.
        size: of the whole file.
    """

    manifest: Manifest
    vault: SignedHeader
    signed: bytes
    tag: bytes
    start: int
    size: int


def seal(facts: Facts, key: bytes | bytearray) -> bytes:
    """The facts, padded and encrypted."""
    text = strict_json.write({"counts": dict(facts.counts), "head": facts.head})
    padded = text.ljust(-(-len(text) // _FACTS_STEP) * _FACTS_STEP)
    return ChaCha20Poly1305(bytes(key)).encrypt(_NONCE, padded, _MAGIC)


def open_facts(found: Found, keys: VaultKeys) -> Facts:
    """The facts of a backup that ``verify`` has proven.

    Raises:
        BackupInvalid: they are not what this program writes.
    """
    cipher = ChaCha20Poly1305(keys.backup_facts(found.manifest.backup_id))
    try:
        text = cipher.decrypt(_NONCE, found.manifest.facts, _MAGIC)
        read = strict_json.fields(strict_json.read(text.rstrip(b" ")), "counts head")
        counts = read["counts"] if isinstance(read["counts"], dict) else {}
        return Facts(
            {name: strict_json.integer(n, low=0, high=_MOST_NUMBER) for name, n in counts.items()},
            strict_json.text(read["head"]),
        )
    except (InvalidTag, HeaderCorrupt):
        raise damaged() from None


def parse(start: bytes, *, size: int) -> Found:
    """Read the first lines, strictly and without believing them.

    Args:
        start: the file's first ``MOST_BYTES``, or all of it.
        size: of the whole file.

    Raises:
        BackupInvalid: not a backup, damaged, or cut off.
        VaultTooNew: of a later version.
    """
    first, _, rest = start.partition(b"\n")
    if _ANY_VERSION.fullmatch(first) and first != _MAGIC:
        raise VaultTooNew(tr("This backup was made by a newer KetaGuide."))
    if first != _MAGIC:
        raise BackupInvalid(tr("This file is not a KetaGuide backup."))
    body, _, rest = rest.partition(b"\n")
    total, _, rest = rest.partition(b"\n")
    last, end, _ = rest.partition(b"\n")
    signed = first + b"\n" + body + b"\n"
    try:
        # Tells a damaged file from an unknown passphrase, which no MAC can.
        if _base64(total, b"sum ") != sha256(signed).digest() or not end:
            raise HeaderCorrupt
        manifest = _from_json(body)
        tag = _base64(last, b"mac ")
        vault = header.parse(manifest.vault)
    except VaultDamaged:
        raise damaged() from None
    found = Found(manifest, vault, signed, tag, len(signed) + len(total) + len(last) + 2, size)
    if size != found.start + manifest.db_size:
        raise BackupInvalid(tr("This backup is not complete: a part of the file is missing."))
    return found


def serialise(manifest: Manifest, mac_key: bytes | bytearray) -> bytes:
    """The four lines, signed."""
    body = strict_json.write(
        {
            "app": manifest.app,
            "at": manifest.at.astimezone(UTC).strftime(_AT),
            "db_salt": strict_json.encode(manifest.db_salt),
            "db_sha256": strict_json.encode(manifest.db_hash),
            "db_size": manifest.db_size,
            "facts": strict_json.encode(manifest.facts),
            "generation": manifest.generation,
            "header": strict_json.encode(manifest.vault),
            "id": manifest.backup_id,
            "reason": manifest.reason,
        }
    )
    signed = _MAGIC + b"\n" + body + b"\n"
    total = strict_json.encode(sha256(signed).digest()).encode()
    tag = strict_json.encode(mac(mac_key, signed)).encode()
    return signed + b"sum " + total + b"\nmac " + tag + b"\n"


def fits(found: Found, keys: VaultKeys) -> bool:
    """Whether it was made under these keys, and what it says was not changed."""
    same = hmac.compare_digest(found.vault.header.vault_id, keys.vault_id)
    return same and hmac.compare_digest(found.tag, mac(keys.backup_mac(), found.signed))


def verify(found: Found, keys: VaultKeys) -> Manifest:
    """The manifest, proven to be written by a holder of the vault key.

    Raises:
        BackupInvalid: of another vault, made under another key, or changed.
    """
    if fits(found, keys):
        return found.manifest
    if found.vault.header.vault_id != keys.vault_id:
        raise _foreign()
    if _holds_ours(found, keys):
        raise _changed()
    raise BackupInvalid(
        tr("This backup was made before the key of the vault was changed."),
        hint=tr("It opens with the passphrase or recovery code of that time."),
    )


def why_not(found: Found, keys: VaultKeys) -> str:
    """What is wrong with it beside these keys; "" where nothing is but that the key has changed."""
    if found.vault.header.vault_id != keys.vault_id:
        return _foreign().user_text
    return _changed().user_text if not fits(found, keys) and _holds_ours(found, keys) else ""


def _holds_ours(found: Found, keys: VaultKeys) -> bool:
    """Whether the header inside was written under these keys."""
    try:
        found.vault.verify(keys.header_mac())
    except VaultDamaged:
        return False
    return True


def damaged() -> BackupInvalid:
    """The file is not as it was written, whatever the cause."""
    return BackupInvalid(tr("This backup is damaged. Your passphrase is not the problem."))


def _foreign() -> BackupInvalid:
    return BackupInvalid(tr("This backup belongs to another vault."))


def _changed() -> BackupInvalid:
    return BackupInvalid(tr("This backup was changed by something other than KetaGuide."))


def _from_json(body: bytes) -> Manifest:
    read = strict_json.fields(strict_json.read(body), _FIELDS)
    named, reason = strict_json.text(read["id"]), strict_json.text(read["reason"])
    if not _ID.fullmatch(named) or not _REASON.fullmatch(reason):
        raise HeaderCorrupt
    facts = _long(read["facts"], most=_MOST_FACTS + _TAG_BYTES)
    if len(facts) % _FACTS_STEP != _TAG_BYTES:
        raise HeaderCorrupt
    return Manifest(
        backup_id=named,
        app=strict_json.text(read["app"]),
        at=_moment(strict_json.text(read["at"])),
        reason=reason,
        generation=strict_json.integer(read["generation"], low=0, high=_MOST_NUMBER),
        db_salt=strict_json.decode(read["db_salt"], length=16),
        db_size=strict_json.integer(read["db_size"], low=1, high=_MOST_NUMBER),
        db_hash=strict_json.decode(read["db_sha256"], length=32),
        facts=facts,
        vault=_long(read["header"], most=header.MOST_BYTES),
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.strptime(text, _AT).replace(tzinfo=UTC)
    except ValueError:
        raise HeaderCorrupt from None
    if moment.strftime(_AT) != text:
        raise HeaderCorrupt
    return moment


def _long(value: Any, *, most: int) -> bytes:
    """Canonical base64 of up to so many bytes."""
    if not isinstance(value, str):
        raise HeaderCorrupt
    length = len(value) // 4 * 3 - value[-2:].count("=")
    if length > most:
        raise HeaderCorrupt
    return strict_json.decode(value, length=length)


def _base64(line: bytes, label: bytes) -> bytes:
    if not line.startswith(label) or not line.isascii():
        raise HeaderCorrupt
    return strict_json.decode(line.removeprefix(label).decode("ascii"), length=32)
