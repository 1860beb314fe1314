"""Keeps one sandbox ready for many jobs: each is done by a process of its own, ended after it.

Runs in the sandbox. Loading the libraries takes longer than examining a page; here it is done
once. This process never sees a document: it forks, and the fork takes the job. The fork cannot
fork again (seccomp), so when it has been ended nothing of the job is left.
"""

import ctypes
import os
import signal
import socket

from kiosk_app.documents import worker

WORK, END, ENDED = b"w", b"e", b"E"
_PR_SET_DUMPABLE = 4


def main(channel_fd: int) -> None:
    """Start a worker whenever a descriptor comes, end it when told to; leave at the end."""
    channel = socket.socket(fileno=channel_fd)
    # Else a worker that a document has taken over could write into this process's memory.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    worker.make_ready()
    child: int | None = None
    while True:
        word, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
        if word == WORK and len(descriptors) == 1 and child is None:
            child = os.fork()
            if child == 0:
                channel.close()
                _work(descriptors[0])
            os.close(descriptors[0])
        elif word == END and child is not None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = None
            channel.sendall(ENDED)
        else:
            return


def _work(channel_fd: int) -> None:
    try:
        worker.main(channel_fd)
    finally:
        os._exit(0)
