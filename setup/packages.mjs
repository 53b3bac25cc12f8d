// Installs the packages and nothing else: what ./suture needs on a fresh machine.
import { installPackages } from "./steps.mjs";

try {
	await installPackages();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(2);
}
