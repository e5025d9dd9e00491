"""Every single slip in a recovery code is found, and named where it can be."""

import random
import re

import pytest

from ketaguide.base.errors import RecoveryCodeTypo
from ketaguide.vault.recovery import GROUPS, SYMBOLS, RecoveryCode, check_group, new_code

RANDOM = random.Random(7)  # noqa: S311 - the same codes in every run


def _code() -> RecoveryCode:
    return RecoveryCode(RANDOM.randbytes(16))


def _accepted(text: str) -> bool:
    try:
        RecoveryCode.parse(text)
    except RecoveryCodeTypo:
        return False
    return True


def test_a_code_reads_back_and_hides_itself() -> None:
    code = new_code()
    assert RecoveryCode.parse("-".join(code.groups())) == code
    assert [len(group) for group in code.groups()] == [5] * GROUPS
    assert code.groups()[0] not in repr(code)
    assert code.secret.hex() not in repr(code)
    assert len({new_code().secret for _ in range(1000)}) == 1000


@pytest.mark.promise("C-06")
def test_every_wrong_symbol_is_found() -> None:
    """35 places times 31 other symbols; the group by itself tells, which is what parsing asks."""
    found = 0
    for _ in range(200):
        for index, group in enumerate(_code().groups()):
            for at, right in enumerate(group):
                for other in SYMBOLS.replace(right, ""):
                    found += not check_group(index, group[:at] + other + group[at + 1 :])
    assert found == 200 * 35 * 31


@pytest.mark.promise("C-06")
def test_every_wrong_symbol_is_refused() -> None:
    for _ in range(8):
        text = "".join(_code().groups())
        for at, right in enumerate(text):
            for other in SYMBOLS.replace(right, ""):
                assert not _accepted(text[:at] + other + text[at + 1 :])


@pytest.mark.promise("C-06")
def test_swapped_neighbours_and_groups_are_found() -> None:
    for _ in range(200):
        groups = _code().groups()
        text = "".join(groups)
        for at in range(len(text) - 1):
            if text[at] != text[at + 1]:
                assert not _accepted(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        for left in range(GROUPS):
            for right in range(left):
                moved = list(groups)
                moved[left], moved[right] = moved[right], moved[left]
                assert moved == list(groups) or not _accepted("-".join(moved))


@pytest.mark.promise("C-06")
def test_look_alikes_case_and_spaces_are_read() -> None:
    for _ in range(1000):
        code = _code()
        noisy = "".join(_disguised(symbol) for symbol in "-".join(code.groups()))
        assert RecoveryCode.parse(f" {noisy}\n") == code


def _disguised(symbol: str) -> str:
    choices = {"0": "0oO", "1": "1iIlL", "-": ["-", " ", "  ", "–", ""]}
    chosen = RANDOM.choice(choices.get(symbol, [symbol, symbol.lower()]))
    return chosen + RANDOM.choice(["", "", " "])


@pytest.mark.parametrize("index", range(GROUPS))
def test_the_wrong_group_is_named(index: int) -> None:
    groups = list(_code().groups())
    assert all(check_group(i, group.lower()) for i, group in enumerate(groups))
    wrong = "Z" if groups[index][2] != "Z" else "Y"
    groups[index] = groups[index][:2] + wrong + groups[index][3:]
    assert not check_group(index, groups[index])
    with pytest.raises(RecoveryCodeTypo, match=rf"^Group {index + 1} has a typo\.$"):
        RecoveryCode.parse(" ".join(groups))
    groups[index] = groups[index][:-1]
    with pytest.raises(RecoveryCodeTypo, match=rf"^Group {index + 1} has a typo\.$"):
        RecoveryCode.parse(" ".join(groups))


@pytest.mark.parametrize("text", ["", "abc", "1" * 34, "U" * 35, "é" * 35, "0" * 36, "\ud800" * 35])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(RecoveryCodeTypo):
        RecoveryCode.parse(text)


def test_the_error_does_not_repeat_the_code() -> None:
    text = "".join(_code().groups())[:-1]
    with pytest.raises(RecoveryCodeTypo) as caught:
        RecoveryCode.parse(text)
    assert not re.search(r"[0-9A-Z]{5}", caught.value.user_text + caught.value.hint)
