"""How much memory the build takes, and the sign that it lives."""

from __future__ import annotations

import time

from . import gpu
from .events import Events


def heartbeat(events: Events, watch_gpu: bool) -> None:
    """Memory once a second: parse and build release Python's lock, so this beats through silences of minutes."""
    gpu_free_bytes = gpu.free_memory() if watch_gpu else lambda: None
    while True:
        events.emit("memory", residentBytes=memory("VmRSS"), peakBytes=memory("VmHWM"), gpuFreeBytes=gpu_free_bytes())
        time.sleep(1)


def memory(field: str) -> int:
    """Bytes, from Linux's own account of this process."""
    with open("/proc/self/status", encoding="utf-8", errors="replace") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field + ":"))
