import { graphFromText, textFromGraph } from "@suture/graph";
import { readFileSync } from "node:fs";
import { repairRules } from "../src/rules.ts";
import { applyRule, compareGraphs } from "../src/testing/apply-rule.ts";
// file: "## rule opset" then text until next ##
for (const part of readFileSync(process.argv[2] ?? "", "utf8").split(/^## /m).slice(1)) {
	const [head = "", ...lines] = part.split("\n");
	const [name, opset] = head.split(" ");
	const rule = repairRules.find((r) => r.name === name);
	const { graph, problems } = graphFromText(lines.join("\n"), { opset: Number(opset ?? 17) });
	if (!rule || !graph) { console.log(head, "?", problems.map((p) => p.sentence)); continue; }
	try {
		const a = applyRule(graph, rule);
		if (a.places === 0) { console.log("MISS", head, lines[0], a.misses); continue; }
		if (process.argv[3]) console.log(textFromGraph(a.graph));
		const r = await compareGraphs(graph, a.graph);
		console.log(r.ok ? "ok" : "DIFFERENT", head, lines.filter((l) => /=/.test(l))[0]?.slice(0, 100), r.runs.length, r.maxRelativeError, r.reason?.slice(0, 400) ?? "", r.ok ? "" : r.runs.map((x) => JSON.stringify([...x.outputs])).join().slice(0,400));
	} catch (e) { console.log("FAILS", head, lines.filter((l) => /=/.test(l))[0], (e as Error).stack?.slice(0, 600)); }
}
