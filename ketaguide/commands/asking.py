"""Passphrases for commands: from the terminal, or line by line from a descriptor."""

import getpass
import os
import warnings
from pathlib import Path

from ketaguide.base.errors import KetaGuideError, WeakPassphrase
from ketaguide.base.text import tr
from ketaguide.vault import keyfile, passphrase
from ketaguide.vault.secrets import (
    MOST_BYTES,
    Passphrase,
    PassphraseWithKeyFile,
    RecoveryCode,
    Secret,
)


class NoSecret(KetaGuideError):
    """No terminal to ask on, and no descriptor was named."""

    text = "There is no terminal to ask for the passphrase."
    next_step = "Name an open descriptor with --passphrase-fd."
    exit_code = 2


class Asker:
    """Where secrets come from. A descriptor is read once; its lines are handed out in order."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor
        self._lines: list[str] | None = None

    def present(
        self, *, is_code: bool = False, key_file: Path | None = None, what: str = ""
    ) -> Secret:
        """What opens the vault now.

        Args:
            what: the terminal's question, where it is not the usual one.

        Raises:
            NoSecret: nowhere to read it from.
            VaultError: a recovery code with a typo, or a key file that cannot be read.
        """
        if is_code:
            return RecoveryCode.parse(self._read(what or tr("Recovery code: ")))
        key = keyfile.read(key_file) if key_file is not None else None
        text = self._read(what or tr("Passphrase: "))
        return Passphrase(text) if key is None else PassphraseWithKeyFile(text, key)

    def new(self) -> Passphrase:
        """A new passphrase; on the terminal it is typed twice.

        Raises:
            WeakPassphrase: too easy to guess, or not the same twice.
        """
        text = self._read(tr("New passphrase: "))
        reason = passphrase.problem(text)
        if reason is not None:
            raise WeakPassphrase(reason, hint=tr("Nothing was changed. Try again."))
        if self._descriptor is None and self._read(tr("Again: ")) != text:
            raise WeakPassphrase(
                tr("The two are not the same."), hint=tr("Nothing was changed. Try again.")
            )
        return Passphrase(text)

    def _read(self, question: str) -> str:
        if self._descriptor is None:
            return _from_terminal(question)
        if self._lines is None:
            self._lines = _lines(self._descriptor)
        if not self._lines:
            raise NoSecret(
                tr("The descriptor held too few lines."),
                hint=tr("One line for each passphrase, the present one first."),
            )
        return self._lines.pop(0)


def _from_terminal(question: str) -> str:
    with warnings.catch_warnings():
        # Without a terminal getpass warns, and then shows what is typed.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(question)
        except (getpass.GetPassWarning, EOFError, OSError):
            raise NoSecret from None


def _lines(descriptor: int) -> list[str]:
    """At most three lines are ever needed."""
    read = b""
    try:
        while len(read) <= 3 * (MOST_BYTES + 1) and (piece := os.read(descriptor, 4096)):
            read += piece
    except OSError:
        raise NoSecret(tr("The descriptor for the passphrase cannot be read.")) from None
    try:
        text = read.decode()
    except UnicodeDecodeError:
        raise WeakPassphrase(tr("This passphrase holds characters that cannot be kept.")) from None
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
