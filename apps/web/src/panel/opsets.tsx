import { ConvertOpset } from "./convert-opset.tsx";
import { Draft } from "./draft.tsx";
import { Section } from "./section.tsx";
import "./form.css";

/** The operator sets that the model uses, with their versions. Changing a number converts no node: what no longer fits is said. */
export function Opsets({
	opsets,
}: {
	readonly opsets: readonly { readonly domain: string; readonly version: number }[];
}) {
	const known = opsets.find(({ domain }) => domain === "ai.onnx")?.version;
	return (
		<Section title="Operator sets">
			<div className="attributes">
				{opsets.map(({ domain, version }) => (
					<div className="attribute" key={domain}>
						<span className="attribute-name">{domain}</span>
						<Draft
							value={String(version)}
							label={`Version of ${domain}`}
							meant={(text) =>
								/^\d{1,6}$/.test(text.trim())
									? {
											edits: [
												{ do: "set-opset", domain: domain === "ai.onnx" ? "" : domain, version: Number(text.trim()) },
											],
										}
									: { reason: "A whole number." }
							}
						/>
					</div>
				))}
			</div>
			{known !== undefined && <ConvertOpset from={known} />}
		</Section>
	);
}
