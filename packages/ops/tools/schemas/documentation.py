"""The prose, in chapters small enough to load when somebody asks for one operator.

    "Clip": [{"since": 1, "text": "…", "inputs": {"input": "…"}, …}, {"since": 6, "attributes": {…}}]

As in the structural table a version says only what differs from the version before it.
"""

from .schema import Schema
from .structure import dumped, versions_of

# A domain with more operators than this is split by first letter.
WHOLE_DOMAIN = 60


def chapters(schemas: list[Schema]) -> dict[str, str]:
    """Chapter name, "ai.onnx" or "com.microsoft/G", to the JSON text of the chapter."""
    found: dict[str, str] = {}
    for domain in sorted({schema.domain for schema in schemas}):
        names = sorted({schema.name for schema in schemas if schema.domain == domain})
        title = domain or "ai.onnx"
        groups: dict[str, list[str]] = {}
        for name in names:
            groups.setdefault(f"{title}/{name[0]}" if len(names) > WHOLE_DOMAIN else title, []).append(name)
        for chapter, members in groups.items():
            operators = [f"{dumped(name)}:[" + ",\n".join(rows(versions_of(schemas, domain, name))) + "]" for name in members]
            found[chapter] = "{\n" + ",\n".join(operators) + "\n}\n"
    return found


def rows(versions: list[Schema]) -> list[str]:
    lines = []
    before: dict = {"text": "", "inputs": {}, "outputs": {}, "attributes": {}, "types": {}}
    for schema in versions:
        now = row(schema)
        lines.append(dumped({"since": schema.since} | {key: value for key, value in now.items() if value != before[key]}))
        before = now
    return lines


def row(schema: Schema) -> dict:
    described = {
        key: {x.name: x.description for x in getattr(schema, key) if x.description}
        for key in ("inputs", "outputs", "attributes", "types")
    }
    return {"text": schema.text} | described
