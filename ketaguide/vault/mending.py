"""Small repairs that a check offers; restoring and compacting are work of ``epochs``."""

from typing import TYPE_CHECKING, Any

from ketaguide.base.errors import HeaderCorrupt
from ketaguide.vault import checking_folder, files, findings, header, labelling, recording

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


def mend(vault: "Vault", repair: str) -> None:
    """Do one of ``header``, ``search`` and ``modes``. On the vault thread.

    Raises:
        VaultError: nothing was changed, or not all of it; another check tells.
    """
    if repair == findings.HEADER:
        _mend_header(vault)
    elif repair == findings.SEARCH:
        vault.ask(lambda db: _make_search_anew(recording.raw(db)))
    elif repair == findings.MODES:
        with files.translated():
            checking_folder.make_private(vault.folder)
    else:
        raise ValueError("that is not a small repair")


def _mend_header(vault: "Vault") -> None:
    """From the header write its spare copy, or from the spare copy the header."""
    believed = checking_folder.read_header(vault, header.NAME)
    if believed is not None:
        header.store(vault.folder, believed, vault.keys.header_mac())
    elif checking_folder.read_header(vault, header.PREVIOUS) is not None:
        header.restore_previous(vault.folder)
    else:
        raise HeaderCorrupt


def _make_search_anew(connection: Any) -> None:
    connection.execute("INSERT INTO entry_fts(entry_fts) VALUES ('rebuild')")
    labelling.make_anew(connection)
