import { useWorkspace } from "../workspace/use-workspace.ts";
import { Draft, type Meant } from "./draft.tsx";
import { Section } from "./section.tsx";

/** The named sizes of the inputs: another name for one, or its number, both wherever it stands. */
export function Dimensions({ within }: { readonly within?: string }) {
	const all = useWorkspace((one) => one.state?.dimensions) ?? [];
	const names = within === undefined ? all : all.filter((name) => namesIn(within).has(name));
	if (names.length === 0) return null;
	return (
		<Section title="Sizes by name">
			{names.map((name) => (
				<div className="dimension" key={name} data-testid={`dimension-${name}`}>
					<Draft value={name} label={`Name of the size ${name}`} meant={(to) => renamed(name, to.trim())} />
					<Draft
						value=""
						label={`Number of the size ${name}`}
						placeholder="any: fix at a number"
						isFaint
						meant={(text) => fixed(name, text.trim())}
					/>
				</div>
			))}
		</Section>
	);
}

function namesIn(type: string): ReadonlySet<string> {
	return new Set(type.match(/[\p{L}_][\p{L}\p{N}_.]*/gu));
}

function renamed(from: string, to: string): Meant {
	return to === ""
		? { reason: "A size that has a name keeps one." }
		: { edits: [{ do: "rename-dimension", from, to }] };
}

function fixed(name: string, text: string): Meant {
	if (!/^\d{1,15}$/.test(text)) return { reason: "A whole number." };
	return { edits: [{ do: "fix-dimension", name, size: Number(text) }] };
}
