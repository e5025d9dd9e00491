"""Sockets that lead off this computer do not exist for the tests, nor for what they start."""

import ctypes
import os
import platform
import socket
import struct
import sys
from collections.abc import Mapping

# Source: linux/prctl.h, linux/seccomp.h, linux/bpf_common.h, linux/audit.h, asm/unistd.h
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
# Asks the tracer, so that strace sees the call; where nothing traces, there is no such call.
_ALLOW, _TRACE, _ENOSYS = 0x7FFF0000, 0x7FF00000, 38
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_AT_NUMBER, _AT_MACHINE, _AT_FIRST_ARGUMENT = 0, 4, 16
# The machine as the kernel names it, and its number of socket(2).
_SOCKET: Mapping[str, tuple[int, int]] = {
    "x86_64": (0xC000003E, 41),
    "aarch64": (0xC00000B7, 198),
}


def forbid() -> bool:
    """From now on, for good: socket(2) with anything but AF_UNIX is unknown to the kernel.

    Children and what they exec are bound, too: Qt, SQLite, the program itself. Only Linux knows
    how; False elsewhere, or where the kernel will not.
    """
    machine = _SOCKET.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return False
    program = _program(*machine)
    code = ctypes.create_string_buffer(program, len(program))
    whole = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    # Without this the kernel takes a filter from root only; programs no longer gain rights by it.
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER, whole, 0, 0) == 0)


def is_forbidden() -> bool:
    """Whether the kernel refuses, asked past Python's own socket class."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.socket(int(socket.AF_INET), int(socket.SOCK_STREAM), 0)
    if handle >= 0:
        os.close(handle)
    return bool(handle < 0 and ctypes.get_errno() == _ENOSYS)


def _program(machine: int, number: int) -> bytes:
    """socket(2) of another family is refused; all other calls, and other machines, pass."""
    lines = (
        (_LOAD, 0, 0, _AT_MACHINE),
        (_JUMP_IF_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_IF_EQUAL, 0, 3, number),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_IF_EQUAL, 1, 0, int(socket.AF_UNIX)),
        (_RETURN, 0, 0, _TRACE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *line) for line in lines)
