from __future__ import annotations

import json
import subprocess
import sys
import time
import unittest

from .harness import HERE


class ParentTest(unittest.TestCase):
    def test_the_builder_dies_with_its_parent(self) -> None:
        child = "from suture_builder.__main__ import die_with_parent; die_with_parent(); print('ready', flush=True); import time; time.sleep(60)"
        parent = (
            "import subprocess, sys, time\n"
            f"p = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)\n"
            "p.stdout.readline(); print(p.pid, flush=True); time.sleep(60)\n"
        )
        process = subprocess.Popen([sys.executable, "-c", parent], cwd=HERE, stdout=subprocess.PIPE)
        pid = int(process.stdout.readline())
        process.kill()
        process.communicate()
        deadline = time.monotonic() + 5
        while lives(pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertFalse(lives(pid))


    def test_a_cancelled_build_that_does_not_notice_is_ended_all_the_same(self) -> None:
        silent = (
            "import os, threading, time\n"
            "from suture_builder import __main__ as builder\n"
            "from suture_builder.build import Build\n"
            "from suture_builder.events import Events\n"
            "build = Build(Events(os.dup(1)))\n"
            "build.stage = 'build'\n"
            "threading.Thread(target=builder.watch_stdin, args=(build,), daemon=True).start()\n"
            "time.sleep(60)\n"
        )
        ran = subprocess.run([sys.executable, "-c", silent], cwd=HERE, input=b"cancel\n", capture_output=True, timeout=10)
        self.assertEqual(ran.returncode, 3)
        result = json.loads(ran.stdout)
        self.assertEqual((result["kind"], result["stage"], result["cancelled"]), ("result", "build", True))


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
