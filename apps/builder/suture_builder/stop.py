"""How a build ends when it does not succeed."""

from __future__ import annotations

from typing import Iterable

BUILT, REFUSED, COULD_NOT_RUN, CANCELLED = 0, 1, 2, 3  # exit codes


class Stop(Exception):
    """At which stage it ended (load, parse, profile, build, write), whose doing it was, and a sentence for the person."""

    def __init__(self, stage: str, exit_code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.stage, self.exit_code, self.sentence = stage, exit_code, sentence


class BadRequest(Stop):
    """What was asked for cannot be done here. An event of kind error carries the code, and the choices there are."""

    def __init__(self, code: str, sentence: str, choices: Iterable[str] = (), stage: str = "load") -> None:
        super().__init__(stage, COULD_NOT_RUN, sentence)
        self.code = code
        known = ", ".join(choices)
        self.description = f"{sentence} There is: {known}." if known else sentence


class Cancelled(Stop):
    def __init__(self, stage: str) -> None:
        super().__init__(stage, CANCELLED, "The build was cancelled.")
