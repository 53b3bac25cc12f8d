"""The two TensorRTs behind one door: how each is loaded, and the few calls in which versions differ.

Which version has what: Python sources of NVIDIA/TensorRT (python/src/infer/pyCore.cpp) and knowledge of the headers 7.1 to 11.1.
Nothing here compares version numbers where a name can be looked up instead.
"""

from __future__ import annotations

import ctypes
import glob
import importlib
import importlib.util
import os
from types import ModuleType

RTX = "tensorrt-rtx"
TENSORRT = "tensorrt"

# module: what Python imports; remedy: what the person does when that fails.
BACKENDS = {
    RTX: {
        "module": "tensorrt_rtx_bindings",
        "remedy": "python -m pip install --no-deps -r apps/builder/requirements-rtx.txt, on Linux x86_64",
    },
    TENSORRT: {
        "module": "tensorrt",
        "remedy": "pip install tensorrt, on a host with an NVIDIA GPU",
    },
}

# Gone in TensorRT 11.0, and never in TensorRT-RTX: both are strongly typed.
PRECISION_FLAGS = {
    "FP16", "BF16", "FP8", "INT8", "INT4", "FP4", "OBEY_PRECISION_CONSTRAINTS", "PREFER_PRECISION_CONSTRAINTS",
}  # fmt: skip


def load(backend: str) -> ModuleType:
    """Imports the backend's module; ImportError and OSError say what is missing."""
    if backend == RTX:
        preload_rtx_libraries()
    return importlib.import_module(BACKENDS[backend]["module"])


def preload_rtx_libraries() -> None:
    """Loads TensorRT-RTX from the ONNX Runtime provider's wheel, which is not on the linker's path.

    The bindings ask for the soname libtensorrt_rtx.so.1; glibc answers that with a library already loaded under this
    soname, wherever its file lies. So neither links nor LD_LIBRARY_PATH are needed. The provider itself is not imported.
    """
    wheel = importlib.util.find_spec("onnxruntime_ep_nv_tensorrt_rtx")
    if wheel is None:
        return  # the wheel tensorrt-rtx-cu13-libs or a system installation may serve as well
    for folder in wheel.submodule_search_locations or []:
        for name in ("libtensorrt_rtx.so.1*", "libtensorrt_onnxparser_rtx.so.1*"):
            for path in sorted(glob.glob(os.path.join(glob.escape(folder), name))):
                ctypes.CDLL(path)


def version(trt: ModuleType) -> str:
    """Three numbers, as in 1.7.1 and 10.6.0."""
    return ".".join(trt.__version__.split(".")[:3])


def capabilities(trt: ModuleType) -> list[str]:
    """The compute capabilities that an engine can be built for without such a GPU: SM89 is "8.9", SM120 "12.0"."""
    names = getattr(getattr(trt, "ComputeCapability", None), "__members__", {})
    numbers = [name[2:] for name in names if name.startswith("SM") and name[2:].isdigit()]
    return [f"{number[:-1]}.{number[-1]}" for number in sorted(numbers, key=int)]


def set_capability(trt: ModuleType, config: object, capability: str) -> bool:
    config.num_compute_capabilities = 1
    return config.set_compute_capability(getattr(trt.ComputeCapability, "SM" + capability.replace(".", "")), 0)


def network_flags(trt: ModuleType, strongly_typed: bool) -> int:
    """Bits for create_network. EXPLICIT_BATCH is required up to 9, without effect in 10, gone in 11."""
    known = trt.NetworkDefinitionCreationFlag.__members__
    wanted = ["EXPLICIT_BATCH"] if "EXPLICIT_BATCH" in known and int(trt.__version__.split(".")[0]) < 10 else []
    wanted += ["STRONGLY_TYPED"] if strongly_typed else []
    return sum(1 << int(known[name]) for name in wanted)


def load_plugin_library(trt: ModuleType, path: str) -> None:
    """Opens a plugin library: one with the entry points for a registry by the registry, any other registers itself.

    Entry points: TensorRT documentation, "Plugin Shared Libraries"; trtexec calls the two ways dynamic and static plugins.
    """
    library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
    if any(hasattr(library, name) for name in ("getCreators", "getPluginCreators")):
        trt.get_plugin_registry().load_library(path)
