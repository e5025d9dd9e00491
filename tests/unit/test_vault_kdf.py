"""Limits hold before Argon2 runs, and calibration finds its time with any computer."""

from collections.abc import Callable

import pytest

from ketaguide.base.errors import KdfParamsRefused
from ketaguide.vault import kdf
from ketaguide.vault.kdf import Argon2Params, KdfPolicy, calibrate

MIB = 1024
BIG = KdfPolicy(ram_kib=64 * MIB * MIB // 4)


@pytest.mark.parametrize(
    ("memory_mib", "passes", "lanes", "accepted"),
    [
        (64, 2, 1, True),
        (256, 3, 4, True),
        (1024, 3, 8, True),
        (63, 2, 1, False),
        (64, 1, 1, False),
        (64, 2, 0, False),
        (1025, 2, 1, False),
        (64, 17, 1, False),
        (64, 2, 9, False),
        (1024, 4, 4, False),
    ],
)
def test_floors_and_ceilings(memory_mib: int, passes: int, lanes: int, accepted: bool) -> None:
    params = [Argon2Params(memory_mib * MIB, passes, lanes)]
    if accepted:
        BIG.check(params)
    else:
        with pytest.raises(KdfParamsRefused):
            BIG.check(params)


def test_half_the_memory_and_the_sum_of_all_slots_are_ceilings_too() -> None:
    small = KdfPolicy(ram_kib=1024 * MIB)
    small.check([Argon2Params(512 * MIB, 3, 4)])
    with pytest.raises(KdfParamsRefused):
        small.check([Argon2Params(513 * MIB, 3, 4)])
    with pytest.raises(KdfParamsRefused):
        BIG.check([Argon2Params(512 * MIB, 3, 4)] * 3)


def _computer(seconds_per_gib_pass: float) -> Callable[[Argon2Params], float]:
    return lambda params: params.work / MIB / MIB * seconds_per_gib_pass


@pytest.mark.promise("C-11")
@pytest.mark.parametrize("speed", [0.05, 0.2, 0.5, 0.7, 1.3, 3.0, 6.0])
def test_calibration_takes_about_a_second(speed: float) -> None:
    chosen = calibrate(BIG, seconds_for=_computer(speed))
    BIG.check([chosen, chosen])
    assert chosen.passes >= 3
    seconds = chosen.work / MIB / MIB * speed
    assert seconds <= 1.5
    capped = chosen.work * 2 > BIG.most_work - chosen.memory_kib * 2
    assert seconds >= 0.6 or capped


@pytest.mark.promise("C-11")
def test_calibration_never_goes_below_the_floor_nor_beyond_an_eighth_of_memory() -> None:
    crawling = calibrate(BIG, seconds_for=_computer(1000.0))
    assert crawling == Argon2Params(64 * MIB, 3, 4)
    little = KdfPolicy(ram_kib=2048 * MIB)
    assert calibrate(little, seconds_for=_computer(0.5)).memory_kib <= 256 * MIB


def test_tests_do_not_calibrate_and_nothing_else_is_weak() -> None:
    assert calibrate(KdfPolicy.for_tests()).memory_kib == 64
    assert kdf.DEFAULT.default == Argon2Params(256 * MIB, 3, 4)
    assert kdf.DEFAULT.least_memory_kib == 64 * MIB
    assert kdf.system_ram_kib() > 256 * MIB
