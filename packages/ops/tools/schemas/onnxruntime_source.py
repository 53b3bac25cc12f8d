"""Schemas that only ONNX Runtime knows, from its own registry (MIT).

Its Python binding gives neither function bodies nor min_arity: `function` is "none" for all, and min_arity follows from
min_input. It knows only what its own build registers: the CPU package has neither DirectML's nor the training operators.
"""

import onnx
import onnxruntime.capi.onnxruntime_pybind11_state as onnxruntime

from .onnx_source import allowed, default_value
from .schema import Attribute, Parameter, Schema, TypeConstraint
from .text import tidied

CONTRIBUTED = ("com.microsoft", "com.microsoft.nchwc")
DEFAULT_DOMAIN_EXTRAS = "onnxruntime"


def onnxruntime_schemas(onnx_schemas: list[Schema]) -> list[Schema]:
    """The contributed domains, and what ONNX Runtime registers in the default domain although ONNX does not."""
    first_version: dict[str, int] = {}
    for schema in onnx_schemas:
        if schema.domain == "":
            first_version[schema.name] = min(schema.since, first_version.get(schema.name, schema.since))

    def is_extra(found) -> bool:
        # Names that end in _TRT are TensorRT's plugins, which have a domain of their own.
        older = found.since_version < first_version.get(found.name, 1_000_000)
        return found.domain == "" and older and not found.name.endswith("_TRT")

    everything = onnxruntime.get_all_operator_schema()
    return [plain(x, x.domain) for x in everything if x.domain in CONTRIBUTED] + [
        plain(x, DEFAULT_DOMAIN_EXTRAS) for x in everything if is_extra(x)
    ]


def plain(found, domain: str) -> Schema:
    return Schema(
        domain=domain,
        name=found.name,
        since=found.since_version,
        deprecated=found.deprecated,
        experimental=found.support_level.name == "EXPERIMENTAL",
        function="none",
        inputs=parameters(found.inputs, found.min_input),
        outputs=parameters(found.outputs, found.min_output),
        attributes=[attribute(found.attributes[name]) for name in sorted(found.attributes)],
        types=[
            TypeConstraint(x.type_param_str, allowed(x.allowed_type_strs), tidied(x.description))
            for x in found.type_constraints
        ],
        text=tidied(found.doc),
    )


def parameters(found, minimum: int) -> list[Parameter]:
    return [
        Parameter(
            name=x.name,
            type=x.typeStr,
            option=x.option.name.lower(),
            homogeneous=x.isHomogeneous,
            min_arity=max(0, minimum - index) if x.option.name == "Variadic" else 1,
            description=tidied(x.description),
        )
        for index, x in enumerate(found)
    ]


def attribute(found) -> Attribute:
    proto = onnx.AttributeProto.FromString(found._default_value) if found._default_value else onnx.AttributeProto()
    return Attribute(
        name=found.name,
        type=found.type.name,
        required=found.required,
        default=default_value(proto),
        description=tidied(found.description),
    )
