import type { ProgramPlan } from "./plan.ts";
import { pythonConstants } from "./python/constants.ts";
import { pythonCuda } from "./python/cuda.ts";
import { pythonEngine } from "./python/engine.ts";
import { pythonImage } from "./python/image.ts";
import { pythonMain } from "./python/main.ts";
import { pythonParts } from "./python/parts.ts";

const head = `#!/usr/bin/env python3
"""Runs a model: the engine with TensorRT (8, 10 or 11), what stands before and behind it with ONNX Runtime.

    python program.py                              random inputs, with times
    python program.py --image cat.ppm              a picture, where the model takes one
    python program.py --input x=x.npy --save out.npz
    python program.py --check model.onnx           compares with the whole model in ONNX Runtime
    python program.py --engine-in-onnxruntime      without a GPU

Needs numpy, tensorrt with CUDA's runtime library, and onnxruntime for the parts and the check. The first run builds the engine
and keeps it as engine.plan beside this file.
"""
import argparse
import ctypes
import ctypes.util
import glob
import importlib
import json
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
`;

/** A Python program that runs the parts of a model, as text. It stands alone beside the parts' files. */
export function pythonProgram(plan: ProgramPlan): string {
	return [head, pythonConstants(plan), pythonParts, pythonCuda, pythonEngine, pythonImage, pythonMain].join("\n\n");
}
