"""What the NVIDIA driver says about this host's GPUs, through ctypes: no driver is a normal answer, never an error."""

from __future__ import annotations

import ctypes
from typing import Callable

# CUDA Driver API, CUdevice_attribute.
COMPUTE_CAPABILITY_MAJOR = 75
COMPUTE_CAPABILITY_MINOR = 76


def devices() -> list[dict]:
    """The GPUs that CUDA_VISIBLE_DEVICES leaves visible, in CUDA's order: name, computeCapability, memoryBytes."""
    cuda = driver()
    if cuda is None:
        return []
    count = ctypes.c_int()
    if cuda.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return []
    found = (describe(cuda, ordinal) for ordinal in range(count.value))
    return [device for device in found if device is not None]


def free_memory() -> Callable[[], int | None]:
    """A function that tells the free bytes of GPU 0; call it from one thread only, as the CUDA context is the thread's.

    It uses the device's primary context, the one that TensorRT uses too, so it takes no memory of its own.
    NVML would need no context, but knows neither CUDA_VISIBLE_DEVICES nor, on older ones, Jetson.
    """
    cuda = driver()
    device, context = ctypes.c_int(), ctypes.c_void_p()
    if (
        cuda is None
        or cuda.cuDeviceGet(ctypes.byref(device), 0) != 0
        or cuda.cuDevicePrimaryCtxRetain(ctypes.byref(context), device) != 0
        or cuda.cuCtxSetCurrent(context) != 0
    ):
        return lambda: None

    def read() -> int | None:
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        return free.value if cuda.cuMemGetInfo_v2(ctypes.byref(free), ctypes.byref(total)) == 0 else None

    return read


def driver() -> ctypes.CDLL | None:
    try:
        cuda = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return None
    return cuda if cuda.cuInit(0) == 0 else None


def describe(cuda: ctypes.CDLL, ordinal: int) -> dict | None:
    device = ctypes.c_int()
    if cuda.cuDeviceGet(ctypes.byref(device), ordinal) != 0:
        return None
    name = ctypes.create_string_buffer(256)
    memory, major, minor = ctypes.c_size_t(), ctypes.c_int(), ctypes.c_int()
    cuda.cuDeviceGetName(name, len(name), device)
    cuda.cuDeviceTotalMem_v2(ctypes.byref(memory), device)
    cuda.cuDeviceGetAttribute(ctypes.byref(major), COMPUTE_CAPABILITY_MAJOR, device)
    cuda.cuDeviceGetAttribute(ctypes.byref(minor), COMPUTE_CAPABILITY_MINOR, device)
    return {
        "name": name.value.decode("utf-8", "replace"),
        "computeCapability": f"{major.value}.{minor.value}",
        "memoryBytes": memory.value,
    }
