"""The plain form that every source of schemas is brought into."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Parameter:
    """An input or output. `type` is the name of a type constraint or a type of its own, like tensor(int64)."""

    name: str
    type: str
    option: str  # "single" | "optional" | "variadic"
    homogeneous: bool
    min_arity: int  # of a variadic one: how many tensors at least
    description: str


@dataclass(frozen=True)
class Attribute:
    """`default` is None when there is none; an int, a float (of 32 bits), a str, or a list of them otherwise."""

    name: str
    type: str  # a name of AttributeProto.AttributeType
    required: bool
    default: Any
    description: str


@dataclass(frozen=True)
class TypeConstraint:
    name: str
    allowed: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Schema:
    domain: str
    name: str
    since: int
    deprecated: bool
    experimental: bool
    function: str  # "none" | "fixed" | "contextDependent"
    inputs: list[Parameter]
    outputs: list[Parameter]
    attributes: list[Attribute]
    types: list[TypeConstraint]
    text: str = field(repr=False)
