"""Schemas as the onnx package defines them (Apache-2.0)."""

import re

import onnx.defs
import onnx.helper

from .schema import Attribute, Parameter, Schema, TypeConstraint
from .text import tidied


def onnx_schemas() -> list[Schema]:
    return [plain(found) for found in onnx.defs.get_all_schemas_with_history()]


def plain(found: onnx.defs.OpSchema) -> Schema:
    return Schema(
        domain=found.domain,
        name=found.name,
        since=found.since_version,
        deprecated=found.deprecated,
        experimental=found.support_level == onnx.defs.OpSchema.SupportType.EXPERIMENTAL,
        function=function_of(found),
        inputs=[parameter(x) for x in found.inputs],
        outputs=[parameter(x) for x in found.outputs],
        attributes=[attribute(found.attributes[name]) for name in sorted(found.attributes)],
        types=[
            TypeConstraint(x.type_param_str, allowed(x.allowed_type_strs), tidied(x.description))
            for x in found.type_constraints
        ],
        text=tidied(found.doc),
    )


def allowed(types: list[str]) -> tuple[str, ...]:
    """Sorted, and a map as ONNX itself spells it for a parameter: map(int64,tensor(float)) for map(int64, float)."""
    return tuple(sorted(re.sub(r"map\((\w+), (\w+)\)", r"map(\1,tensor(\2))", name) for name in types))


def function_of(found: onnx.defs.OpSchema) -> str:
    if found.has_function:
        return "fixed"
    return "contextDependent" if found.has_context_dependent_function else "none"


def parameter(found: onnx.defs.OpSchema.FormalParameter) -> Parameter:
    return Parameter(
        name=found.name,
        type=found.type_str,
        option=found.option.name.lower(),
        homogeneous=found.is_homogeneous,
        min_arity=found.min_arity,
        description=tidied(found.description),
    )


def attribute(found: onnx.defs.OpSchema.Attribute) -> Attribute:
    return Attribute(
        name=found.name,
        type=found.type.name,
        required=found.required,
        default=default_value(found.default_value),
        description=tidied(found.description),
    )


def default_value(proto: onnx.AttributeProto):
    """The value of a default, strings as str; None when the attribute has no default."""
    if proto.type == onnx.AttributeProto.UNDEFINED:
        return None
    value = onnx.helper.get_attribute_value(proto)
    if proto.type == onnx.AttributeProto.STRING:
        return value.decode()
    if proto.type == onnx.AttributeProto.STRINGS:
        return [item.decode() for item in value]
    if proto.type in (onnx.AttributeProto.INT, onnx.AttributeProto.FLOAT):
        return value
    if proto.type in (onnx.AttributeProto.INTS, onnx.AttributeProto.FLOATS):
        return list(value)
    raise ValueError(f"The default of {proto.name} is a {proto.type}, which the table cannot hold yet.")
