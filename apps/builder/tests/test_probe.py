from __future__ import annotations

import time
import types
import unittest

from suture_builder import backends

from .harness import BuilderTest, probe, without_rtx

REASON = without_rtx()


class ProbeTest(BuilderTest):
    def fake(self, source: str) -> str:
        """A folder with a broken installation of tensorrt."""
        (self.folder / "tensorrt.py").write_text(source)
        return str(self.folder)

    def test_a_missing_backend_says_how_to_get_it(self) -> None:
        for found in probe(PYTHONPATH="").values():
            if not found["available"]:
                self.assertTrue(found["reason"])
                self.assertIn("install", found["remedy"])

    def test_a_missing_library_is_named(self) -> None:
        folder = self.fake("import ctypes\nctypes.CDLL('libnvinfer.so.10')\n")
        self.assertIn("libnvinfer.so.10", probe(PYTHONPATH=folder)["tensorrt"]["reason"])

    def test_a_backend_that_crashes_while_loading_is_an_answer(self) -> None:
        folder = self.fake("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
        self.assertIn("SIGSEGV", probe(PYTHONPATH=folder)["tensorrt"]["reason"])
        folder = self.fake("import os\nos._exit(7)\n")
        self.assertIn("exit code 7", probe(PYTHONPATH=folder)["tensorrt"]["reason"])
        folder = self.fake("raise RuntimeError('half installed')\n")
        self.assertIn("half installed", probe(PYTHONPATH=folder)["tensorrt"]["reason"])

    @unittest.skipIf(REASON is not None, REASON)
    def test_finds_tensorrt_rtx_quickly(self) -> None:
        started = time.monotonic()
        found = probe()["tensorrt-rtx"]
        self.assertLess(time.monotonic() - started, 5)  # 0.3 s here; the margin is for a busy machine
        self.assertEqual(found["version"], "1.7.1")
        self.assertIn("8.9", found["computeCapabilities"])


class NetworkFlagsTest(unittest.TestCase):
    def flags(self, version: str, members: dict, strongly_typed: bool) -> int:
        trt = types.SimpleNamespace(__version__=version, NetworkDefinitionCreationFlag=types.SimpleNamespace(__members__=members))
        return backends.network_flags(trt, strongly_typed)

    def test_follow_the_names_and_not_the_numbers_of_each_version(self) -> None:
        # Names and numbers: NvInfer.h 8.5, 10.6 and 11.0.
        self.assertEqual(self.flags("8.5.3", {"EXPLICIT_BATCH": 0, "EXPLICIT_PRECISION": 1}, False), 1)
        self.assertEqual(self.flags("10.6.0", {"EXPLICIT_BATCH": 0, "STRONGLY_TYPED": 1}, False), 0)
        self.assertEqual(self.flags("10.6.0", {"EXPLICIT_BATCH": 0, "STRONGLY_TYPED": 1}, True), 2)
        self.assertEqual(self.flags("11.0.0", {"STRONGLY_TYPED": 0}, True), 1)
