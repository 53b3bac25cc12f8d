import { bytes, count } from "./words.ts";

/** What can go wrong around a model: files, builders, jobs, requests. */
export const hostProblems = {
	"usage/bad-value": {
		severity: "error",
		sentence: ({ option, value }: { option: string; value: string; wanted: string }) => `${option} can't be ${value}.`,
		remedy: ({ wanted }: { wanted: string }) => `It wants ${wanted}.`,
	},
	"file/missing": {
		severity: "error",
		sentence: ({ file }: { file: string }) => `There is no file ${file}.`,
		remedy: "Check the path.",
	},
	"file/not-a-file": {
		severity: "error",
		sentence: ({ file }: { file: string }) => `${file} is not a file.`,
		remedy: "Name the .onnx file itself.",
	},
	"file/unreadable": {
		severity: "error",
		sentence: ({ file, reason }: { file: string; reason: string }) => `${file} can't be read: ${reason}.`,
		remedy: "Check its permissions.",
	},
	"file/unwritable": {
		severity: "error",
		sentence: ({ file, reason }: { file: string; reason: string }) => `${file} can't be written: ${reason}.`,
		remedy:
			"Check that the folder exists, that it may be written, and that the disk has room. Nothing half-written was left.",
	},
	"file/no-room": {
		severity: "error",
		sentence: ({ file, needs }: { file: string; needs: number }) =>
			`The disk has no room for ${file}, which needs ${bytes(needs)}.`,
		remedy: "Make room, and try again. Nothing half-written was left.",
	},
	"file/same": {
		severity: "error",
		sentence: ({ file }: { file: string }) =>
			`${file} is what is being read; it would be destroyed while it is written.`,
		remedy: "Write to another file.",
	},
	"file/changed": {
		severity: "error",
		sentence: ({ file }: { file: string }) => `${file} changed on disk since it was opened.`,
		remedy: "Open it again; edits can be saved as a recipe and replayed on it.",
	},
	"file/outside": {
		severity: "error",
		sentence: ({ location }: { location: string }) =>
			`The weights' file "${location}" is a link, or lies behind one, that leaves the model's folder.`,
		remedy: "Put the data file itself beside the model.",
	},
	"model/unknown": {
		severity: "error",
		sentence: ({ wanted }: { wanted: string }) => `This host has no model ${wanted}.`,
		remedy: "Choose one from the list, or upload it.",
	},
	"model/bad-name": {
		severity: "error",
		sentence: ({ name, reason }: { name: string; reason: string }) =>
			`"${name}" can't be a file of a model: ${reason}.`,
		remedy: "Use a plain file name.",
	},
	"upload/wrong-hash": {
		severity: "error",
		sentence: ({ wanted, found }: { wanted: string; found: string }) =>
			`What arrived is not the chunk that was announced: its SHA-256 is ${found.slice(0, 12)}…, not ${wanted.slice(0, 12)}….`,
		remedy: "Send it again. If that keeps happening, the file changes while it is being read.",
	},
	"upload/wrong-size": {
		severity: "error",
		sentence: ({ file, wanted, found }: { file: string; wanted: number; found: number }) =>
			`${file} should have ${bytes(wanted)}, but its chunks have ${bytes(found)}.`,
		remedy: "Read and send the file again.",
	},
	"usage/incomplete": {
		severity: "error",
		sentence: ({ verb, needs }: { verb: string; needs: string }) => `${verb} needs ${needs}.`,
		remedy: ({ verb }: { verb: string }) => `./suture help ${verb} says what it takes.`,
	},
	"request/invalid": {
		severity: "error",
		sentence: ({ reason }: { reason: string }) => `The request can't be understood: ${reason}.`,
		remedy: "See /api/docs for what this host takes.",
	},
	"request/forbidden": {
		severity: "error",
		sentence: ({ reason }: { reason: string }) => `The request was refused: ${reason}.`,
		remedy: "Open the address that Suture printed when it started.",
	},
	"request/unknown": {
		severity: "error",
		sentence: ({ path }: { path: string }) => `There is nothing at ${path}.`,
		remedy: "See /api/docs for what there is.",
	},
	"request/failed": {
		severity: "error",
		sentence: ({ reason }: { reason: string }) => `The host failed: ${reason}.`,
		remedy: "Its log says more. Please report it.",
	},
	"host/unreachable": {
		severity: "error",
		sentence: () => "The server does not answer.",
		remedy: "Check that it runs: `npm start` starts it. What is open here stays open.",
	},
	"page/failed": {
		severity: "error",
		sentence: ({ reason }: { reason: string }) => `Something failed in the page: ${reason}.`,
		remedy: "What you did so far is kept. Please report it with the model, if you can.",
	},
	"page/too-much-to-copy": {
		severity: "error",
		sentence: (facts: { size: number; most: number }) =>
			`These nodes use ${bytes(facts.size)} of weights, and the clipboard takes ${bytes(facts.most)}.`,
		remedy: "Extract them as a model of their own instead.",
	},
	"page/too-much-to-merge": {
		severity: "error",
		sentence: (facts: { size: number; most: number }) =>
			`That model holds ${bytes(facts.size)} of weights, and a step of the history takes ${bytes(facts.most)}.`,
		remedy: "Open it instead, and merge the smaller one with it.",
	},
	"page/too-large-to-edit": {
		severity: "error",
		sentence: ({ elements, most }: { elements: number; most: number }) =>
			`The tensor has ${count(elements)} elements; up to ${count(most)} can be edited in the page.`,
		remedy: "Edit it in a recipe, with its contents in a file beside it: docs/recipes.md says how.",
	},
	"page/bad-tensor-file": {
		severity: "error",
		sentence: ({ file, reason }: { file: string; reason: string }) => `${file} can't be taken: ${reason}.`,
		remedy: "Choose a .npy file of numbers, or raw bytes in the tensor's own type and shape.",
	},
	"page/not-a-recipe": {
		severity: "error",
		sentence: () => "This file is no recipe.",
		remedy: "Choose a JSON file that the history's Download made, or a list of edits as docs/recipes.md has them.",
	},
	"page/not-kept": {
		severity: "warning",
		sentence: ({ reason }: { reason: string }) => `The browser can't keep your edits over a reload: ${reason}.`,
		remedy: "Download the recipe or the model before you close the tab.",
	},
	"page/continued": {
		severity: "info",
		sentence: ({ steps }: { steps: number }) =>
			`Your ${count(steps)} ${steps === 1 ? "edit" : "edits"} of this model are back.`,
		remedy: "The history lists them, and leads to the model as it was opened.",
	},
	"page/other-tab": {
		severity: "info",
		sentence: ({ steps }: { steps: number }) =>
			`This model is open in another tab too, with ${count(steps)} ${steps === 1 ? "edit" : "edits"} of its own.`,
		remedy: "Both are kept, each in its tab. To bring them together, download the recipe there and load it here.",
	},
	"page/saved-broken": {
		severity: "warning",
		sentence: ({ errors }: { errors: number }) =>
			`The model was saved with ${count(errors)} ${errors === 1 ? "error" : "errors"} in its graph.`,
		remedy: "Runtimes will refuse it. The model's properties list what is wrong.",
	},
	"page/assumed": {
		severity: "warning",
		sentence: ({ reason }: { reason: string }) => `With the sizes that you assume: ${reason}`,
		remedy: "Assume other sizes, or change the node so that it takes them.",
	},
	"page/no-clipboard": {
		severity: "warning",
		sentence: () => "The browser gives this page no clipboard, so what was copied can't leave this tab.",
		remedy: "Open Suture by https or on localhost to copy between tabs.",
	},
	"job/unknown": {
		severity: "error",
		sentence: ({ wanted }: { wanted: string }) => `There is no job ${wanted}.`,
		remedy: "It may belong to another data folder.",
	},
	"job/no-engine": {
		severity: "error",
		sentence: ({ job }: { job: string }) => `Job ${job} has no engine.`,
		remedy: "Only a build that succeeded has one.",
	},
	"job/engine-gone": {
		severity: "error",
		sentence: ({ job, host }: { job: string; host: string }) =>
			`The engine of job ${job} lies on the host ${host}, not here.`,
		remedy: "Fetch it there, or build again.",
	},
	"build/no-builder": {
		severity: "error",
		sentence: ({ target, known }: { target: string; known: readonly string[] }) =>
			`There is no builder for ${target} here${known.length === 0 ? "" : `; there is ${known.join(", ")}`}.`,
		remedy: ({ known }: { known: readonly string[] }) =>
			known.length === 0
				? "Install one: the page lists what is missing, and `npm start` installs TensorRT-RTX."
				: "Choose one of those.",
	},
	"build/unknown-input": {
		severity: "error",
		sentence: ({ input, known }: { input: string; known: readonly string[] }) =>
			`Sizes are given for ${input}, but the network has no such input: it has ${known.join(", ")}.`,
		remedy: "Correct the name. TensorRT's own tools would build for 1 in each dimension instead, without a word.",
	},
	"build/bad-range": {
		severity: "error",
		sentence: ({ input, reason }: { input: string; reason: string }) =>
			`The sizes of ${input} can't be built for: ${reason}.`,
		remedy: "Give min ≤ opt ≤ max, with as many dimensions as the input has.",
	},
	"build/time-limit": {
		severity: "error",
		sentence: ({ seconds }: { seconds: number }) => `The build was stopped at its time limit of ${count(seconds)} s.`,
		remedy: "Raise the limit, lower the optimization level, or narrow the shape ranges.",
	},
	"build/memory-limit": {
		severity: "error",
		sentence: ({ limit, used }: { limit: number; used: number }) =>
			`The build was stopped: it held ${bytes(used)} of memory, and its limit is ${bytes(limit)}.`,
		remedy: "Raise the limit, lower the largest shapes, or build on a host with more memory.",
	},
	"build/killed": {
		severity: "error",
		sentence: ({ signal, code }: { signal: string; code: number }) =>
			`The builder was killed by ${signal} (exit ${code}).`,
		remedy: ({ signal }: { signal: string }) =>
			signal === "SIGKILL"
				? "Most often the kernel does that when memory runs out: see the last memory figure, lower the largest shapes, or build on a host with more memory."
				: "Somebody or something on the host stopped it. Build again.",
	},
	"build/crashed": {
		severity: "error",
		sentence: ({ signal, code, last }: { signal: string; code: number; last: string }) =>
			`The builder crashed with ${signal} (exit ${code})${last === "" ? "" : ` after: ${last}`}.`,
		remedy:
			"A crash is a fault of TensorRT, of a plugin, or of mixed libraries. Try a lower optimization level and static shapes; cut the model down to what still crashes, and report that.",
	},
	"build/no-start": {
		severity: "error",
		sentence: ({ command, reason }: { command: string; reason: string }) =>
			`The builder ${command} can't be started: ${reason}.`,
		remedy: "Install Python 3.9 or newer and run `npm start` again.",
	},
	"build/silent": {
		severity: "error",
		sentence: ({ code, last }: { code: number; last: string }) =>
			`The builder ended with exit ${code} and no result${last === "" ? "" : `; its last words: ${last}`}.`,
		remedy: "A library it needs may be missing: see the end of the log.",
	},
	"build/cancelled": {
		severity: "info",
		sentence: () => "The build was cancelled.",
		remedy: "",
	},
	"build/server-stopped": {
		severity: "error",
		sentence: () => "The server ended while this build ran, and the build with it.",
		remedy: "Everything up to there is kept. Build again.",
	},
	"build/could-not-run": {
		severity: "error",
		sentence: ({ sentence }: { sentence: string }) => sentence,
		remedy: "",
	},
	"build/refused": {
		severity: "error",
		sentence: ({ sentence }: { sentence: string }) => sentence,
		remedy: "See the problems on the graph and the errors in the log.",
	},
} as const;
