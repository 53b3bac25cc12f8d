interface WorkingProps {
	readonly text: string;
	readonly onStop: () => void;
}

/** Something that takes its time, and can be stopped. */
export function Working({ text, onStop }: WorkingProps) {
	return (
		<div className="simplify-working" role="status">
			<div className="spinner" /> {text} …
			<button type="button" className="button button-small" onClick={onStop}>
				Stop
			</button>
		</div>
	);
}
