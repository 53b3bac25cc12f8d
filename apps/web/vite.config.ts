import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
	plugins: [react()],
	worker: { format: "es" },
	build: { target: "es2023", sourcemap: true, chunkSizeWarningLimit: 900 },
	// `pnpm dev` beside a running server: the page is vite's, everything else the server's.
	server: { proxy: { "/api": { target: "http://127.0.0.1:7860", ws: true } } },
});
