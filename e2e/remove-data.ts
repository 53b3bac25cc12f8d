import { rmSync } from "node:fs";

/** The run's data folder goes with the run. */
export default function removeData(): void {
	const folder = process.env["SUTURE_E2E_DATA"];
	if (folder?.includes("suture-e2e-")) rmSync(folder, { recursive: true, force: true });
}
