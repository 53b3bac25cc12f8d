interface SegmentsProps<T extends string> {
	readonly label: string;
	readonly choices: readonly (readonly [T, string])[];
	readonly is: T;
	readonly set: (choice: T) => void;
}

/** One of a few, all of them in sight. */
export function Segments<T extends string>({ label, choices, is, set }: SegmentsProps<T>) {
	return (
		<div className="segments" role="radiogroup" aria-label={label}>
			{choices.map(([choice, name]) => (
				<button key={choice} type="button" role="radio" aria-checked={choice === is} onClick={() => set(choice)}>
					{name}
				</button>
			))}
		</div>
	);
}
