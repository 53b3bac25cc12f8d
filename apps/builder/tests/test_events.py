from __future__ import annotations

import json
import subprocess
import sys
import time
import unittest

from .harness import HERE


def say(script: str) -> subprocess.Popen:
    start = "import os, signal, threading\nfrom suture_builder.events import Events\nevents = Events(os.dup(1))\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + script], cwd=HERE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


class EventsTest(unittest.TestCase):
    def test_every_line_of_every_thread_arrives_once_and_in_order(self) -> None:
        process = say(
            "def speak(name):\n"
            "    for number in range(5000): events.log('info', f'{name} {number}')\n"
            "threads = [threading.Thread(target=speak, args=(name,)) for name in 'abcd']\n"
            "for thread in threads: thread.start()\n"
            "for thread in threads: thread.join()\n"
            "events.finish(0, ok=True)\n"
        )
        lines = [json.loads(line) for line in process.communicate(timeout=30)[0].splitlines()]
        self.assertEqual(process.returncode, 0)
        self.assertEqual({key: lines.pop()[key] for key in ("kind",)}, {"kind": "result"})
        for name in "abcd":
            self.assertEqual(
                [line["text"] for line in lines if line["text"].startswith(name)], [f"{name} {number}" for number in range(5000)]
            )

    def test_a_crash_loses_no_line(self) -> None:
        for end in ("SIGSEGV", "SIGKILL", "SIGABRT"):
            process = say(f"for n in range(3000): events.log('verbose', str(n))\nos.kill(os.getpid(), signal.{end})\n")
            lines = process.communicate(timeout=30)[0].splitlines()
            self.assertLess(process.returncode, 0)
            self.assertEqual([json.loads(line)["text"] for line in lines], [str(n) for n in range(3000)])

    def test_a_reader_that_sleeps_holds_the_writer_back_and_loses_nothing(self) -> None:
        process = say("for n in range(20000): events.log('verbose', 'x' * 200)\nevents.finish(0)\n")
        time.sleep(0.5)
        self.assertIsNone(process.poll())
        self.assertEqual(len(process.communicate(timeout=30)[0].splitlines()), 20001)

    def test_text_is_plain_ascii_whatever_the_nodes_are_called(self) -> None:
        name = 'quote " back\\slash\nnewline é \u2028 \ud800 😀'
        process = say(f"events.log('info', {name!a})\nevents.finish(0)\n")
        lines = process.communicate(timeout=30)[0].splitlines()
        self.assertTrue(lines[0].isascii())
        self.assertEqual(json.loads(lines[0])["text"], name)

    def test_only_the_first_result_counts(self) -> None:
        process = say("threading.Thread(target=events.finish, args=(3,), kwargs={'n': 1}).start()\nevents.finish(3, n=1)\n")
        self.assertEqual(len(process.communicate(timeout=30)[0].splitlines()), 1)
        self.assertEqual(process.returncode, 3)


if __name__ == "__main__":
    unittest.main()
