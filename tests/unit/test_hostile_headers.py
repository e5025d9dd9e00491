"""A header that asks for more than any vault needs costs nothing: Argon2 is never called."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import HeaderCorrupt, KdfParamsRefused, WrongPassphrase
from ketaguide.vault import kdf, keyslots, slots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from tests.helpers.small_vaults import Made, make

GIB = 1024 * 1024
# The real floors and ceilings, on a computer with 16 GiB.
POLICY = KdfPolicy(ram_kib=16 * GIB)
USUAL: dict[str, Any] = {"m": 256 * 1024, "t": 3, "p": 4}

NUMBERS = (0, 1, 7, 63 * 1024, GIB + 1, 2**21, 2**31, 2**32 - 1, 2**32, 2**49)
# Fifteen digits are the most that a header may hold, and a whole number is the only kind.
NO_NUMBERS: tuple[Any, ...] = (
    -1,
    2**50,
    2**53,
    2**63,
    2**64,
    "64",
    "",
    3.5,
    None,
    True,
    False,
    [],
    [3],
    {},
    {"m": 3},
)
TOO_MUCH = (
    *({"m": m} for m in NUMBERS if m < 64 * 1024 or m > GIB),
    *({"t": t} for t in (0, 1, *NUMBERS[2:][1:])),
    *({"p": p} for p in (0, 9, 64, *NUMBERS[3:])),
    *({"m": m, "t": t} for m, t in itertools.product(NUMBERS, (17, 2**32 - 1))),
    *({"t": t, "p": p} for t, p in itertools.product((0, 17, 2**31), NUMBERS)),
    *({"m": m, "p": p} for m, p in itertools.product(NUMBERS, (0, 9, 2**31))),
    *({"m": m, "t": t} for m, t in ((GIB, 4), (GIB, 16), (GIB // 2, 7), (GIB // 2, 16))),
)
MALFORMED = (
    *({name: value} for name in "mtp" for value in NO_NUMBERS),
    *(
        {a: x, b: y}
        for a, b in ("mt", "tp", "mp")
        for x, y in itertools.product(NO_NUMBERS[:5], repeat=2)
    ),
    *({"name": name} for name in ("argon2i", "argon2d", "scrypt", "hkdf-sha256", "", 7, None)),
    *({"salt": salt} for salt in ("", "AA==", "A" * 44, None, 0)),
    {"extra": 1},
    {"version": 19},
)


@pytest.fixture
def vault(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def argon2(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every call of Argon2id, which is not made."""
    calls: list[object] = []

    def note(*given: object, **named: object) -> bytes:
        calls.append(named)
        return bytes(32)

    monkeypatch.setattr(slots, "argon2id", note)
    monkeypatch.setattr(kdf, "hash_secret_raw", note)
    return calls


def _change(vault: Made, original: dict[str, Any], change: dict[str, Any]) -> None:
    first = original["slots"][0]
    changed = first | {"kdf": first["kdf"] | USUAL | change}
    vault.write_header_fields(original | {"slots": [changed]})


def _unlock(vault: Made) -> None:
    keyslots.unlock(vault.folder, Passphrase("any words at all"), policy=POLICY)


def test_the_grid_is_large_enough() -> None:
    assert len(TOO_MUCH) + len(MALFORMED) >= 200


@pytest.mark.promise("C-03")
@pytest.mark.parametrize(
    ("grid", "error"), [(TOO_MUCH, KdfParamsRefused), (MALFORMED, HeaderCorrupt)]
)
def test_what_no_vault_needs_is_refused_before_anything_runs(
    vault: Made,
    argon2: list[object],
    grid: tuple[dict[str, Any], ...],
    error: type[Exception],
) -> None:
    original = vault.header_fields()
    for change in grid:
        _change(vault, original, change)
        with pytest.raises(error):
            _unlock(vault)
    assert argon2 == []


@pytest.mark.promise("C-03")
def test_many_cheap_slots_cannot_add_up(vault: Made, argon2: list[object]) -> None:
    found = vault.header_fields()
    first = found["slots"][0] | {"kdf": found["slots"][0]["kdf"] | USUAL}
    found["slots"] = [first | {"id": f"{number:08x}"} for number in range(16)]
    vault.write_header_fields(found)
    with pytest.raises(KdfParamsRefused):
        _unlock(vault)
    assert argon2 == []


@pytest.mark.promise("C-03")
@pytest.mark.parametrize("fine", [{}, {"m": 64 * 1024, "t": 2, "p": 1}, {"m": GIB, "p": 8}])
def test_what_a_vault_may_ask_for_is_run(
    vault: Made, argon2: list[object], fine: dict[str, Any]
) -> None:
    """The control: without it the tests above would pass where everything is refused."""
    _change(vault, vault.header_fields(), fine)
    with pytest.raises(WrongPassphrase):
        _unlock(vault)
    assert len(argon2) == 1
