"""Events to the parent: one JSON object a line, in order, none lost, not even when TensorRT crashes this process."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import threading
import time
from json.encoder import encode_basestring_ascii as quoted

STARTED = time.monotonic()
GATHER_SECONDS = 0.03
PIPE_BYTES = 1 << 20  # what Linux lets an ordinary user ask for
SET_PIPE_SIZE = getattr(fcntl, "F_SETPIPE_SZ", 1031)  # Python 3.9 has no name for it

encode = json.JSONEncoder(separators=(",", ":")).encode


class Events:
    """Every event is written at once into a pipe, and a small child process carries the pipe to stdout in batches.

    So a line is safe outside this process before TensorRT does its next step: a segmentation fault loses nothing.
    The batches are for the reader: 16,000 single lines a second through a Node socket cost the build 22 us a line,
    gathered ones 4 us. A reader that falls behind fills the pipe, and then the build waits for it.
    """

    def __init__(self, stdout: int) -> None:
        """Takes over the file descriptor stdout. Call before any thread and any library is started: this forks."""
        read_end, self._pipe = os.pipe()
        self._lock = threading.Lock()
        self._finished = False
        self._gatherer = os.fork()
        if self._gatherer == 0:
            os.close(self._pipe)
            gather(read_end, stdout)
        os.close(read_end)
        os.close(stdout)
        try:
            fcntl.fcntl(self._pipe, SET_PIPE_SIZE, PIPE_BYTES)
        except OSError:
            pass  # the user's quota of pipe memory is used up: 64 KiB works too, with more waiting

    def emit(self, kind: str, **fields: object) -> None:
        """Writes one event; blocks while the parent reads more slowly than we write. Any thread may call it."""
        self._write(f'"kind":"{kind}"', fields)

    def log(self, severity: str, text: str) -> None:
        """The event that comes in hundreds of thousands; severity is a word of the event table."""
        self._write(f'"kind":"log","severity":"{severity}","text":{quoted(text)}', None)

    def finish(self, exit_code: int, **result: object) -> None:
        """Writes the result, lets everything reach the parent, and ends the process. The first caller wins.

        Never returns. It skips destructors on purpose: TensorRT's order of destruction has nothing left to give.
        """
        with self._lock:
            if not self._finished:
                self._finished = True
                self._put('"kind":"result"', result)
                os.close(self._pipe)
                os.waitpid(self._gatherer, 0)
                os._exit(exit_code)
        threading.Event().wait()

    def _write(self, start: str, fields: dict | None) -> None:
        # The clock is read inside the lock, so that times never go backwards from one line to the next.
        with self._lock:
            if not self._finished:
                self._put(start, fields)

    def _put(self, start: str, fields: dict | None) -> None:
        rest = "," + encode(fields)[1:] if fields else "}"
        line = f'{{"t":{time.monotonic() - STARTED:.4f},{start}{rest}\n'.encode("ascii")
        try:
            write_all(self._pipe, line)
        except BrokenPipeError:
            os._exit(2)  # nobody listens any more


def gather(source: int, stdout: int) -> None:
    """Carries bytes from the pipe to stdout until the builder has ended, in whichever way. Runs in a child; never returns."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the builder ends by them; what it said before must still arrive
    os.close(0)
    poll = select.poll()
    poll.register(source, select.POLLIN)
    chunk = b""
    try:
        while True:
            ended = poll.poll()[0][1] & select.POLLHUP
            if not ended and len(chunk) < PIPE_BYTES // 4:
                time.sleep(GATHER_SECONDS)
            chunk = os.read(source, PIPE_BYTES)
            if not chunk:
                os._exit(0)
            write_all(stdout, chunk)
    except OSError:
        os._exit(1)


def write_all(target: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest) :]
