from __future__ import annotations

import subprocess

from . import models
from .harness import HERE, BuilderTest, command, of


class RequestTest(BuilderTest):
    def refuse(self, path: str) -> dict:
        """The event of kind error; the result says the same."""
        code, events = self.run_request(path)
        self.assertEqual(code, 2)
        (error,) = of("error", events)
        self.assertEqual(error["source"], "request")
        self.assertFalse(events[-1]["ok"])
        self.assertTrue(error["description"].startswith(events[-1]["sentence"]))
        return error

    def test_a_request_that_is_not_json(self) -> None:
        self.assertEqual(self.refuse(self.file("r.json", b'{"model":'))["code"], "request/json")
        self.assertEqual(self.refuse(self.file("r.json", b"[1]"))["code"], "request/json")
        self.assertEqual(self.refuse(self.file("r.json", b"\xff\xfe"))["code"], "request/json")

    def test_a_request_that_is_not_there(self) -> None:
        self.assertEqual(self.refuse(str(self.folder / "nowhere.json"))["code"], "request/file")

    def test_an_unknown_field_is_named_with_those_there_are(self) -> None:
        error = self.refuse(self.request(models.RELU, precision="fp16"))
        self.assertEqual(error["code"], "request/field")
        self.assertIn('"precision"', error["description"])
        self.assertIn("flags", error["description"])

    def test_values_of_the_wrong_kind_are_refused(self) -> None:
        wrong = [
            {"backend": "cuda"},
            {"model": None},
            {"engine": "relative.engine"},
            {"engine": None},
            {"severity": "debug"},
            {"optimizationLevel": 9},
            {"optimizationLevel": True},
            {"workspaceBytes": -1},
            {"profiles": {}},
            {"profiles": [{"x": {"min": [1]}}]},
            {"profiles": [{"x": {"min": [1.5], "opt": [1], "max": [1]}}]},
            {"plugins": ["relative.so"]},
            {"flags": "FP16"},
        ]
        for fields in wrong:
            with self.subTest(fields):
                error = self.refuse(self.request(models.RELU, **fields))
                self.assertIn(f'"{next(iter(fields))}"', error["description"])

    def test_files_are_tried_before_anything_slow(self) -> None:
        for model in (str(self.folder / "nowhere.onnx"), str(self.folder)):
            self.assertEqual(self.refuse(self.request(b"", model=model))["code"], "model/missing")
        for engine in (str(self.folder), str(self.folder / "nowhere" / "x.engine"), "/proc/x.engine"):
            self.assertEqual(self.refuse(self.request(models.RELU, engine=engine))["code"], "file/write")

    def test_bad_usage_says_the_usage(self) -> None:
        ran = subprocess.run(command(), cwd=HERE, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
        self.assertEqual((ran.returncode, ran.stdout), (2, b""))
        self.assertIn(b"build REQUEST.json", ran.stderr)
