"""One fault at every system call that changes the ways to open a vault: nobody is locked out."""

from functools import partial
from typing import Any

import pytest

from ketaguide.base.errors import KetaGuideError
from ketaguide.vault import header, keyslots
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase, Secret
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.tracing import FAULTS, Point, Struck, count, misbehaved, strike
from tests.helpers.small_vaults import POLICY, WORDS, Made

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("strace")]

_NEW_WORDS = "eleven slow herons cross the reed bed"
_ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("new_recovery", {}),
    ("new_passphrase", {"words": _NEW_WORDS}),
)
# Source: the promise counts points of all three faults together.
_LEAST = 15 // len(FAULTS)


@pytest.fixture(scope="module")
def old_code(small: Template) -> RecoveryCode:
    """The recovery code on the person's sheet."""
    vault = small.made.open()
    code = vault.add_recovery()
    vault.close()
    return code


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("act", "given"), _ACTS)
def test_a_fault_at_every_call_of_a_header_write(
    server: ForkServer,
    small: Template,
    old_code: RecoveryCode,
    act: str,
    given: dict[str, Any],
    fault: str,
) -> None:
    """Old or new header, never a mixture; a second try succeeds, and without one the old holds."""
    out = small.room / "trace.txt"
    points = count(server, out, act, folder=str(small.copy("counted").folder), **given)
    fired, found = 0, []
    for point in points:
        for tries in (3, 1) if fault != "SIGKILL" else (1,):
            made = small.copy("struck")
            run = partial(strike, server, out, point, fault, act, folder=str(made.folder))
            struck = run(**given, tries=tries)
            fired += struck.fired
            wrong = misbehaved(struck, may_end=tries == 1) + _locked_out(made, struck, old_code)
            found += [f"{fault} at {point}, {tries} tries: {each}" for each in wrong + _mixed(made)]
            words = WORDS if _opens(made, Passphrase(WORDS)) else _NEW_WORDS
            found += problems(made, [small.state], words=words)
            if list(made.folder.glob("*.tmp")):
                found.append(f"{fault} at {point}: something is left over")
    print(f"{fired} of {len(points)} points fired")
    assert found == []
    assert fired >= _LEAST


def test_a_header_changed_in_its_place_is_caught(server: ForkServer, small: Template) -> None:
    given = {"folder": str(small.copy("struck").folder)}
    out = small.room / "trace.txt"
    strike(server, out, Point("write", 2), "SIGKILL", "careless_header", **given)
    assert _mixed(Made(small.room / "struck"))


def _locked_out(made: Made, struck: Struck, old_code: RecoveryCode) -> list[str]:
    """Which of the person's secrets do not open the vault although they should."""
    told, refused = struck.values("acked"), struck.values("refused")
    opening = {
        "old words": _opens(made, Passphrase(WORDS)),
        "new words": _opens(made, Passphrase(_NEW_WORDS)),
        "old code": _opens(made, old_code),
        "new code": bool(told) and told[0] != _NEW_WORDS and _opens(made, _code(told[0])),
    }
    ways = {name for name, opens in opening.items() if opens}
    if told:
        expected = [{"new words", "old code"}, {"old words", "new code"}]
    elif refused and "HeaderUnconfirmed" not in refused:
        expected = [{"old words", "old code"}]
    else:
        # Killed before it could be told: the old way holds or, after the one rename, the new one.
        expected = [{"old words", "old code"}, {"new words", "old code"}, {"old words"}]
    return [] if ways in expected else [f"opens with {sorted(ways)}, told {told}, {refused}"]


def _mixed(made: Made) -> list[str]:
    """Headers that are neither the old nor the new one, whole."""
    found = []
    words = WORDS if _opens(made, Passphrase(WORDS)) else _NEW_WORDS
    for name in (header.NAME, header.PREVIOUS):
        try:
            header.load(made.folder, name=name).verify(made.keys(words).header_mac())
        except KetaGuideError as problem:
            found.append(f"{name}: {type(problem).__name__}")
    return found


def _opens(made: Made, secret: Secret) -> bool:
    try:
        keyslots.unlock(made.folder, secret, policy=POLICY).wipe()
    except KetaGuideError:
        return False
    return True


def _code(text: str) -> RecoveryCode:
    return RecoveryCode.parse(text)
