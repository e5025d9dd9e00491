"""Whether the encryption library on this computer is the one the vault was proven with."""

from typing import Any

from ketaguide.base.errors import VaultError
from ketaguide.base.text import tr

# Source: the version whose page format, defaults and faults were measured.
_LEAST_CIPHER = (4, 19)
_PAGE_BYTES = "4096"
# Source: SQLite compile-time options: 2 keeps temporary tables in memory unless a pragma asks
# otherwise, 3 always; 1 is the serialized threading mode.
_OPTIONS = (
    ("TEMP_STORE=2", "TEMP_STORE=3"),
    ("THREADSAFE=1",),
    ("ENABLE_FTS5",),
)


def check(connection: Any) -> None:
    """Ask a connection that has just been given its key. It fails closed.

    Raises:
        VaultError: another version, no page authentication, another page size, no index of words,
            temporary files on the disk, or not made for several threads.
    """
    run = connection.execute
    if _version(_one(run("PRAGMA cipher_version"))) < _LEAST_CIPHER:
        raise unusable()
    if _one(run("PRAGMA cipher_use_hmac")) != "1":
        raise unusable()
    if _one(run("PRAGMA cipher_page_size")) != _PAGE_BYTES:
        raise unusable()
    built_with = {str(option) for (option,) in run("PRAGMA compile_options")}
    if any(built_with.isdisjoint(one_of) for one_of in _OPTIONS):
        raise unusable()


def unusable() -> VaultError:
    """The error of a library that does not do what it must."""
    return VaultError(
        tr("The encryption library on this computer cannot be used."),
        hint=tr("Install KetaGuide again. The vault is unchanged."),
    )


def _version(text: str) -> tuple[int, ...]:
    """``4.19.0 community`` as numbers; nothing where it is no version of format 4."""
    numbers = tuple(int(part) for part in text.partition(" ")[0].split(".") if part.isdigit())
    return numbers if numbers[:1] == _LEAST_CIPHER[:1] else ()


def _one(rows: Any) -> str:
    row = rows.fetchone()
    return "" if row is None else str(row[0])
