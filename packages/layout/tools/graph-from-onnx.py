"""Turns an ONNX model into the JSON that draw.ts and times.ts read, to try the layout on a real network.

    .suture/oracle/bin/python packages/layout/tools/graph-from-onnx.py model.onnx graph.json [--constants] [--repeat=4]

Needs the package `onnx`. Groups come from the slashes in node names. Constants are left out unless --constants is given;
--repeat lays copies of the network end to end.
"""

import json
import sys

import onnx


def main(source, target, *options):
    with_constants = "--constants" in options
    repeat = next((int(option[9:]) for option in options if option.startswith("--repeat=")), 1)
    graph = onnx.load(source, load_external_data=False).graph
    initializers = {tensor.name for tensor in graph.initializer}
    nodes, groups, edges, makers = [], {}, {}, {}
    constants = set()

    def add_node(id, label, rows=0, group=None):
        node = {"id": id, "label": label, "width": 8 * len(label) + 40, "height": 34 + 16 * rows}
        nodes.append(node | ({"group": group} if group else {}))

    def group_of(path):
        for depth in range(1, len(path) + 1):
            id, parent = "/".join(path[:depth]), "/".join(path[: depth - 1])
            sizes = {"open": True, "width": 8 * len(path[depth - 1]) + 40, "height": 40, "headerHeight": 28}
            groups.setdefault(id, {"id": id} | ({"parent": parent} if parent else {}) | sizes)
        return "/".join(path)

    def add_end(value, node):
        edges.setdefault(value, {"id": value, "from": makers[value], "to": []})["to"].append({"node": node})

    last = None
    for copy in range(repeat):
        prefix = f"{copy}:" if repeat > 1 else ""
        for value in graph.input:
            if value.name in initializers:
                continue
            if last is None:
                add_node(f"in:{value.name}", value.name)
            makers[prefix + value.name] = last or f"in:{value.name}"
        for index, node in enumerate(graph.node):
            if node.op_type == "Constant" and not with_constants:
                constants.update(node.output)
                continue
            path = [part for part in node.name.split("/") if part][:-1] if node.name.startswith("/") else []
            if prefix and path:
                path = [f"copy {copy}", *path]
            weights = [name for name in node.input if name in initializers or name in constants]
            id = f"{prefix}{index}"
            add_node(id, node.op_type, len(weights), group_of(path))
            for name in node.input:
                if prefix + name in makers:
                    add_end(prefix + name, id)
            for name in node.output:
                makers[prefix + name] = id
        last = makers[prefix + graph.output[0].name]
    for value in graph.output:
        add_node(f"out:{value.name}", value.name)
        add_end(prefix + value.name, f"out:{value.name}")
    with open(target, "w", encoding="utf-8") as file:
        json.dump({"nodes": nodes, "groups": list(groups.values()), "edges": list(edges.values())}, file)


main(*sys.argv[1:])
