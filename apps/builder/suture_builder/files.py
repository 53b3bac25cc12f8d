"""The files that a build reads and writes."""

from __future__ import annotations

import os

from .request import Request
from .stop import BadRequest


def check_files(request: Request) -> None:
    """Says in a millisecond what would otherwise come out after minutes."""
    try:
        with open(request.model, "rb"):
            pass
    except OSError as error:
        raise BadRequest("model/missing", f"The model {request.model} cannot be read: {error.strerror}.")
    for path in filter(None, (request.engine, request.timingCache, request.layers)):
        write_file(path, None)


def write_file(path: str, data: object | None) -> None:
    """Whole or not at all, by way of a file with .part behind its name. No data: only a trial, which leaves nothing."""
    part = path + ".part"
    try:
        if os.path.isdir(path):
            raise IsADirectoryError(None, "Is a directory")
        with open(part, "wb") as file:
            if data is not None:
                file.write(data)
        if data is None:
            os.unlink(part)
        else:
            os.replace(part, path)
    except OSError as error:
        if os.path.exists(part):
            os.unlink(part)
        raise BadRequest("file/write", f"{path} cannot be written: {error.strerror}.", stage="write")
