"""One build, from request to engine. Each function is one stage and raises Stop where the build ends early."""

from __future__ import annotations

import os
import platform
import threading
import time
from types import ModuleType
from typing import Callable

from . import backends, gpu, listeners
from .events import Events
from .files import check_files, write_file
from .memory import heartbeat
from .network import describe_tensor, inputs_of, profiles
from .parser_errors import parse_reason, parser_error
from .request import Request, read_request
from .stop import REFUSED, BadRequest, Cancelled, Stop


class Build:
    """What lives from the first stage to the last. TensorRT keeps pointers to the listeners, so they must outlive it."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.cancelled = threading.Event()
        self.stage = "load"

    def run(self, request_path: str) -> dict:
        """The fields of a successful result."""
        self.request = read_request(request_path)
        check_files(self.request)
        trt = self.load()
        network, parse_seconds = self.enter("parse", self.parse, trt)
        config = self.enter("profile", self.configure, trt, network)
        plan, build_seconds = self.enter("build", self.build, trt, network, config)
        layers = self.enter("write", self.write, trt, config, plan)
        return {
            "engine": self.request.engine,
            "engineBytes": plan.nbytes,
            "parseSeconds": round(parse_seconds, 4),
            "buildSeconds": round(build_seconds, 4),
            "layers": layers,
        }

    def enter(self, stage: str, step: Callable, *arguments: object) -> object:
        if self.cancelled.is_set():
            raise Cancelled(self.stage)
        self.stage = stage
        self.recorder.told.clear()
        return step(*arguments)

    def load(self) -> ModuleType:
        """Imports the backend, tells what it is and where it runs, and makes the builder."""
        request, events = self.request, self.events
        try:
            trt = backends.load(request.backend)
        except (ImportError, OSError) as error:
            remedy = backends.BACKENDS[request.backend]["remedy"]
            raise BadRequest("backend/missing", f"{request.backend} cannot be loaded: {error}. Remedy: {remedy}.")
        found = gpu.devices()
        self.device = found[0] if found else None
        events.emit(
            "started",
            backend=request.backend,
            version=backends.version(trt),
            python=platform.python_version(),
            pid=os.getpid(),
            device=self.device,
        )
        needs_gpu = request.backend == backends.TENSORRT
        threading.Thread(target=heartbeat, args=(events, needs_gpu and self.device), daemon=True).start()

        check_options(trt, request)
        self.logger = listeners.logger(trt, events, request.severity)
        trt.init_libnvinfer_plugins(self.logger, "")
        for path in request.plugins:
            try:
                backends.load_plugin_library(trt, path)
            except Exception as error:
                raise BadRequest("plugin/load", f"The plugin library {path} cannot be loaded: {error}.")
        try:
            self.builder = trt.Builder(self.logger)
        except Exception as error:  # no driver, no GPU, a GPU that this version does not know
            raise BadRequest("backend/start", f"{request.backend} cannot start here: {self.logger.last_error or error}")
        # The network, made by the builder, inherits it.
        self.recorder = self.builder.error_recorder = listeners.error_recorder(trt, events)
        return trt

    def parse(self, trt: ModuleType) -> tuple[object, float]:
        network = self.builder.create_network(backends.network_flags(trt, self.request.stronglyTyped))
        self.parser = trt.OnnxParser(network, self.logger)  # kept: it owns the weights that the network points to
        started = time.monotonic()
        parsed = self.parser.parse_from_file(self.request.model)
        seconds = time.monotonic() - started
        errors = [parser_error(self.parser.get_error(index)) for index in range(self.parser.num_errors)]
        for error in errors:
            self.events.emit("parser-error", **error)
        if not parsed:
            raise Stop("parse", REFUSED, f"TensorRT cannot parse the model. {parse_reason(errors, self.logger.last_error)}")
        self.events.emit(
            "network",
            inputs=[describe_tensor(tensor) for tensor in inputs_of(network)],
            outputs=[describe_tensor(network.get_output(index)) for index in range(network.num_outputs)],
            layers=network.num_layers,
        )
        return network, seconds

    def configure(self, trt: ModuleType, network: object) -> object:
        request, events = self.request, self.events
        config = self.builder.create_builder_config()
        self.monitor = listeners.progress_monitor(trt, events, self.cancelled)
        if self.monitor is not None:
            config.progress_monitor = self.monitor
        for name in request.flags:
            config.set_flag(trt.BuilderFlag.__members__[name])
        if request.optimizationLevel is not None:
            config.builder_optimization_level = request.optimizationLevel
        if request.workspaceBytes is not None:
            config.set_memory_pool_limit(trt.MemoryPoolType.WORKSPACE, request.workspaceBytes)
        if request.layers is not None:
            config.profiling_verbosity = trt.ProfilingVerbosity.DETAILED  # the engine grows by it: 7.5 to 10.6 MB for shufflenet
        if request.computeCapability is not None:
            self.aim(trt, config, request.computeCapability)
        self.read_timing_cache(config)
        for index, sizes in enumerate(profiles(request, network)):
            events.emit("profile", index=index, inputs=sizes, assumed=any(size["assumed"] for size in sizes.values()))
            self.add_profile(config, sizes)
        return config

    def aim(self, trt: ModuleType, config: object, capability: str) -> None:
        if self.request.backend == backends.RTX:
            if not backends.set_capability(trt, config, capability):
                raise BadRequest("capability/unknown", f"TensorRT-RTX refused compute capability {capability}.", stage="profile")
        elif self.device is not None and self.device["computeCapability"] != capability:
            here = self.device["computeCapability"]
            self.events.log("warning", f"TensorRT builds for this host's GPU, {here}; computeCapability {capability} was not used.")

    def add_profile(self, config: object, sizes: dict) -> None:
        profile = self.builder.create_optimization_profile()
        for name, size in sizes.items():
            put = profile.set_shape_input if size["shapeTensor"] else profile.set_shape
            try:
                put(name, size["min"], size["opt"], size["max"])
            except (ValueError, TypeError, RuntimeError) as error:
                raise Stop("profile", REFUSED, f'TensorRT refused the profile of input "{name}". {self.reason() or error}')
        if config.add_optimization_profile(profile) < 0:
            raise Stop("profile", REFUSED, f"TensorRT refused the profile. {self.reason()}")

    def build(self, trt: ModuleType, network: object, config: object) -> tuple[object, float]:
        started = time.monotonic()
        plan = self.builder.build_serialized_network(network, config)
        seconds = time.monotonic() - started
        if self.cancelled.is_set():
            raise Cancelled("build")
        if plan is None:
            raise Stop("build", REFUSED, f"TensorRT did not build the engine. {self.reason()}")
        return plan, seconds

    def reason(self) -> str:
        """The first error of this stage: those after it are mostly its echo through the callers."""
        return self.recorder.told[0] if self.recorder.told else self.logger.last_error

    def write(self, trt: ModuleType, config: object, plan: object) -> str | None:
        """The engine, and what can be had beside it; a by-product that fails does not fail the build."""
        write_file(self.request.engine, plan)
        try:
            self.write_timing_cache(config)
            return self.write_layers(trt, plan)
        except Exception as error:
            self.events.log("warning", f"The engine was built, but not all that was asked for beside it: {error}")
            return None

    def read_timing_cache(self, config: object) -> None:
        path = self.request.timingCache
        if path is None:
            return
        if self.request.backend == backends.RTX:
            # "Timing cache operations are no-ops in TensorRT-RTX" (its deprecation warning, 1.7.1); without a GPU,
            # reading one back even logs CUDA errors.
            self.events.log("warning", f"TensorRT-RTX has no timing cache; {path} is neither read nor written.")
            return
        known = b""
        if os.path.exists(path):
            with open(path, "rb") as file:
                known = file.read()
        cache = config.create_timing_cache(known)
        if not cache or not config.set_timing_cache(cache, ignore_mismatch=False):
            self.events.log("warning", f"The timing cache {path} is of another TensorRT or GPU; a new one takes its place.")
            cache = config.create_timing_cache(b"")
            config.set_timing_cache(cache, ignore_mismatch=False)
        self.cache = cache

    def write_timing_cache(self, config: object) -> None:
        if self.request.timingCache is not None and self.request.backend != backends.RTX:
            write_file(self.request.timingCache, config.get_timing_cache().serialize())

    def write_layers(self, trt: ModuleType, plan: object) -> str | None:
        """The engine inspector's JSON. Reading the engine back needs the GPU it is for: no GPU, no layers."""
        path = self.request.layers
        if path is None or not self.runs_here():
            return None
        self.runtime = trt.Runtime(self.logger)
        engine = self.runtime.deserialize_cuda_engine(plan)
        if engine is None:
            self.events.log("warning", "The engine was built, but cannot be read back here, so its layers are not known.")
            return None
        text = engine.create_engine_inspector().get_engine_information(trt.LayerInformationFormat.JSON)
        write_file(path, text.encode("utf-8"))
        return path

    def runs_here(self) -> bool:
        if self.device is None:
            return False
        capability = self.request.computeCapability
        return self.request.backend != backends.RTX or capability in (None, self.device["computeCapability"])


