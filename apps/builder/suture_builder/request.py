"""The request, checked at the door, so that the build can trust it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, fields

from .backends import BACKENDS
from .listeners import SEVERITIES
from .stop import BadRequest


@dataclass(frozen=True)
class Request:
    """Field names are those of the JSON; README.md has the table."""

    backend: str
    model: str
    engine: str
    computeCapability: str | None = None
    severity: str = "info"
    profiles: list = field(default_factory=list)
    optimizationLevel: int | None = None
    workspaceBytes: int | None = None
    stronglyTyped: bool = False
    plugins: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    timingCache: str | None = None
    layers: str | None = None


def read_request(path: str) -> Request:
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except OSError as error:
        raise BadRequest("request/file", f"The request {path} cannot be read: {error.strerror}.")
    except ValueError as error:
        raise BadRequest("request/json", f"The request {path} is not JSON: {error}.")
    if not isinstance(data, dict):
        raise BadRequest("request/json", f"The request {path} is not a JSON object.")
    known = [entry.name for entry in fields(Request)]
    for name in data:
        if name not in known:
            raise BadRequest("request/field", f'A request has no field "{name}".', known)
    for name, valid in CHECKS.items():
        if name in data and data[name] is None and name not in REQUIRED:
            del data[name]
        elif name not in data and name in REQUIRED or name in data and not valid[0](data[name]):
            raise BadRequest("request/field", f'The field "{name}" must be {valid[1]}.')
    return Request(**data)


def is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_path(value: object) -> bool:
    return isinstance(value, str) and os.path.isabs(value) and "\0" not in value


def is_text_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_range(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"min", "opt", "max"}
        and all(isinstance(sizes, list) and all(type(size) is int for size in sizes) for sizes in value.values())
    )


def is_profile_list(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(profile, dict) and all(is_range(sizes) for sizes in profile.values()) for profile in value
    )


REQUIRED = ("backend", "model", "engine")
CHECKS = {
    "backend": (lambda value: value in tuple(BACKENDS), "one of " + ", ".join(BACKENDS)),
    "model": (is_path, "an absolute path"),
    "engine": (is_path, "an absolute path"),
    "computeCapability": (lambda value: isinstance(value, str), 'text such as "8.9", or null'),
    "severity": (lambda value: value in SEVERITIES, "one of " + ", ".join(SEVERITIES)),
    "profiles": (is_profile_list, 'a list of objects such as {"x": {"min": [1, 3], "opt": [1, 3], "max": [4, 3]}}'),
    # TensorRT-RTX 1.7 takes 9 without a word, though NvInfer.h says 0 to 5.
    "optimizationLevel": (lambda value: is_whole(value) and value <= 5, "a whole number from 0 to 5, or null"),
    "workspaceBytes": (is_whole, "a whole number, or null"),
    "stronglyTyped": (lambda value: isinstance(value, bool), "true or false"),
    "plugins": (lambda value: is_text_list(value) and all(map(is_path, value)), "a list of absolute paths"),
    "flags": (is_text_list, "a list of names of builder flags"),
    "timingCache": (is_path, "an absolute path, or null"),
    "layers": (is_path, "an absolute path, or null"),
}
