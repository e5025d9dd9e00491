"""No passphrase and no key shows itself: in a log, a ``repr``, or a traceback with its locals."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.errors import RecoveryCodeTypo
from ketaguide.vault import header, keyslots, opener, slots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, PracticeKey
from ketaguide.vault.vault import Vault
from tests.helpers.canary import hits, key_forms, new_canary
from tests.helpers.small_vaults import POLICY, Made, clock, make
from tests.journeys.remote import running


def _shown_keys(data: bytes, keys: VaultKeys) -> list[str]:
    """Which of the vault's keys the bytes hold, in whichever spelling."""
    known = {
        "vault": bytes(keys.key),
        "database": keys.database(1),
        "header": keys.header_mac(),
        "history": keys.history_chain(),
        "state": keys.local_state(),
    }
    return [
        f"{name} key as {form}"
        for name, key in known.items()
        for form, spelled in key_forms(key).items()
        if spelled in data
    ]


@dataclass(frozen=True)
class Session:
    """What is left of a session in which every library said all it could."""

    words: str
    written: str
    keys: VaultKeys
    log: bytes
    shown: bytes


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    root = tmp_path_factory.mktemp("secrets")
    words, written = new_canary(), new_canary()
    log, before, after = root / "log.txt", root / "before.txt", root / "after.txt"
    folder = root / "world"
    folder.mkdir()
    with running(folder) as remote:
        remote.do("log", str(log))
        remote.do("press", "create")
        remote.do("type", "passphrase", words)
        remote.do("type", "passphrase_again", words)
        remote.do("key", "Return")
        remote.do("press", "make_code")
        remote.do("press", "noted")
        remote.do("press", "later")
        remote.do("wait", "home_page")
        remote.do("key", "Ctrl+N")
        remote.do("type", "entry_body", written)
        remote.do("press", "entry_keep")
        remote.do("gone", "entry_page")
        remote.do("show_all", str(before))
        remote.end()
    with running(folder) as remote:
        remote.do("log", str(log))
        remote.do("type", "passphrase", f"{words} not quite")
        remote.do("key", "Return")
        remote.do("wait", "passphrase")
        remote.do("clear", "passphrase")
        remote.unlock(words)
        remote.do("show_all", str(after))
        remote.end()
    vault = next(folder.rglob("vault.kgh")).parent
    keys = keyslots.unlock(vault, Passphrase(words), policy=KdfPolicy.for_tests())
    shown = before.read_bytes() + after.read_bytes()
    return Session(words, written, keys, log.read_bytes(), shown)


@pytest.mark.promise("C-09")
def test_no_log_holds_a_key(session: Session) -> None:
    """At DEBUG SQLAlchemy tells every row: what a person wrote is there, so keys would be."""
    assert hits(session.log, [session.written])
    assert hits(session.log, [session.words]) == []
    assert _shown_keys(session.log, session.keys) == []


@pytest.mark.promise("C-09")
def test_no_object_shows_a_key(session: Session) -> None:
    for known in (b"<Vault open>", b"VaultKeys(", b"Target(", b"Engine(sqlite://)"):
        assert known in session.shown
    assert hits(session.shown, [session.words]) == []
    assert _shown_keys(session.shown, session.keys) == []


@pytest.mark.promise("C-09")
def test_a_key_that_showed_would_be_found(session: Session) -> None:
    keys = session.keys
    spellings = (keys.key, bytes(keys.key), [*keys.database(1)], keys.header_mac().hex())
    for shown in map(str, spellings):
        assert _shown_keys(f"x{shown}y".encode(), keys)
    for odd in (bytes(range(256)), b"'" * 32, b"\"'" * 16):
        for form in (str(odd), str(bytearray(odd))):
            assert any(spelled in form.encode() for spelled in key_forms(odd).values())


def _as_told(work: Callable[[], object]) -> bytes:
    """The error of the work, and what led to it, with every local variable of the program."""
    told: list[str] = []
    try:
        work()
    except Exception as problem:
        each: BaseException | None = problem
        while each is not None:
            shown = traceback.TracebackException.from_exception(each, capture_locals=True)
            told += shown.format_exception_only()
            ours = [frame for frame in shown.stack if "/ketaguide/" in frame.filename]
            told += [f"{frame.name} {frame.lineno} {frame.locals}" for frame in ours]
            each = each.__context__
    assert told, "nothing went wrong"
    return "\n".join(told).encode()


def _failures(made: Made, words: str, keys: VaultKeys) -> Iterator[Callable[[], object]]:
    folder = made.folder
    wrong = Passphrase(f"{words} but wrong")
    both = PassphraseWithKeyFile(f"{words} and a file", bytes(keys.key))
    for secret in (wrong, both, PracticeKey(bytes(keys.key)), RecoveryCode(bytes(keys.key[:16]))):
        yield partial(keyslots.unlock, folder, secret, policy=POLICY)
    yield lambda: keyslots.unlock(folder / "x", Passphrase(words), policy=POLICY)
    yield lambda: keyslots.unlock(folder, Passphrase(words))  # below the real floor
    for odd in (f"{words}\ud800", f"{words}{'x' * 2000}"):
        yield partial(keyslots.unlock, folder, Passphrase(odd), policy=POLICY)
        yield partial(keyslots.change_passphrase, folder, keys, Passphrase(odd), policy=POLICY)
    yield lambda: Vault.create(folder, keys, clock=clock())
    yield lambda: Vault.open(folder / "x", keys, clock=clock())
    key = bytearray(keys.database(1))
    yield lambda: opener.open_existing(Target(folder / "none.db", key, bytes(16)))
    yield lambda: opener.open_existing(Target(made.database, key, bytes(16)))  # another salt
    yield lambda: opener.create(Target(made.database, key, bytes(16)))
    yield lambda: opener.open_existing(Target(made.database, key[:31], bytes(16)))
    yield lambda: slots.wrap(keys.key, wrong, vault_id=b"", params=None)  # type: ignore[arg-type]
    yield lambda: header.store(folder / "x", header.load(folder).header, keys.header_mac())
    yield lambda: keyslots.remove(folder, keys, "ffffffff")


@pytest.mark.promise("C-09")
def test_no_traceback_shows_a_key(tmp_path: Path) -> None:
    words = new_canary()
    made = make(tmp_path / "v", words=words)
    keys = made.keys(words)
    told = [_as_told(work) for work in _failures(made, words, keys)]
    for number, each in enumerate(told):
        assert (number, hits(each, [words])) == (number, [])
        assert (number, _shown_keys(each, keys)) == (number, [])
    assert sum(b"unlock" in each for each in told) >= 8


@pytest.mark.promise("C-09")
def test_a_typo_does_not_repeat_the_code(tmp_path: Path) -> None:
    code = RecoveryCode(bytes(range(16)))
    groups = list(code.groups())
    groups[3] = groups[3][::-1]
    try:
        RecoveryCode.parse("-".join(groups))
    except RecoveryCodeTypo as problem:
        told = traceback.TracebackException.from_exception(problem)
        assert groups[0] not in "".join(told.format())