def check_options(trt: ModuleType, request: Request) -> None:
    """Refuses what this version does not have: an option without effect would be worse than an error."""
    name = f"{request.backend} {backends.version(trt)}"
    flags = trt.BuilderFlag.__members__
    for flag in request.flags:
        if flag not in flags:
            why = f'{name} has no builder flag "{flag}".'
            if flag in backends.PRECISION_FLAGS and "FP16" not in flags:
                why += " It is strongly typed: precision is in the network itself, as Cast and QuantizeLinear/DequantizeLinear."
            raise BadRequest("flag/unknown", why, sorted(flags))
    capabilities = backends.capabilities(trt)
    wanted = request.computeCapability
    if request.backend == backends.RTX and wanted is not None and wanted not in capabilities:
        raise BadRequest("capability/unknown", f'{name} cannot build for compute capability "{wanted}".', capabilities)
    if request.optimizationLevel is not None and not hasattr(trt.IBuilderConfig, "builder_optimization_level"):
        raise BadRequest("option/unknown", f"{name} has no optimization level; 8.6 and later have it.")
    if request.stronglyTyped and "STRONGLY_TYPED" not in trt.NetworkDefinitionCreationFlag.__members__:
        raise BadRequest("option/unknown", f"{name} has no strongly typed networks; 9.0 and later have them.")
