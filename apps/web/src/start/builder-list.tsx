import type { Builder } from "@suture/protocol";
import { useBuild } from "../build/use-build.ts";

const names: Record<Builder["backend"], string> = { "tensorrt-rtx": "TensorRT-RTX", tensorrt: "TensorRT" };

/** Which TensorRT this host builds with, and how to get what it lacks. */
export function BuilderList() {
	const host = useBuild((one) => one.host);
	const trouble = useBuild((one) => one.hostTrouble);
	return (
		<section className="start-list">
			<h2>Builders of this host</h2>
			<div className="start-builders" data-testid="builders">
				{!host && <div className="start-builder">{trouble === "" ? "Asking the server …" : trouble}</div>}
				{host?.probing && (
					<div className="start-builder">
						<div className="spinner" /> Looking for TensorRT …
					</div>
				)}
				{host?.builders.map((builder) => (
					<div className="start-builder" key={builder.backend}>
						<span className={builder.available ? "start-dot is-ready" : "start-dot"} />
						<span>
							<strong>
								{names[builder.backend]} {builder.version}
							</strong>{" "}
							<small>{aboutBuilder(builder)}</small>
						</span>
					</div>
				))}
			</div>
		</section>
	);
}

function aboutBuilder({ available, devices, computeCapabilities, reason, remedy }: Builder): string {
	if (!available) return `not here: ${asSentence(reason ?? "")} To get it: ${asSentence(remedy ?? "")}`;
	const gpus = devices.map(({ name }) => name).join(", ");
	if (gpus !== "") return `on ${gpus}`;
	return `builds on the CPU, for compute capability ${computeCapabilities.join(", ")}`;
}

function asSentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}
