"""TensorRT's plugins, from data/plugins.json: fields become attributes, documented tensors become parameters."""

import json
from pathlib import Path

from .schema import Attribute, Parameter, Schema, TypeConstraint

DOMAIN = "trt.plugins"
DATA = Path(__file__).parents[2] / "data" / "plugins.json"
# What a tensor of TensorRT can hold: DataType in NvInferRuntimeBase.h of TensorRT 10 and 11.
ELEMENTS = "bfloat16 bool float float16 float4e2m1 float8e4m3fn float8e8m0 int32 int4 int64 int8 uint8"
ANY = tuple(f"tensor({element})" for element in ELEMENTS.split())


def plugin_schemas() -> list[Schema]:
    return [plain(plugin) for plugin in json.loads(DATA.read_text())["plugins"]]


def plain(plugin: dict) -> Schema:
    types: dict[str, TypeConstraint] = {}
    type_of: dict[str, str] = {}
    return Schema(
        domain=DOMAIN,
        name=plugin["name"],
        since=1,  # a plugin's version is the attribute plugin_version, which has nothing to do with an opset
        deprecated=False,
        experimental=False,
        function="none",
        inputs=parameters(plugin.get("inputs"), "inputs", types, type_of),
        outputs=parameters(plugin.get("outputs"), "outputs", types, type_of),
        attributes=[
            Attribute(x["name"], x["type"], x.get("required", False), x.get("default"), x.get("description", ""))
            for x in plugin["attributes"]
        ],
        types=list(types.values()),
        text=text(plugin),
    )


def parameters(listed: list | None, unknown: str, types: dict, type_of: dict) -> list[Parameter]:
    if listed is None:
        types["any"] = TypeConstraint("any", ANY, "Nobody wrote down which tensors this plugin takes and gives.")
        return [Parameter(unknown, "any", "variadic", False, 0, "")]
    return [parameter(x, types, type_of) for x in listed]


def parameter(listed: dict, types: dict, type_of: dict) -> Parameter:
    if "typeAs" in listed:
        type_of[listed["name"]] = type_of[listed["typeAs"]]
    elif len(listed["types"]) == 1:
        type_of[listed["name"]] = f"tensor({listed['types'][0]})"
    else:
        # Documents list types by tensor and do not say which tensors must agree, so each has a constraint of its own.
        name = f"T{len(types) + 1}"
        types[name] = TypeConstraint(name, tuple(sorted(f"tensor({t})" for t in listed["types"])), "")
        type_of[listed["name"]] = name
    note = f", {listed['note']}" if "note" in listed else ""
    description = f"Shape {listed['shape']}{note}."
    return Parameter(listed["name"], type_of[listed["name"]], listed.get("option", "single"), True, 1, description)


def text(plugin: dict) -> str:
    lines = [f"A plugin of TensorRT {plugin['since']} to {plugin['last']}.\n"]
    lines += [f"- {version_text(version)}" for version in plugin["versions"]]
    if "deprecatedVersions" in plugin:
        lines.append(f"- Deprecated: {plugin['deprecatedVersions']}.")
    if "usedByParser" in plugin:
        lines.append(f"\nThe ONNX parser itself uses it for {plugin['usedByParser']}.")
    if "note" in plugin:
        lines.append(f"\nNote: {plugin['note']}.")
    lines.append(f"\nSource: NVIDIA/TensorRT, {plugin['directory']}.")
    return "\n".join(lines)


def version_text(version: dict) -> str:
    facts = [f"version {version['version']}"]
    facts += [f"{key} {version[key]}" for key in ("since", "deprecated", "removed") if key in version]
    if "replacement" in version:
        facts.append(f"use {version['replacement']} instead")
    if "unsupportedOn" in version:
        facts.append(f"not on {version['unsupportedOn']}")
    if "interface" in version:
        facts.append(version["interface"])
    return ", ".join(facts)
