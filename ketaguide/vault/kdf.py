"""Argon2id: its parameters, the limits that hold before it runs, and how they are chosen."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from ketaguide.base.errors import KdfParamsRefused, VaultError
from ketaguide.base.text import tr

_MIB = 1024
_GIB = 1024 * _MIB
_HASH_BYTES = 32
# Source: LUKS2 (cryptsetup) never asks for more than half of the memory either.
_RAM_SHARE = 2
_FALLBACK_RAM_KIB = 4 * _GIB
_MEMORY_STEPS = (512 * _MIB, 256 * _MIB, 128 * _MIB, 64 * _MIB)


@dataclass(frozen=True)
class Argon2Params:
    """What Argon2id (version 0x13) is asked to do.

    Attributes:
        memory_kib: memory in KiB.
        passes: how often it goes over that memory.
        lanes: parallel lanes.
    """

    memory_kib: int
    passes: int
    lanes: int

    @property
    def work(self) -> int:
        """KiB-passes: what the time grows with."""
        return self.memory_kib * self.passes


@dataclass(frozen=True)
class KdfPolicy:
    """What this program makes, and what it accepts from a header.

    Source: floors lie above OWASP's minimum for Argon2id (19 MiB, 2 passes); the ceilings let a
    hostile header cost at most about four seconds at 1.3 s per GiB-pass on one core.
    """

    default: Argon2Params = Argon2Params(256 * _MIB, 3, 4)
    least_memory_kib: int = 64 * _MIB
    least_passes: int = 2
    most_memory_kib: int = _GIB
    most_passes: int = 16
    most_lanes: int = 8
    most_work: int = 3 * _GIB
    calibrates: bool = True
    ram_kib: int | None = None

    @classmethod
    def for_tests(cls) -> "KdfPolicy":
        """Tiny memory and no calibration, with the ceilings of the real policy."""
        return cls(
            default=Argon2Params(64, 1, 1),
            least_memory_kib=8,
            least_passes=1,
            calibrates=False,
        )

    def check(self, params: Iterable[Argon2Params]) -> None:
        """Refuse before anything is run.

        Args:
            params: of all slots that one secret would have to try; their work is added up.

        Raises:
            KdfParamsRefused: below a floor or above a ceiling.
        """
        work = 0
        for each in params:
            work += each.work
            if not self._accepts(each):
                raise KdfParamsRefused
        if work > self.most_work:
            raise KdfParamsRefused

    def _accepts(self, params: Argon2Params) -> bool:
        ram = self.ram_kib or system_ram_kib()
        most_memory = min(self.most_memory_kib, max(ram // _RAM_SHARE, self.least_memory_kib))
        return (
            self.least_memory_kib <= params.memory_kib <= most_memory
            and self.least_passes <= params.passes <= self.most_passes
            and 1 <= params.lanes <= self.most_lanes
            # Source: RFC 9106, section 3.1: at least eight blocks of 1 KiB per lane.
            and params.memory_kib >= 8 * params.lanes
        )


DEFAULT = KdfPolicy()


def argon2id(secret: bytes, *, salt: bytes, params: Argon2Params) -> bytes:
    """32 bytes. Callers pass ``params`` through ``KdfPolicy.check`` first.

    Raises:
        VaultError: the computer has not enough free memory now.
    """
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=params.passes,
            memory_cost=params.memory_kib,
            parallelism=params.lanes,
            hash_len=_HASH_BYTES,
            type=Type.ID,
        )
    except HashingError:
        raise VaultError(
            tr("There is not enough free memory to open the vault."),
            hint=tr("Close other programs and try again. The vault is unchanged."),
        ) from None


def measure(params: Argon2Params) -> float:
    """Seconds that one derivation takes on this computer, now."""
    start = time.perf_counter()
    argon2id(b"how long does it take", salt=bytes(16), params=params)
    return time.perf_counter() - start


def calibrate(
    policy: KdfPolicy = DEFAULT, *, seconds_for: Callable[[Argon2Params], float] = measure
) -> Argon2Params:
    """Parameters that take 0.7 to 1.5 s here, as far as floors and ceilings allow.

    Memory first, as much as fits the time and an eighth of the RAM; then passes. A slot gets at
    most half of the work ceiling, so that a second one fits in beside it.

    Source: target time as in LUKS2's benchmark, which steps memory before passes.
    """
    if not policy.calibrates:
        return policy.default
    shortest, longest, most_calibrated_passes = 0.7, 1.5, 10
    lanes, passes = policy.default.lanes, policy.default.passes
    ram = policy.ram_kib or system_ram_kib()
    steps = [m for m in _MEMORY_STEPS if policy.least_memory_kib <= m <= ram // 8]
    steps = steps or [policy.least_memory_kib]
    probe = Argon2Params(steps[-1], passes, lanes)
    per_kib = seconds_for(probe) / probe.memory_kib
    fitting = [m for m in steps if m * per_kib <= longest] or steps[-1:]
    for memory in fitting:
        chosen = Argon2Params(memory, passes, lanes)
        seconds = seconds_for(chosen)
        if seconds <= longest:
            break
    if seconds < shortest:
        wanted = -(-passes * shortest // max(seconds, 1e-6))
        passes = int(min(wanted, most_calibrated_passes, policy.most_work // 2 // memory))
        chosen = Argon2Params(memory, max(passes, chosen.passes), lanes)
    return chosen


@cache
def system_ram_kib() -> int:
    """The computer's memory; 4 GiB where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (AttributeError, ValueError, OSError):
        return _windows_ram_kib()


def _windows_ram_kib() -> int:
    import ctypes

    kernel = getattr(getattr(ctypes, "windll", None), "kernel32", None)
    if kernel is None:
        return _FALLBACK_RAM_KIB
    size = ctypes.c_ulonglong(0)
    found = kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(size))
    return size.value if found and size.value else _FALLBACK_RAM_KIB
