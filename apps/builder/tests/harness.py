"""Runs the builder as its parent does: a process, a request in a file, events from stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "suture_builder", *arguments]


def probe(**environment: str) -> dict:
    ran = subprocess.run(
        command("probe"), cwd=HERE, env={**ENVIRONMENT, **environment}, stdin=subprocess.DEVNULL, capture_output=True, timeout=30
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    return {backend.pop("backend"): backend for backend in found.pop("backends")}


class BuilderTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def request(self, content: bytes, **fields: object) -> str:
        """The path of a request for the model with these bytes."""
        body = {
            "backend": "tensorrt-rtx",
            "model": self.file("model.onnx", content),
            "engine": str(self.folder / "out.engine"),
            "computeCapability": "8.9",
            **fields,
        }
        return self.file("request.json", json.dumps(body).encode())

    def run_request(self, path: str, stdin: bytes | None = None) -> tuple[int, list[dict]]:
        ran = subprocess.run(
            command("build", path),
            cwd=HERE,
            env=ENVIRONMENT,
            capture_output=True,
            timeout=60,
            **({"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}),
        )
        events = [json.loads(line) for line in ran.stdout.splitlines()]
        self.assertEqual(events[-1]["kind"], "result", ran.stderr)
        self.assertEqual([event["t"] for event in events], sorted(event["t"] for event in events))
        self.assertFalse(list(self.folder.glob("*.part")))
        return ran.returncode, events

    def build(self, content: bytes, **fields: object) -> tuple[int, list[dict]]:
        return self.run_request(self.request(content, **fields))


def of(kind: str, events: list[dict]) -> list[dict]:
    return [event for event in events if event["kind"] == kind]


def without_rtx() -> str | None:
    """Why tests with a real TensorRT are skipped, or None."""
    found = probe()["tensorrt-rtx"]
    return None if found["available"] else f"TensorRT-RTX: {found['reason']}. To run it: {found['remedy']}"
