import { graphFromModel, textFromGraph } from "@suture/graph";
import { nodeCases } from "/work/wt-repair/packages/analysis/tools/node-cases.ts";
import { repairRules } from "/work/wt-repair/packages/repair/src/rules.ts";
import { applyRule, compareGraphs } from "/work/wt-repair/packages/repair/src/testing/apply-rule.ts";
const wanted = process.argv.slice(2);
for (const rule of repairRules.filter((r) => wanted.length === 0 || wanted.includes(r.name))) {
	let ok = 0, cannot = 0; const misses = new Map<string, string[]>();
	for (const c of await nodeCases()) {
		if (rule.operators.includes("*") ? !c.model.functions?.length : !c.operators.some((o) => rule.operators.includes(o))) continue;
		const graph = graphFromModel(c.model);
		let a;
		try { a = applyRule(graph, rule); } catch (e) { console.log("THROWS", rule.name, c.name, (e as Error).message.slice(0, 300)); continue; }
		if (a.places === 0) { const k = a.misses[0] ?? "?"; misses.set(k, [...(misses.get(k) ?? []), c.name]); continue; }
		try {
			const r = await compareGraphs(graph, a.graph);
			if (r.ok) ok++;
			else if (r.runs.length === 0 && !r.reason?.startsWith("The result")) cannot++;
			else { console.log("DIFFERENT", rule.name, c.name, r.maxAbsoluteError, r.maxRelativeError, r.reason?.slice(0, 300) ?? [...r.runs[0].outputs.values()].map((x) => x.reason).join()); if (process.env.TEXT) console.log(textFromGraph(graph), textFromGraph(a.graph)); }
		} catch (e) { const m = String(e); if (/implement|NOT_IMPL|not a registered|Unrecognized|Could not find/i.test(m)) cannot++; else if (!/IR version|guarantees|PrecisionFree/.test(m)) console.log("FAILS", rule.name, c.name, m.slice(0, 300)); }
	}
	console.log(rule.name, ok, "equal,", cannot, "ORT can't run", [...misses].map(([k, v]) => `${k} ${v.length}: ${v.slice(0, 3)}`).join(" | ").slice(0, 700));
}
