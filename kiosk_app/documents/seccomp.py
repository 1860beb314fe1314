"""Takes from this process the system calls that reading a document never needs.

The kernel keeps the filter (seccomp, mode 2) until the process ends. No new process, no other
program, no socket, no tracing of others, nothing of mounts and name spaces: so a worker that a
document has taken over cannot even begin a fork bomb.
"""

import ctypes
import errno
import platform
import struct

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
CLONE_THREAD = 0x10000
X32_BIT = 0x40000000

# Offsets in struct seccomp_data, and the instructions of the classic BPF used here.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_UNKNOWN = 0x00050000 | errno.ENOSYS
_KILL = 0x80000000

# audit architecture, clone, clone3, and the calls refused, from the kernel's tables:
# fork vfork execve execveat socket socketpair bind listen accept accept4 connect ptrace
# process_vm_readv/writev mount umount2 unshare setns pivot_root chroot bpf perf_event_open
# io_uring_setup/enter/register userfaultfd keyctl add_key request_key open_by_handle_at
_CALLS: dict[str, tuple[int, int, int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E, 56, 435,
        (57, 58, 59, 322, 41, 53, 49, 50, 43, 288, 42, 101, 310, 311, 165, 166, 272, 308, 155,
         161, 321, 298, 425, 426, 427, 323, 250, 248, 249, 304),
    ),
    "aarch64": (
        0xC00000B7, 220, 435,
        (221, 281, 198, 199, 200, 201, 202, 242, 203, 117, 270, 271, 40, 39, 97, 268, 41,
         51, 280, 241, 425, 426, 427, 282, 219, 217, 218, 265),
    ),
}  # fmt: skip


def is_known() -> bool:
    """Whether anything is taken away on a machine like this one."""
    return platform.machine() in _CALLS


def take_away() -> None:
    """Install the filter; it cannot be taken off again. Raises OSError when the kernel refuses.

    On a machine whose system calls are not in the table nothing is done: the name spaces and
    the limits stand by themselves.
    """
    calls = _CALLS.get(platform.machine())
    if calls is None:
        return
    program = b"".join(_program(*calls))
    kept = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(kept))
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _must(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(head), 0, 0))


def _program(architecture: int, clone: int, clone3: int, refused: tuple[int, ...]) -> list[bytes]:
    program = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_IF_EQUAL, architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_IF_AT_LEAST, X32_BIT, 0, 1),
        _step(_RETURN, _REFUSE),
        _step(_IF_EQUAL, clone3, 0, 1),
        _step(_RETURN, _UNKNOWN),  # the C library then uses clone, whose flags can be seen
    ]
    for number in refused:
        program += [_step(_IF_EQUAL, number, 0, 1), _step(_RETURN, _REFUSE)]
    return [
        *program,
        _step(_IF_EQUAL, clone, 0, 3),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_IF_ANY_BIT, CLONE_THREAD, 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _must(status: int) -> None:
    if status != 0:
        number = ctypes.get_errno()
        raise OSError(number, "the kernel refused the filter of system calls")
