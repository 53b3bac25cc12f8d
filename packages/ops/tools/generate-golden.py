"""Writes data/golden/schemas.json, which the tests hold the table against: read from the packages' own functions, without
anything of tools/schemas.

    .suture/peers/bin/python packages/ops/tools/generate-golden.py        see generate-schemas.py

Of each operator: `at`, the since_version that onnx.defs.get_schema finds at each opset from 1 to the newest (0: none), and
`digests`, a hash of each version's canonical form, which src/golden.test.ts makes from what it decodes.
"""

import hashlib
import json
import struct
from importlib.metadata import version
from pathlib import Path

import onnx
import onnx.defs
import onnxruntime.capi.onnxruntime_pybind11_state as onnxruntime

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "schemas.json"


def main() -> None:
    domains: dict[str, dict[str, dict]] = {}
    for schema in onnx.defs.get_all_schemas_with_history():
        entry = domains.setdefault(schema.domain, {}).setdefault(schema.name, {"at": since_at_each_opset(schema), "digests": {}})
        entry["digests"][schema.since_version] = digest(schema)
    for schema in onnxruntime.get_all_operator_schema():
        if schema.domain in ("com.microsoft", "com.microsoft.nchwc"):
            entry = domains.setdefault(schema.domain, {}).setdefault(schema.name, {"digests": {}})
            entry["digests"][schema.since_version] = digest(schema)
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(listing(domains))


def since_at_each_opset(schema) -> list[int]:
    newest = onnx.defs.onnx_opset_version() if schema.domain == "" else 5  # ai.onnx.ml is at 5, the previews at 1
    return [since_at(schema.name, opset, schema.domain) for opset in range(1, newest + 1)]


def since_at(name: str, opset: int, domain: str) -> int:
    try:
        return onnx.defs.get_schema(name, opset, domain).since_version
    except onnx.defs.SchemaError:
        return 0


def digest(schema) -> str:
    return hashlib.sha256(json.dumps(canonical(schema), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:12]


def canonical(schema) -> list:
    return [
        schema.domain,
        schema.name,
        schema.since_version,
        schema.deprecated,
        schema.support_level.name == "EXPERIMENTAL",
        function_body(schema),
        [schema.min_input, schema.max_input, schema.min_output, schema.max_output],
        [parameter(x) for x in schema.inputs],
        [parameter(x) for x in schema.outputs],
        [attribute(schema.attributes[name]) for name in sorted(schema.attributes)],
        sorted([x.type_param_str, allowed(schema, x)] for x in schema.type_constraints),
    ]


def allowed(schema, constraint) -> list[str]:
    # A constraint spells maps otherwise than the parameters that use it; theirs is the normal form.
    for parameter in [*schema.inputs, *schema.outputs]:
        if getattr(parameter, "type_str", None) == constraint.type_param_str:
            return sorted(parameter.types)
    return sorted(constraint.allowed_type_strs)


def function_body(schema) -> str:
    if getattr(schema, "has_function", False):  # ONNX Runtime's binding has neither
        return "fixed"
    return "contextDependent" if getattr(schema, "has_context_dependent_function", False) else "none"


def parameter(found) -> list:
    if hasattr(found, "type_str"):
        return [found.name, found.type_str, sorted(found.types), found.option.name.lower(), found.is_homogeneous]
    return [found.name, found.typeStr, sorted(found.types), found.option.name.lower(), found.isHomogeneous]


def attribute(found) -> list:
    if hasattr(found, "default_value"):
        default = found.default_value
    else:
        default = onnx.AttributeProto.FromString(found._default_value or b"")
    return [found.name, found.type.name, found.required, value(default)]


def value(proto: onnx.AttributeProto):
    match onnx.AttributeProto.AttributeType.Name(proto.type):
        case "UNDEFINED":
            return None
        case "INT":
            return str(proto.i)
        case "INTS":
            return [str(item) for item in proto.ints]
        case "FLOAT":
            return bits(proto.f)
        case "FLOATS":
            return [bits(item) for item in proto.floats]
        case "STRING":
            return proto.s.decode()
        case "STRINGS":
            return [item.decode() for item in proto.strings]
    raise ValueError(proto)


def bits(number: float) -> str:
    return struct.pack(">f", number).hex()


def listing(domains: dict) -> str:
    texts = []
    for domain in sorted(domains):
        operators = [f"{json.dumps(name)}:{json.dumps(domains[domain][name])}" for name in sorted(domains[domain])]
        texts.append(f"{json.dumps(domain)}:{{\n" + ",\n".join(operators) + "\n}")
    made_by = f"onnx {version('onnx')}, onnxruntime {version('onnxruntime')}, tools/generate-golden.py"
    return f'{{"madeBy":{json.dumps(made_by)},"domains":{{\n' + ",\n".join(texts) + "\n}}\n"


if __name__ == "__main__":
    main()
