"""What TensorRT tells while it works, turned into events: log, error recorder, progress monitor.

The classes are made inside functions because their base classes belong to the backend that was loaded. No method may raise:
up to TensorRT 8.6 an exception in a callback ends the process (its Python bindings do not catch it).
"""

from __future__ import annotations

import threading
import time
from types import ModuleType

from .events import Events
from .parser_errors import name_of

SEVERITIES = ("internal-error", "error", "warning", "info", "verbose")  # by TensorRT's number, 0 to 4, in all versions
STEP_SECONDS = 0.05
BEAT_SECONDS = 0.25


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
            events.emit("error", source="recorder", code=name_of(code), description=description)
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
            self.phases = Phases(events)
            threading.Thread(target=self.phases.beat, daemon=True).start()

        def phase_start(self, name: str, parent: str | None, steps: int) -> None:
            self.phases.start(name, parent, steps)

        def step_complete(self, name: str, step: int) -> bool:
            self.phases.step(name, step)
            return not cancelled.is_set()

        def phase_finish(self, name: str) -> None:
            self.phases.finish(name)

    return ProgressMonitor()


class Phases:
    """Running phases, told as slowly as a person can follow.

    TensorRT 10.6 opens and closes "Measuring tactic time" 7,000 times a second (214,000 events in a build of 24 s), so an
    inner phase is told only once it has lasted a while, and one that is over by then not at all. Any thread may call.
    """

    def __init__(self, events: Events) -> None:
        self.events = events
        self.running = {}
        self.lock = threading.Lock()

    def start(self, name: str, parent: str | None, steps: int) -> None:
        with self.lock:
            outer = self.running.get(parent)
            phase = self.running[name] = Phase(name, parent, steps, 0 if outer is None else outer.depth + 1)
            if phase.depth < 2:
                phase.tell(self.events, "start")

    def step(self, name: str, step: int) -> None:
        with self.lock:
            phase = self.running.get(name)
            if phase is not None:
                phase.step = step
                if phase.is_due():
                    phase.tell(self.events, "step")

    def finish(self, name: str) -> None:
        with self.lock:
            phase = self.running.pop(name, None)
            if phase is not None and (phase.is_told or phase.is_due()):
                phase.tell(self.events, "finish")  # carries the last step, also one that was held back

    def beat(self) -> None:
        """Tells phases that were held back and still run, as long as the process lives: a phase may be silent for minutes."""
        while True:
            time.sleep(BEAT_SECONDS)
            with self.lock:
                for phase in self.running.values():
                    if not phase.is_told and phase.is_due():
                        phase.tell(self.events, "start")


class Phase:
    def __init__(self, name: str, parent: str | None, steps: int, depth: int) -> None:
        self.name, self.parent, self.steps, self.depth = name, parent, steps, depth
        self.step = None
        self.is_told = False
        self.last_told = time.monotonic()

    def is_due(self) -> bool:
        return time.monotonic() - self.last_told >= STEP_SECONDS

    def tell(self, events: Events, at: str) -> None:
        if not self.is_told and at != "start":
            events.emit("phase", at="start", name=self.name, parent=self.parent, steps=self.steps, step=None)
        self.is_told = True
        self.last_told = time.monotonic()
        events.emit("phase", at=at, name=self.name, parent=self.parent, steps=self.steps, step=self.step)
