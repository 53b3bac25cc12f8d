"""The structural table: all of a schema but its prose, small enough to load at start.

    "Clip": [{"since": 1, "inputs": "input:T", …}, {"since": 11, "inputs": "input:T min?:T max?:T", …}]

A version says only what differs from the version before it; src/decode-schema.ts reads it back.
"""

import json
import re

import numpy

from .schema import Attribute, Parameter, Schema

LARGEST_EXACT = 2**53 - 1


def structure(schemas: list[Schema], origins: dict[str, str]) -> str:
    """The table as JSON text, one operator version a line so that a change can be read in a diff."""
    sets = sorted({x.allowed for schema in schemas for x in schema.types})
    index = {allowed: number for number, allowed in enumerate(sets)}
    domains = []
    for domain in sorted({schema.domain for schema in schemas}):
        names = sorted({schema.name for schema in schemas if schema.domain == domain})
        operators = [operator_lines(name, versions_of(schemas, domain, name), index) for name in names]
        domains.append(f"{dumped(domain)}:{{\n" + ",\n".join(operators) + "\n}")
    type_sets = ",\n".join(dumped(list(allowed)) for allowed in sets)
    return (
        f'{{"origins":{json.dumps(origins, indent=1)},\n'
        f'"typeSets":[\n{type_sets}\n],\n"domains":{{\n' + ",\n".join(domains) + "\n}}\n"
    )


def versions_of(schemas: list[Schema], domain: str, name: str) -> list[Schema]:
    return sorted((s for s in schemas if s.domain == domain and s.name == name), key=lambda s: s.since)


def operator_lines(name: str, versions: list[Schema], index: dict) -> str:
    lines = []
    before: dict = {"inputs": "", "outputs": "", "attributes": {}, "types": {}, "function": "none"}
    before |= {"deprecated": False, "experimental": False}
    for schema in versions:
        now = row(schema, index)
        changed = {key: value for key, value in now.items() if value != before[key]}
        lines.append(dumped({"since": schema.since} | changed))
        before = now
    return f"{dumped(name)}:[" + ",\n".join(lines) + "]"


def row(schema: Schema, index: dict) -> dict:
    return {
        "inputs": " ".join(parameter_word(x) for x in schema.inputs),
        "outputs": " ".join(parameter_word(x) for x in schema.outputs),
        "attributes": {x.name: attribute_row(x) for x in schema.attributes},
        "types": {x.name: index[x.allowed] for x in schema.types},
        "function": schema.function,
        "deprecated": schema.deprecated,
        "experimental": schema.experimental,
    }


def parameter_word(found: Parameter) -> str:
    """`X:T`, `B?:T` optional, `inputs*1:T` variadic and homogeneous with at least 1, `inputs~0:V` heterogeneous."""
    marks = {"single": "", "optional": "?", "variadic": f"{'*' if found.homogeneous else '~'}{found.min_arity}"}
    assert re.fullmatch(r"[^\s:?*~]+", found.name) and not re.search(r"\s", found.type), found
    assert found.homogeneous or found.option == "variadic", found
    return f"{found.name}{marks[found.option]}:{found.type}"


def attribute_row(found: Attribute) -> list:
    """[type], [type!] when it is required, [type, default] when it has one."""
    if found.required:
        assert found.default is None, found
        return [f"{found.type}!"]
    if found.default is None:
        return [found.type]
    return [found.type, stored(found.default, found.type)]


def stored(value, kind: str):
    """A default as JSON: integers beyond 2^53 as {"int": "…"}, floats as the shortest decimal of their float32."""
    if isinstance(value, list):
        return [stored(item, kind) for item in value]
    if kind in ("INT", "INTS"):
        return value if abs(value) <= LARGEST_EXACT else {"int": str(value)}
    if kind in ("FLOAT", "FLOATS"):
        assert numpy.isfinite(value), value
        shortest = float(numpy.format_float_scientific(numpy.float32(value), unique=True))
        assert numpy.float32(shortest) == numpy.float32(value), value
        return shortest
    return value


def dumped(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
