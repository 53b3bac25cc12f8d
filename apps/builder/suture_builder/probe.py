"""Which TensorRT this host offers, as one JSON object. Each backend is loaded in a child, so a crash is an answer too."""

from __future__ import annotations

import json
import os
import platform
import select
import signal
import sys
import time
import traceback

from . import backends, gpu

TIMEOUT_SECONDS = 20  # a cold disk and a first CUDA start; a warm TensorRT-RTX needs 0.1


def probe() -> dict:
    started = [(backend, *start(backend)) for backend in backends.BACKENDS]  # all at once, then wait for each
    deadline = time.monotonic() + TIMEOUT_SECONDS
    found = [finish(backend, pid, answer, deadline) for backend, pid, answer in started]
    return {"python": platform.python_version(), "platform": f"{sys.platform}-{platform.machine()}", "backends": found}


def start(backend: str) -> tuple[int, int]:
    """A child that writes what it finds into a pipe: its process id and the pipe's end to read."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_end)
        os.dup2(2, 1)
        try:
            found = json.dumps(inspect(backend)).encode()
        except BaseException as error:  # whatever a broken installation throws is the answer
            traceback.print_exc()
            found = json.dumps({"available": False, "reason": f"{type(error).__name__}: {error}"}).encode()
        os.write(write_end, found)
        os._exit(0)
    os.close(write_end)
    return pid, read_end


def inspect(backend: str) -> dict:
    try:
        trt = backends.load(backend)
    except (ImportError, OSError) as error:
        return {"available": False, "reason": str(error)}
    found = {
        "available": True,
        "version": backends.version(trt),
        "devices": gpu.devices(),
        "computeCapabilities": backends.capabilities(trt),
    }
    if backend == backends.TENSORRT and not found["devices"]:
        return {"available": False, "reason": f"{backend} {found['version']} is installed, but there is no GPU"}
    return found


def finish(backend: str, pid: int, answer: int, deadline: float) -> dict:
    text = b""
    timely = True
    while timely:
        timely = bool(select.select([answer], [], [], max(0.0, deadline - time.monotonic()))[0])
        chunk = os.read(answer, 65536) if timely else b""
        if not chunk:
            break
        text += chunk
    os.close(answer)
    if not timely:
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    if text and timely:
        found = json.loads(text)
    elif not timely:
        found = {"available": False, "reason": f"loading it took more than {TIMEOUT_SECONDS} s"}
    else:
        found = {"available": False, "reason": f"loading it ended the process: {ending(status)}"}
    if not found["available"]:
        found["remedy"] = backends.BACKENDS[backend]["remedy"]
    return {"backend": backend, **found}


def ending(status: int) -> str:
    """A wait status in words: SIGSEGV, or exit code 7."""
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit code {os.WEXITSTATUS(status)}"
