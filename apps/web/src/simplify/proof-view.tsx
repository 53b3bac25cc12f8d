import type { Proof } from "../surgeon/prove.ts";

/** What came out of running the model before and after. */
export function ProofView({ proof }: { readonly proof: Proof }) {
	const { ok, reason, runs, outputs, compared } = proof;
	const look = ok ? "is-ok" : ok === undefined ? "is-open" : "is-bad";
	return (
		<div className={`simplify-proof ${look}`} data-testid="proof">
			{reason !== undefined ? (
				<p>Nothing could be compared: {reason}</p>
			) : (
				<>
					<p>
						<strong>{ok ? "The numbers hold." : "The numbers differ."}</strong>{" "}
						{compared ?? `${outputs.length} ${outputs.length === 1 ? "output" : "outputs"} compared in ONNX Runtime.`}
					</p>
					<dl>
						<dt>Largest absolute error</dt>
						<dd>{scientific(proof.maxAbsoluteError)}</dd>
						<dt>Largest relative error</dt>
						<dd>{scientific(proof.maxRelativeError)}</dd>
						{runs.length > 0 && (
							<>
								<dt>On</dt>
								<dd>
									{[...new Set(runs.map(sizesText))].map((text) => (
										<div key={text}>random {text}</div>
									))}
								</dd>
							</>
						)}
					</dl>
				</>
			)}
		</div>
	);
}

/** An error as a person reads it. */
export function scientific(error: number): string {
	return error === 0 ? "0" : error.toExponential(1);
}

/** The sizes of one run. */
export function sizesText(sizes: Readonly<Record<string, readonly number[]>>): string {
	const all = Object.entries(sizes).map(([name, dims]) => `${name} ${dims.join("×")}`);
	return all.join(", ");
}
