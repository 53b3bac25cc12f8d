"""python -m suture_builder build REQUEST.json   |   python -m suture_builder probe"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import signal
import stat
import sys
import threading
import traceback

from .build import Build
from .events import Events
from .memory import memory
from .probe import probe
from .stop import BUILT, COULD_NOT_RUN, BadRequest, Cancelled, Stop

PR_SET_PDEATHSIG = 1  # linux/prctl.h
GRACE_SECONDS = 0.5  # how long a cancelled build may take to notice by itself


def main(arguments: list[str]) -> int:
    faulthandler.enable()
    stdout = take_stdout()
    if arguments == ["probe"]:
        os.write(stdout, json.dumps(probe()).encode() + b"\n")
        return 0
    if len(arguments) == 2 and arguments[0] == "build":
        return run(arguments[1], Events(stdout))
    print(__doc__, file=sys.stderr)
    return COULD_NOT_RUN


def take_stdout() -> int:
    """The real stdout. What C++ or Python prints from now on goes to stderr."""
    stdout = os.dup(1)
    os.dup2(2, 1)
    return stdout


def run(request_path: str, events: Events) -> None:
    die_with_parent()
    # Python's own handler raises inside whichever TensorRT callback runs next; ending the process at once is what is meant.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    build = Build(events)
    threading.Thread(target=watch_stdin, args=(build,), daemon=True).start()
    try:
        finish(events, BUILT, ok=True, **build.run(request_path))
    except Stop as stop:
        if isinstance(stop, BadRequest):
            events.emit("error", source="request", code=stop.code, description=stop.description)
        finish_early(events, stop)
    except BaseException as error:
        events.log("error", traceback.format_exc())
        events.emit("error", source="api", code=type(error).__name__, description=str(error))
        finish_early(events, Stop(build.stage, COULD_NOT_RUN, f"{type(error).__name__}: {error}"))


def finish_early(events: Events, stop: Stop) -> None:
    cancelled = isinstance(stop, Cancelled)
    finish(events, stop.exit_code, ok=False, stage=stop.stage, sentence=stop.sentence, cancelled=cancelled)


def finish(events: Events, exit_code: int, **result: object) -> None:
    events.finish(exit_code, **result, peakBytes=memory("VmHWM"))


def die_with_parent() -> None:
    """The kernel kills this process when the thread that started it ends. Only on Linux; elsewhere stdin's end tells."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        pass


def watch_stdin(build: Build) -> None:
    """Waits for the line "cancel" or the end of stdin, then cancels the build, kindly first.

    Only a pipe or a socket speaks for a parent: /dev/null or a file ends at once and means nothing, and reading a
    terminal would stop a builder that runs in the background.
    """
    mode = os.fstat(0).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return
    said = b""
    while b"cancel" not in said.splitlines():
        chunk = os.read(0, 4096)
        said += chunk
        if not chunk:
            break
    build.cancelled.set()
    threading.Event().wait(GRACE_SECONDS)
    # TensorRT asks its progress monitor only between steps, and one step was seen to last 110 s; 8.x never asks.
    if build.stage != "write":
        finish_early(build.events, Cancelled(build.stage))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
