from __future__ import annotations

import unittest

from . import models
from .harness import BuilderTest, of, without_rtx

REASON = without_rtx()


@unittest.skipIf(REASON is not None, REASON)
class BuildTest(BuilderTest):
    def test_builds_an_engine_and_says_what_it_assumed(self) -> None:
        code, events = self.build(models.RELU)
        self.assertEqual(code, 0)
        result = events[-1]
        self.assertTrue(result["ok"])
        self.assertEqual((self.folder / "out.engine").stat().st_size, result["engineBytes"])
        self.assertEqual(events[0]["kind"], "started")
        self.assertEqual(events[0]["version"], "1.7.1")
        (network,) = of("network", events)
        self.assertEqual(network["inputs"], [{"name": "x", "dtype": "FLOAT", "shape": [-1, 8]}])
        (profile,) = of("profile", events)
        ones = {"min": [1, 8], "opt": [1, 8], "max": [1, 8], "shapeTensor": False, "assumed": True}
        self.assertEqual((profile["inputs"], profile["assumed"]), ({"x": ones}, True))
        self.assertTrue(of("memory", events))

    def test_phases_start_and_finish_in_pairs_under_their_parents(self) -> None:
        events = of("phase", self.build(models.RELU)[1])
        self.assertEqual(events[0]["name"], "Building engine")
        self.assertIsNone(events[0]["parent"])
        running = []
        for event in events:
            if event["at"] == "start":
                self.assertIn(event["parent"], [None, *running])
                running.append(event["name"])
            elif event["at"] == "finish":
                running.remove(event["name"])
            else:
                self.assertLess(event["step"], event["steps"])
        self.assertEqual(running, [])

    def test_verbose_says_more_than_info(self) -> None:
        texts = [event["text"] for event in of("log", self.build(models.RELU, severity="verbose")[1])]
        self.assertTrue(any(text.startswith("Parsing node: /act/Relu") for text in texts))
        self.assertEqual(of("log", self.build(models.RELU, severity="error")[1]), [])

    def test_takes_several_profiles(self) -> None:
        small, large = ({"x": {"min": [1, 8], "opt": [n, 8], "max": [n, 8]}} for n in (1, 64))
        code, events = self.build(models.RELU, profiles=[small, large])
        self.assertEqual(code, 0)
        self.assertEqual([event["index"] for event in of("profile", events)], [0, 1])
        self.assertFalse(any(event["assumed"] for event in of("profile", events)))

    def test_gives_values_to_inputs_that_are_shapes(self) -> None:
        values = {"min": [1, 1], "opt": [2, 3], "max": [4, 5]}
        code, events = self.build(models.EXPAND, profiles=[{"s": values}])
        self.assertEqual(code, 0)
        self.assertEqual(of("profile", events)[0]["inputs"], {"s": {**values, "shapeTensor": True, "assumed": False}})

    def test_every_refused_node_is_named(self) -> None:
        code, events = self.build(models.REFUSED)
        self.assertEqual((code, events[-1]["ok"], events[-1]["stage"]), (1, False, "parse"))
        errors = [(e["nodeIndex"], e["operator"], e["nodeName"], e["code"], e["function"]) for e in of("parser-error", events)]
        self.assertEqual(
            errors, [(1, "Det", "/Det", "UNSUPPORTED_NODE", "checkDet"), (2, "Det", "/Det_1", "UNSUPPORTED_NODE", "checkDet")]
        )
        self.assertFalse((self.folder / "out.engine").exists())

    def test_a_model_that_is_cut_off(self) -> None:
        code, events = self.build(models.RELU[:-20])
        self.assertEqual((code, events[-1]["stage"]), (1, "parse"))
        self.assertEqual([e["code"] for e in of("parser-error", events)], ["MODEL_DESERIALIZE_FAILED"])

    def test_a_web_page_is_an_empty_network_to_tensorrt(self) -> None:
        # "<" is a protobuf tag that ends a message, and an empty message is a model without outputs.
        code, events = self.build(b"<!DOCTYPE html><title>Not found</title>")
        self.assertEqual((code, events[-1]["stage"]), (1, "build"))
        self.assertIn("Network must have at least one output", events[-1]["sentence"])

    def test_an_error_of_the_builder_comes_with_its_code_and_in_the_log(self) -> None:
        code, events = self.build(models.RELU, profiles=[{"x": {"min": [1, 9], "opt": [1, 9], "max": [1, 9]}}])
        self.assertEqual((code, events[-1]["stage"]), (1, "build"))
        (error,) = of("error", events)
        self.assertEqual((error["source"], error["code"]), ("recorder", "INVALID_CONFIG"))
        self.assertIn("profile has min=9", error["description"])
        self.assertEqual([e["text"] for e in of("log", events) if e["severity"] == "error"], [error["description"]])

    def test_a_profile_that_tensorrt_refuses(self) -> None:
        code, events = self.build(models.RELU, profiles=[{"x": {"min": [4, 8], "opt": [1, 8], "max": [1, 8]}}])
        self.assertEqual((code, events[-1]["stage"]), (1, "profile"))
        self.assertIn("MIN<=OPT<=MAX", events[-1]["sentence"])

    def refuse(self, **fields: object) -> dict:
        code, events = self.build(models.RELU, **fields)
        self.assertEqual((code, events[-1]["ok"]), (2, False))
        return of("error", events)[0]

    def test_what_this_version_does_not_have_is_refused_with_what_it_has(self) -> None:
        precision = self.refuse(flags=["FP16"])
        self.assertEqual(precision["code"], "flag/unknown")
        self.assertIn("strongly typed", precision["description"])
        self.assertIn("REFIT", precision["description"])
        self.assertNotIn("strongly typed", self.refuse(flags=["FASTER"])["description"])
        self.assertIn("8.9", self.refuse(computeCapability="3.5")["description"])

    def test_a_profile_for_an_unknown_input_names_those_there_are(self) -> None:
        error = self.refuse(profiles=[{"X": {"min": [1, 8], "opt": [1, 8], "max": [1, 8]}}])
        self.assertEqual((error["code"], error["description"]), ("input/unknown", 'The network has no input "X". There is: x.'))

    def test_a_plugin_that_is_no_library(self) -> None:
        self.assertEqual(self.refuse(plugins=[self.file("p.so", b"text")])["code"], "plugin/load")

    def test_options_reach_tensorrt(self) -> None:
        code, events = self.build(
            models.RELU,
            flags=["STRIP_PLAN"],
            optimizationLevel=0,
            workspaceBytes=1 << 30,
            stronglyTyped=True,
            timingCache=str(self.folder / "cache"),
            layers=str(self.folder / "layers.json"),
        )
        self.assertEqual(code, 0)
        self.assertTrue(any("no timing cache" in e["text"] for e in of("log", events)))
        self.assertFalse((self.folder / "cache").exists())
        if events[0]["device"] is None:  # reading an engine back needs a GPU
            self.assertIsNone(events[-1]["layers"])

    def test_a_cancelled_build_ends_with_its_own_code_and_leaves_nothing(self) -> None:
        for word in (b"cancel\n", b""):  # the empty one is the end of stdin
            code, events = self.run_request(self.request(models.RELU), stdin=word)
            self.assertEqual((code, events[-1]["ok"], events[-1]["cancelled"]), (3, False, True))
            self.assertFalse((self.folder / "out.engine").exists())
