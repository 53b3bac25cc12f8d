"""The parser's errors as events: the only place where TensorRT itself says which node it means."""

from __future__ import annotations


def name_of(code: object) -> str:
    """The name of an ErrorCode. It has one as an attribute in TensorRT-RTX; in 10.6 `name` is a method of something else."""
    name = getattr(code, "name", None)
    return name if isinstance(name, str) else str(code).rsplit(".", 1)[-1]


def parser_error(error: object) -> dict:
    """TensorRT 8 has no name, operator and stack, 9.1 no stack: null then. All of them are methods in every version."""

    def ask(name: str) -> object:
        method = getattr(error, name, None)
        return method() if method is not None else None

    stack = ask("local_function_stack")
    return {
        "code": name_of(ask("code")),
        "description": ask("desc"),
        "file": ask("file"),
        "line": ask("line"),
        "function": ask("func"),
        "nodeIndex": ask("node"),
        "nodeName": ask("node_name"),
        "operator": ask("node_operator"),
        "functionStack": None if stack is None else list(stack),
    }


def parse_reason(errors: list[dict], last_logged: str) -> str:
    if not errors:
        return last_logged
    first = errors[0]
    if first["nodeIndex"] < 0:  # a graph input, or the file as a whole
        return first["description"]
    node = " ".join([str(first["nodeIndex"])] + [first[field] for field in ("operator", "nodeName") if first[field]])
    return f"Node {node}: {first['description']}"
