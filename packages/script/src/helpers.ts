interface Helper {
	readonly source: string;
	readonly needs?: readonly string[];
}

/** Functions that lines of a script call. A script has those that it needs. */
const helpers: Readonly<Record<string, Helper>> = {
	node: {
		source: `def node(graph, name=None, output=None):
    found = [one for one in graph.nodes if name and one.name == name]
    if len(found) != 1:
        found = [one for one in graph.nodes if output and any(made.name == output for made in one.outputs)]
    if len(found) != 1:
        raise LookupError(f"There is no node {name or output}.")
    return found[0]`,
	},
	tensor: {
		source: `def tensor(graph, name):
    used = (one for node in graph.nodes for one in [*node.outputs, *node.inputs])
    return next((one for one in [*graph.inputs, *graph.outputs, *used] if one.name == name), None) or gs.Variable(name)`,
	},
	fresh: {
		source: `def names(graph):
    for one in graph.nodes:
        yield from (used.name for used in [*one.inputs, *one.outputs])
        for held in one.attrs.values():
            for inner in held if isinstance(held, list) else [held]:
                if isinstance(inner, gs.Graph):
                    yield from names(inner)
    yield from (one.name for one in [*graph.inputs, *graph.outputs])


given = set()


def fresh(wanted, taken=None):
    taken = set(names(graph)) | given if taken is None else taken
    name = next(one for one in [wanted, *(f"{wanted}_{i}" for i in range(1, 100000))] if one not in taken)
    given.add(name)
    return name`,
	},
	remove: {
		source: `def remove(graph, node):
    node.inputs.clear()
    node.outputs.clear()
    del graph.nodes[next(i for i, one in enumerate(graph.nodes) if one is node)]`,
	},
	stop_making: {
		needs: ["remove", "fresh"],
		source: `def stop_making(graph, value):
    for node in list(value.inputs):
        if any(one is not value and (one.outputs or one in graph.outputs) for one in node.outputs):
            node.outputs[[one is value for one in node.outputs].index(True)] = gs.Variable(fresh(f"{value.name}_unused"))
        else:
            remove(graph, node)`,
	},
	redirect: {
		source: `def redirect(graph, value, to):
    for node in list(value.outputs):
        for i, one in enumerate(node.inputs):
            if one is value:
                node.inputs[i] = to`,
	},
	bypass: {
		needs: ["remove", "redirect"],
		source: `def bypass(graph, node):
    value = node.inputs[0]
    made = next((one for one in node.outputs if one.outputs or any(one is given for given in graph.outputs)), None)
    if made is not None and any(made is given for given in graph.outputs):
        maker = value.inputs[0]
        remove(graph, node)
        redirect(graph, value, made)
        maker.outputs[[one is value for one in maker.outputs].index(True)] = made
        return
    remove(graph, node)
    if made is not None:
        redirect(graph, made, value)`,
	},
	put: {
		source: `def put(values, position, value, filler):
    while len(values) <= position:
        values.append(filler())
    values[position] = value`,
	},
	all_tensors: {
		source: `def all_tensors(graph):
    yield from [*graph.inputs, *graph.outputs]
    for node in graph.nodes:
        yield from [*node.inputs, *node.outputs]
        for held in node.attrs.values():
            for inner in held if isinstance(held, list) else [held]:
                if isinstance(inner, gs.Graph):
                    yield from all_tensors(inner)`,
	},
	change_dimension: {
		needs: ["all_tensors"],
		source: `def change_dimension(graph, name, to):
    whole = re.compile(rf"(?<![\\w.]){re.escape(name)}(?![\\w.]|\\()")
    for one in {id(one): one for one in all_tensors(graph) if isinstance(one, gs.Variable) and one.shape}.values():
        changed = [to if size == name else whole.sub(lambda _: str(to), size) if isinstance(size, str) else size for size in one.shape]
        one.shape = changed`,
	},
	set_opset: {
		source: `def set_opset(graph, domain, version):
    if domain in ("", "ai.onnx") and version is not None:
        graph.opset = version
    sets = [one for one in graph.import_domains or [] if one.domain != domain]
    graph.import_domains = sets + ([onnx.helper.make_opsetid(domain, version)] if version is not None else [])`,
	},
};

/** The sources of helpers with what they need themselves, those that are needed first. */
export function helperSources(used: Iterable<string>): readonly string[] {
	const found = new Map<string, string>();
	const take = (name: string) => {
		const helper = helpers[name];
		if (!helper || found.has(name)) return;
		for (const other of helper.needs ?? []) take(other);
		found.set(name, helper.source);
	};
	for (const name of used) take(name);
	return [...found.values()];
}
