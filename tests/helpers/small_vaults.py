"""Small vaults to be damaged: tiny key derivation, a fixed clock, a closed folder."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ketaguide.base.clock import FixedClock
from ketaguide.vault import keyslots, strict_json
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault

WORDS = "seven quiet otters read by the lamp"
POLICY = KdfPolicy.for_tests()


def clock() -> FixedClock:
    """Always the same moment, until it is told otherwise."""
    return FixedClock(datetime(2025, 3, 1, 12, 0, tzinfo=UTC))


@dataclass
class Made:
    """A closed vault in a folder, with what opens it."""

    folder: Path
    clock: FixedClock = field(default_factory=clock)

    def keys(self, words: str = WORDS) -> VaultKeys:
        return keyslots.unlock(self.folder, Passphrase(words), policy=POLICY)

    def open(self, **options: Any) -> Vault:
        return Vault.open(self.folder, self.keys(), clock=self.clock, **options)

    @property
    def database(self) -> Path:
        return next(self.folder.glob("vault-e*.db"))

    @property
    def header(self) -> Path:
        return self.folder / "vault.kgh"

    def header_fields(self) -> dict[str, Any]:
        return strict_json.read(self.header.read_bytes().split(b"\n")[1])

    @property
    def db_salt(self) -> bytes:
        return strict_json.decode(self.header_fields()["db_salt"], length=16)

    def write_header_fields(self, found: dict[str, Any]) -> None:
        """Replace line 2 and leave the MAC as it was."""
        lines = self.header.read_bytes().split(b"\n")
        lines[1] = strict_json.write(found)
        self.header.write_bytes(b"\n".join(lines))


def make(folder: Path, *, words: str = WORDS, state: Path | None = None) -> Made:
    """A new vault, closed again."""
    made = Made(folder)
    keys = keyslots.create(folder, passphrase=Passphrase(words), clock=made.clock, policy=POLICY)
    Vault.create(folder, keys, clock=made.clock, state=state).close()
    return made
