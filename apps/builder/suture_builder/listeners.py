"""What TensorRT tells while it works, turned into events: log, error recorder, progress monitor.

The classes are made inside functions because their base classes belong to the backend that was loaded. No method may raise:
up to TensorRT 8.6 an exception in a callback ends the process (its Python bindings do not catch it).
"""

from __future__ import annotations

import threading
import time
from types import ModuleType

from .events import Events

SEVERITIES = ("internal-error", "error", "warning", "info", "verbose")  # by TensorRT's number, 0 to 4, in all versions
STEP_SECONDS = 0.05


def logger(trt: ModuleType, events: Events, severity: str) -> object:
    """Sends lines up to the severity; keeps the last error, because a failing constructor says why only here."""
    most = SEVERITIES.index(severity)

    class Logger(trt.ILogger):
        def __init__(self) -> None:
            trt.ILogger.__init__(self)
            self.last_error = ""

        def log(self, severity: object, text: str) -> None:
            number = int(severity)
            if number <= most:
                events.log(SEVERITIES[number], text)
                if number < 2:
                    self.last_error = text

    return Logger()


def error_recorder(trt: ModuleType, events: Events) -> object:
    """Sends each error with its code, and as a log line too: TensorRT gives an error to the recorder instead of the log."""

    class ErrorRecorder(trt.IErrorRecorder):
        def __init__(self) -> None:
            trt.IErrorRecorder.__init__(self)
            self.errors = []
            self.told = []  # ours to clear; errors is TensorRT's

        def report_error(self, code: object, description: str) -> bool:
            self.errors.append((code, description))
            self.told.append(description)
            events.log("error", description)
            events.emit("error", source="recorder", code=code.name, description=description)
            return True  # fatal, as in NVIDIA's own samples/common/ErrorRecorder.h

        def num_errors(self) -> int:
            return len(self.errors)

        def get_error_code(self, index: int) -> object:
            return self.errors[index][0]

        def get_error_desc(self, index: int) -> str:
            return self.errors[index][1]

        def has_overflowed(self) -> bool:
            return False

        def clear(self) -> None:
            self.errors.clear()

    return ErrorRecorder()


def progress_monitor(trt: ModuleType, events: Events, cancelled: threading.Event) -> object | None:
    """Sends phases, and stops the build once cancelled is set. None before TensorRT 9, which has no such interface."""
    if not hasattr(trt, "IProgressMonitor"):
        return None

    class ProgressMonitor(trt.IProgressMonitor):
        def __init__(self) -> None:
            trt.IProgressMonitor.__init__(self)
            self.running = {}

        def phase_start(self, name: str, parent: str | None, steps: int) -> None:
            phase = self.running[name] = Phase(name, parent, steps)
            phase.emit(events, "start")

        def step_complete(self, name: str, step: int) -> bool:
            phase = self.running.get(name)
            if phase is not None:
                phase.step = step
                if step >= phase.steps - 1 or time.monotonic() - phase.told >= STEP_SECONDS:
                    phase.emit(events, "step")
            return not cancelled.is_set()

        def phase_finish(self, name: str) -> None:
            phase = self.running.pop(name, None)
            if phase is not None:
                phase.emit(events, "finish")  # carries the last step, also one that was held back

    return ProgressMonitor()


class Phase:
    """One running phase. Steps come far faster than a screen can show them, so between two of them some time must pass."""

    def __init__(self, name: str, parent: str | None, steps: int) -> None:
        self.name, self.parent, self.steps = name, parent, steps
        self.step = None
        self.told = 0.0

    def emit(self, events: Events, at: str) -> None:
        self.told = time.monotonic()
        events.emit("phase", at=at, name=self.name, parent=self.parent, steps=self.steps, step=self.step)
