"""An encryption library that does less than it must is refused, and no bad key reaches it."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ketaguide.base.errors import VaultError, VaultLocked
from ketaguide.vault import opener
from ketaguide.vault.opener import Target
from tests.helpers.small_vaults import Made, make

Rows = list[tuple[str]]
RANDOM = random.Random(10)  # noqa: S311 - the same wrong keys in every run


class Library:
    """A module that stands in for the driver, whose answers to one question are not its own."""

    def __init__(self, question: str = "", change: Callable[[Rows], Rows] = list) -> None:
        self.question = question
        self.change = change
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(dbapi2, name)

    def connect(self, *given: Any, **named: Any) -> "Connection":
        return Connection(dbapi2.connect(*given, **named), self)


class Connection:
    """The driver's connection, but for that one question."""

    def __init__(self, real: Any, library: Library) -> None:
        self._real = real
        self._library = library

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, statement: str, *given: Any) -> Any:
        self._library.asked.append(statement)
        rows = self._real.execute(statement, *given)
        if self._library.question and statement == f"PRAGMA {self._library.question}":
            return Answer(self._library.change([(str(first),) for (first, *_) in rows]))
        return rows


class Answer:
    def __init__(self, rows: Rows) -> None:
        self._rows = iter(rows)

    def fetchone(self) -> tuple[str] | None:
        return next(self._rows, None)

    def __iter__(self) -> Iterator[tuple[str]]:
        return self._rows


def _without(*options: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if row[0] not in options]


def _is(answer: str) -> Callable[[Rows], Rows]:
    return lambda _rows: [(answer,)]


LACKING: tuple[tuple[str, str, Callable[[Rows], Rows]], ...] = (
    ("version", "cipher_version", _is("4.18.9 community")),
    ("temporary files", "compile_options", _without("TEMP_STORE=2", "TEMP_STORE=3")),
    ("authentication", "cipher_use_hmac", _is("0")),
    ("page size", "cipher_page_size", _is("1024")),
    ("index", "compile_options", _without("ENABLE_FTS5")),
    (
        "threads",
        "compile_options",
        lambda rows: [*_without("THREADSAFE=1")(rows), ("THREADSAFE=0",)],
    ),
)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.mark.promise("S-02")
@pytest.mark.parametrize(("_what", "question", "change"), LACKING, ids=[row[0] for row in LACKING])
def test_a_library_that_lacks_something_is_refused(
    made: Made,
    _what: str,
    question: str,
    change: Callable[[Rows], Rows],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither an old vault is opened with it nor a new one made, and no file is touched."""
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    monkeypatch.setattr(opener, "dbapi2", Library(question, change))
    new = made.folder / "vault-e9.db"
    for attempt in (made.open, lambda: opener.create(Target(new, bytearray(32), bytes(16)))):
        with pytest.raises(VaultError, match="encryption library"):
            attempt()
    assert {path: path.read_bytes() for path in made.folder.iterdir()} == before


@pytest.mark.promise("S-02")
@pytest.mark.parametrize("answer", ["", "3.53.4", "5.0.0 community", "4.x community", "4.19"])
def test_only_a_version_of_the_known_format_is_taken(
    made: Made, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opener, "dbapi2", Library("cipher_version", _is(answer)))
    if answer == "4.19":
        made.open().close()
        return
    with pytest.raises(VaultError, match="encryption library"):
        made.open()


@pytest.mark.promise("S-02")
def test_the_library_here_is_whole(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with its own answers the same stand-in opens the vault."""
    library = Library("compile_options")
    monkeypatch.setattr(opener, "dbapi2", library)
    made.open().close()
    assert {f"PRAGMA {question}" for _, question, _ in LACKING} <= set(library.asked)


def _wrong_keys() -> Iterator[Any]:
    """A thousand things that are no 32 bytes, though some are 32 of something."""
    for number in range(990):
        length = RANDOM.choice([each for each in range(130) if each != 32])
        yield RANDOM.randbytes(length) if number % 2 else bytearray(RANDOM.randbytes(length))
    yield from ("x" * 32, "00" * 32, "0" * 32, "", None, 32, [0] * 32, (1,) * 32, b"", "x'00'")


@pytest.mark.promise("C-10")
def test_a_thousand_wrong_keys_never_reach_the_library(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would silently take them for a passphrase, and write a file nobody can open again."""
    library = Library()
    monkeypatch.setattr(opener, "dbapi2", library)
    before = sorted(made.folder.iterdir())
    keys = list(_wrong_keys())
    assert len(keys) == 1000
    for key in keys:
        with pytest.raises(VaultLocked):
            opener.open_existing(Target(made.database, key, bytes(16)))
        with pytest.raises(VaultLocked):
            opener.create(Target(made.folder / "vault-e9.db", key, bytes(16)))
    assert library.asked == []
    assert sorted(made.folder.iterdir()) == before
    made.open().close()
    assert any(statement.startswith("PRAGMA key") for statement in library.asked)
