import type { Node } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";
import { type Fact, type Report, symbol, typeFromProto } from "@suture/ops";
import { freshName } from "./call-of-node.ts";
import { reconcile } from "./reconcile.ts";
import type { Run, Scope } from "./scope.ts";

/** The fact of an output after what the file declares for it was heard; reports shape/declared. */
export function reconcileOutput(
	run: Run,
	scope: Scope,
	node: Node,
	output: number,
	inferred: Fact,
	declared: TypeProto | undefined,
	report: Report,
): Fact {
	if (declared === undefined) return inferred;
	const nameOf = (label: string) => freshName(run, scope, node, output, label);
	const type = typeFromProto(declared, (dimension, axis) => {
		if (run.declared === "types only") return symbol(nameOf(`.${axis}`), 0);
		const isNothing = dimension.dimValue === undefined && !dimension.dimParam;
		return isNothing ? symbol(nameOf(`.${axis}`), 0) : run.readDimension(dimension, axis);
	});
	if (type === undefined) return inferred;
	const own = nameOf("");
	const { fact, contradiction } = reconcile(inferred, type, (name) => name.startsWith(own));
	if (contradiction && run.declared === "checked") {
		report("shape/declared", { value: node.outputs[output] ?? "", ...contradiction });
	}
	return fact;
}
