import type { NodeId } from "@suture/graph";
import type { BuildRequestInput, Host, Job, JobEvent, LogSeverity, NumberedEvent, ShapeRange } from "@suture/protocol";
import { hostSchema, jobSchema } from "@suture/protocol";
import { createStore } from "zustand/vanilla";
import { askHost } from "../host/ask-host.ts";
import { followJob } from "../host/job-stream.ts";
import { examiner } from "../surgeon/connect.ts";
import type { LocatedProblem } from "../surgeon/locate.ts";
import { goToNode, notify, problemOf, sendToHost, workspace } from "../workspace/workspace.ts";
import { LogBook } from "./log-book.ts";
import { type Phase, phasesAfter } from "./phases.ts";

/** A build that the page watches. */
export interface WatchedBuild {
	readonly job: Job;
	readonly log: LogBook;
	readonly phases: readonly Phase[];
	readonly memory: { readonly residentBytes: number; readonly peakBytes: number } | undefined;
	readonly isConnected: boolean;
	/** When the page saw it start, by performance.now(). */
	readonly startedMs: number | undefined;
}

export interface BuildState {
	readonly host: Host | undefined;
	/** "" as long as the server answers; else why not. */
	readonly hostTrouble: string;
	readonly isPanelOpen: boolean;
	/** The model is on its way to the server: bytes sent and all bytes. */
	readonly sending: { readonly sent: number; readonly all: number } | undefined;
	readonly build: WatchedBuild | undefined;
	/** What the build's events mean for this graph. */
	readonly problems: readonly LocatedProblem[];
	/** Nodes that an action which is being looked at would take away. */
	readonly doomed: readonly NodeId[];
}

export const buildStore = createStore<BuildState>()(() => ({
	host: undefined,
	hostTrouble: "",
	isPanelOpen: false,
	sending: undefined,
	build: undefined,
	problems: [],
	doomed: [],
}));

/** Asks the server what it has; again until it knows its builders. */
export async function askForHost(): Promise<void> {
	for (let waitMs = 400; ; waitMs = Math.min(5000, waitMs * 1.5)) {
		try {
			const host = hostSchema.parse(await askHost("GET", "/api/host"));
			buildStore.setState({ host, hostTrouble: "" });
			if (!host.probing) return;
		} catch (error) {
			buildStore.setState({ hostTrouble: problemOf(error).sentence });
		}
		await new Promise((resolve) => setTimeout(resolve, waitMs));
	}
}

/** What a person chooses before a build. */
export interface BuildChoice {
	readonly target: string;
	readonly computeCapability: string | undefined;
	readonly severity: LogSeverity;
	readonly shapes: Readonly<Record<string, ShapeRange>>;
	readonly optimizationLevel: number | undefined;
}

let stopFollowing: (() => void) | undefined;

/** Sends what the server lacks, starts the build and follows it. */
export async function startBuild(choice: BuildChoice): Promise<void> {
	buildStore.setState({ isPanelOpen: true, problems: [], build: undefined, sending: { sent: 0, all: 0 } });
	stopFollowing?.();
	try {
		const { model, recipe } = await sendToHost((sent, all) => buildStore.setState({ sending: { sent, all } }));
		const request: BuildRequestInput = {
			model,
			recipe: [...recipe],
			target: choice.target,
			severity: choice.severity,
			shapes: choice.shapes,
			...(choice.computeCapability === undefined ? {} : { computeCapability: choice.computeCapability }),
			...(choice.optimizationLevel === undefined ? {} : { optimizationLevel: choice.optimizationLevel }),
		};
		watch(jobSchema.parse(await askHost("POST", "/api/jobs", request)));
	} catch (error) {
		notify(problemOf(error));
		buildStore.setState({ isPanelOpen: false });
	} finally {
		buildStore.setState({ sending: undefined });
	}
}

/** Follows a job: its events come in order, each once, whatever happens to the connection. */
function watch(job: Job): void {
	const log = new LogBook();
	const telling: NumberedEvent[] = [];
	buildStore.setState({
		build: { job, log, phases: [], memory: undefined, isConnected: true, startedMs: undefined },
	});
	const update = (change: Partial<WatchedBuild>) => {
		const { build } = buildStore.getState();
		if (build?.job.id === job.id) buildStore.setState({ build: { ...build, ...change } });
	};
	stopFollowing = followJob(job.id, {
		next: () => log.next,
		events(events) {
			for (const { seq, event } of log.take(events)) {
				if (tells(event)) telling.push({ seq, event });
				if (event.kind === "started") update({ startedMs: performance.now() - event.t * 1000 });
				if (event.kind === "phase") update({ phases: phasesAfter(buildStore.getState().build?.phases ?? [], event) });
				if (event.kind === "memory")
					update({ memory: { residentBytes: event.residentBytes ?? 0, peakBytes: event.peakBytes ?? 0 } });
			}
		},
		job(now) {
			update({ job: now });
			if (now.state === "ended") {
				stopFollowing?.();
				void explain(telling);
			}
		},
		connected: (isConnected) => update({ isConnected }),
	});
}

/** Events from which problems are read; a log of half a million lines stays out of it. */
function tells({ kind }: JobEvent): boolean {
	return kind === "parser-error" || kind === "error" || kind === "profile" || kind === "result";
}

async function explain(events: readonly NumberedEvent[]): Promise<void> {
	const problems = await examiner.diagnose(events);
	buildStore.setState({ problems });
	const first = problems.find(({ node }) => node !== undefined);
	if (first?.node !== undefined && workspace.getState().phase.at === "open") await goToNode(first.node);
}

export async function cancelBuild(): Promise<void> {
	const { build } = buildStore.getState();
	if (!build) return;
	try {
		await askHost("POST", `/api/jobs/${build.job.id}/cancel`);
	} catch (error) {
		notify(problemOf(error));
	}
}

export function setPanelOpen(isPanelOpen: boolean): void {
	buildStore.setState({ isPanelOpen });
}

/** Lights what an action would take away while a person looks at it. */
export function showDoomed(doomed: readonly NodeId[]): void {
	buildStore.setState({ doomed });
}

/** Another model: what a build said of the last one no longer holds. */
export function forgetBuild(): void {
	stopFollowing?.();
	buildStore.setState({ build: undefined, problems: [], doomed: [], isPanelOpen: false });
}
