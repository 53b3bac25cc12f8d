import { Popover } from "radix-ui";
import { chooseValue, connectDropped, dropNothing, useWire } from "./wire.ts";
import "./wire-layer.css";

/** The wire that is being drawn, and where it can be connected once it is let go. */
export function WireLayer() {
	const drawn = useWire((one) => one.drawn);
	return (
		<>
			{drawn && (
				<svg className="wire" aria-hidden="true">
					<path d={curve(drawn.from, drawn.to)} />
					<circle cx={drawn.to.x} cy={drawn.to.y} r={4} />
				</svg>
			)}
			<Slots />
		</>
	);
}

function curve(
	from: { readonly x: number; readonly y: number },
	to: { readonly x: number; readonly y: number },
): string {
	const bend = Math.max(24, Math.abs(to.y - from.y) / 2);
	const down = to.y >= from.y ? 1 : -1;
	return `M${from.x},${from.y} C${from.x},${from.y + bend * down} ${to.x},${to.y - bend * down} ${to.x},${to.y}`;
}

function Slots() {
	const dropped = useWire((one) => one.dropped);
	if (!dropped) return null;
	const { at, value, values, slots } = dropped;
	const rectangle = { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) };
	return (
		<Popover.Root open onOpenChange={(isOpen) => isOpen || dropNothing()}>
			<Popover.Anchor virtualRef={{ current: rectangle }} />
			<Popover.Portal>
				<Popover.Content className="slots" align="start" sideOffset={6} collisionPadding={8} aria-label="Connect to">
					{values.length > 1 ? (
						<select
							className="draft-field"
							value={value}
							aria-label="Which output"
							onChange={(event) => void chooseValue(event.target.value)}
						>
							{values.map((one) => (
								<option key={one} value={one}>
									{one}
								</option>
							))}
						</select>
					) : (
						<p className="slots-value">{value}</p>
					)}
					{slots.map(({ input, parameter, now, refusal }) => (
						<button
							type="button"
							className="slot"
							key={input}
							disabled={refusal !== ""}
							onClick={() => void connectDropped(input)}
							data-testid={`slot-${input}`}
						>
							<span className="slot-parameter">{parameter}</span>
							<span className="slot-now">{refusal || (now === "" ? "not connected" : `in place of ${now}`)}</span>
						</button>
					))}
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}
