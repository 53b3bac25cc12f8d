// What inference gets wrong or leaves open in the node cases of onnx.backend.test, by operator.
//     node packages/analysis/tools/list-node-cases.ts [OPERATOR …]
import { nodeCases, outcomeOf } from "./node-cases.ts";

const wanted = new Set(process.argv.slice(2));
const cases = (await nodeCases()).filter(
	({ operators }) => wanted.size === 0 || operators.some((one) => wanted.has(one)),
);
const start = performance.now();
for (const constants of ["as initializers", "as inputs"] as const) {
	const outcomes = cases.map((one) => ({ ...one, ...outcomeOf(one, constants) }));
	const wrong = outcomes.filter((one) => one.wrong.length > 0);
	const open = outcomes.filter((one) => one.open.length > 0);
	console.log(
		`${cases.length} cases, constants ${constants}: ${wrong.length} wrong, ${open.length} with something open`,
	);
	for (const { name, wrong: lines } of wrong) console.log(`  wrong ${name}: ${lines.slice(0, 2).join("; ")}`);
	if (constants === "as inputs" && wanted.size === 0) continue;
	const byOperator = Map.groupBy(open, ({ operators }) => operators[0] ?? "");
	for (const [operator, group] of byOperator) {
		const [first] = group;
		console.log(`  open ${operator} × ${group.length}: ${first?.name}: ${first?.open.slice(0, 3).join("; ")}`);
	}
}
console.log(`${(performance.now() - start).toFixed(0)} ms`);
