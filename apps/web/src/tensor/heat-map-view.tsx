import { useEffect, useRef, useState } from "react";
import { useTheme } from "../shell/use-theme.ts";
import { tensors } from "../surgeon/connect.ts";
import type { HeatMap } from "../surgeon/heat-map.ts";

/** A tensor as a picture: one colour for what is above 0, another for what is below, as strong as it is large. */
export function HeatMapView({ value, revision }: { readonly value: string; readonly revision: number }) {
	const [map, setMap] = useState<HeatMap>();
	const canvas = useRef<HTMLCanvasElement>(null);
	const theme = useTheme();
	// biome-ignore lint/correctness/useExhaustiveDependencies: another revision means other elements.
	useEffect(() => {
		let isCurrent = true;
		tensors.heatMap(value).then((found) => {
			if (isCurrent && "points" in found) setMap(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [value, revision]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another theme means other colours in the style sheet.
	useEffect(() => {
		if (map && canvas.current) paintMap(canvas.current, map);
	}, [map, theme]);
	if (!map) return <div className="spinner" />;
	return (
		<figure className="heat-map">
			<canvas
				ref={canvas}
				width={map.width}
				height={map.height}
				role="img"
				aria-label={`The ${map.rows} by ${map.columns} elements as colours`}
			/>
			<figcaption>
				{map.rows} × {map.columns}; full colour is ±{Number(map.largest.toPrecision(4))}
			</figcaption>
		</figure>
	);
}

function paintMap(canvas: HTMLCanvasElement, { width, height, points }: HeatMap): void {
	const context = canvas.getContext("2d", { willReadFrequently: true });
	if (!context) return;
	const style = getComputedStyle(canvas);
	const [none, above, below, broken] = ["--surface-2", "--accent", "--warning", "--error"].map((name) =>
		colorOf(context, style.getPropertyValue(name)),
	);
	if (!none || !above || !below || !broken) return;
	const image = context.createImageData(width, height);
	points.forEach((point, i) => {
		const full = Number.isFinite(point) ? (point < 0 ? below : above) : broken;
		const strength = Number.isFinite(point) ? Math.sqrt(Math.abs(point)) : 1;
		for (let part = 0; part < 3; part++) {
			image.data[4 * i + part] = (none[part] ?? 0) + ((full[part] ?? 0) - (none[part] ?? 0)) * strength;
		}
		image.data[4 * i + 3] = 255;
	});
	context.putImageData(image, 0, 0);
}

function colorOf(context: CanvasRenderingContext2D, color: string): Uint8ClampedArray {
	context.fillStyle = color;
	context.fillRect(0, 0, 1, 1);
	return context.getImageData(0, 0, 1, 1).data;
}
