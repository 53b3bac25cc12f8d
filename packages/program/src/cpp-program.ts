import { cppConstants } from "./cpp/constants.ts";
import { cppEngine } from "./cpp/engine.ts";
import { cppImage } from "./cpp/image.ts";
import { cppMain } from "./cpp/main.ts";
import { cppOnnxRuntime } from "./cpp/onnxruntime.ts";
import { cppTensors } from "./cpp/tensors.ts";
import type { ProgramPlan } from "./plan.ts";

const head = `// Runs a model: the engine with TensorRT 8.4 to 11, what stands before and behind it with ONNX Runtime.
//
//   ./program                          random inputs, with times
//   ./program --image cat.ppm          a picture (binary PPM), where the model takes one
//   ./program --input x=x.bin          raw numbers, little-endian; sizes by --shape x=1x3x640x640
//   ./program --save out               writes each output as raw numbers into a folder
//   ./program --check model.onnx       compares with the whole model in ONNX Runtime
//
// With -DWITH_TENSORRT=0 it needs ONNX Runtime alone, which then runs the engine's model too.
//
// The first run builds the engine and keeps it as engine.plan. Parts are looked for in the folder of --folder, else in this one.
#ifndef WITH_TENSORRT
#define WITH_TENSORRT 1  // 0: the engine's model runs in ONNX Runtime too, without a GPU
#endif
#if WITH_TENSORRT
#include <NvInfer.h>
#include <NvInferPlugin.h>
#include <NvOnnxParser.h>
#include <cuda_runtime_api.h>
#include <dlfcn.h>
#endif

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>
`;

/** A C++17 program that runs the parts of a model, as text. */
export function cppProgram(plan: ProgramPlan): string {
	return [head, cppTensors, cppConstants(plan), cppEngine, cppOnnxRuntime, cppImage, cppMain].join("\n");
}

/** What CMake needs to build it. */
export function cmakeLists(plan: ProgramPlan): string {
	const needsOnnxRuntime = plan.parts.some(({ role }) => role !== "engine");
	return `cmake_minimum_required(VERSION 3.18)
project(program LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# Where they lie when they are not installed: -DTENSORRT_ROOT=... -DONNXRUNTIME_ROOT=...
set(TENSORRT_ROOT "" CACHE PATH "Folder of TensorRT, with include and lib")
set(ONNXRUNTIME_ROOT "" CACHE PATH "Folder of ONNX Runtime, with include and lib")

option(WITH_TENSORRT "Without it the engine's model runs in ONNX Runtime too: no GPU is needed" ON)

if(WITH_TENSORRT)
  find_package(CUDAToolkit REQUIRED)
  find_path(TENSORRT_INCLUDE NvInfer.h HINTS \${TENSORRT_ROOT} PATH_SUFFIXES include REQUIRED)
  find_library(NVINFER nvinfer HINTS \${TENSORRT_ROOT} PATH_SUFFIXES lib lib64 REQUIRED)
  find_library(NVINFER_PLUGIN nvinfer_plugin HINTS \${TENSORRT_ROOT} PATH_SUFFIXES lib lib64 REQUIRED)
  find_library(NVONNXPARSER nvonnxparser HINTS \${TENSORRT_ROOT} PATH_SUFFIXES lib lib64 REQUIRED)
endif()
find_path(ONNXRUNTIME_INCLUDE onnxruntime_cxx_api.h HINTS \${ONNXRUNTIME_ROOT} PATH_SUFFIXES include include/onnxruntime include/onnxruntime/core/session)
find_library(ONNXRUNTIME onnxruntime HINTS \${ONNXRUNTIME_ROOT} PATH_SUFFIXES lib lib64)

add_executable(program program.cpp)
if(WITH_TENSORRT)
  target_include_directories(program PRIVATE \${TENSORRT_INCLUDE})
  target_link_libraries(program PRIVATE \${NVINFER} \${NVINFER_PLUGIN} \${NVONNXPARSER} CUDA::cudart \${CMAKE_DL_LIBS})
else()
  target_compile_definitions(program PRIVATE WITH_TENSORRT=0)
endif()
if(ONNXRUNTIME AND ONNXRUNTIME_INCLUDE)
  target_compile_definitions(program PRIVATE WITH_ONNXRUNTIME=1)
  target_include_directories(program PRIVATE \${ONNXRUNTIME_INCLUDE})
  target_link_libraries(program PRIVATE \${ONNXRUNTIME})
${needsOnnxRuntime ? "else()" : "elseif(NOT WITH_TENSORRT)"}
  message(FATAL_ERROR "ONNX Runtime runs what TensorRT does not: give -DONNXRUNTIME_ROOT.")
endif()
`;
}
