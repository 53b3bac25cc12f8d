import { CircleCheck, CircleSlash, CircleX, Download, Square, X } from "lucide-react";
import { useEffect, useState } from "react";
import { bytesText, secondsText } from "../panel/numbers.ts";
import { ProblemText } from "../shell/problem-text.tsx";
import { cancelBuild, setPanelOpen, type WatchedBuild } from "./build-store.ts";
import { LogView } from "./log-view.tsx";
import { shareDone } from "./phases.ts";
import { ProblemCard } from "./problem-card.tsx";
import { useBuild } from "./use-build.ts";
import "./build-panel.css";

/** The build below the graph: how it goes, what it said, what it means. */
export function BuildPanel() {
	const isOpen = useBuild((one) => one.isPanelOpen);
	const build = useBuild((one) => one.build);
	const sending = useBuild((one) => one.sending);
	if (!isOpen) return null;
	return (
		<section
			className="build-panel"
			aria-label="Build"
			data-testid="build-panel"
			data-state={build?.job.state ?? "sending"}
			data-result={build?.job.outcome?.result ?? ""}
		>
			{build ? <BuildHead build={build} /> : <SendingHead sending={sending} />}
			{build && (
				<div className="build-body">
					<Findings build={build} />
					<LogView log={build.log} />
				</div>
			)}
		</section>
	);
}

function SendingHead({ sending }: { readonly sending: { readonly sent: number; readonly all: number } | undefined }) {
	const share = sending && sending.all > 0 ? sending.sent / sending.all : 0;
	return (
		<header className="build-head">
			{sending && <div className="spinner" />}
			<span className="build-title">{sending ? "Sending the model …" : "Nothing was built"}</span>
			{sending && sending.all > 0 && (
				<span className="build-fact">
					{bytesText(sending.sent)} of {bytesText(sending.all)}
				</span>
			)}
			<div className="build-space" />
			<CloseButton />
			{sending && <div className="build-bar" style={{ width: `${share * 100}%` }} />}
		</header>
	);
}

function BuildHead({ build }: { readonly build: WatchedBuild }) {
	const { job, phases, memory, log } = build;
	const isRunning = job.state !== "ended";
	const elapsed = useElapsed(build);
	const rate = useRate(build);
	const share = isRunning ? shareDone(phases) : undefined;
	return (
		<header className="build-head">
			<OutcomeIcon build={build} />
			<span className="build-title" data-testid="build-title">
				{titleOf(build)}
			</span>
			{isRunning && phases.length > 0 && (
				<span className="build-phase" title={phases.map(({ name }) => name).join(" › ")}>
					{phases.slice(1).map(({ name, step, steps }) => (
						<span key={name}>
							{name}
							{steps > 1 && (
								<small>
									{" "}
									{step}/{steps}
								</small>
							)}
						</span>
					))}
				</span>
			)}
			<div className="build-space" />
			{!build.isConnected && isRunning && <span className="build-fact is-warning">reconnecting …</span>}
			<span className="build-fact" title="Time since the builder started">
				{secondsText(job.outcome?.seconds ?? elapsed)}
			</span>
			{isRunning && (
				<span className="build-fact" title="Lines of the log a second">
					{rate} lines/s
				</span>
			)}
			{!isRunning && <span className="build-fact">{log.count.toLocaleString("en-US")} lines</span>}
			{memory && (
				<span className="build-fact" title={`at most ${bytesText(memory.peakBytes)}`}>
					{bytesText(isRunning ? memory.residentBytes : memory.peakBytes)}
				</span>
			)}
			{job.outcome?.result === "built" && (
				<a
					className="button button-small button-primary"
					href={`/api/jobs/${job.id}/engine`}
					data-testid="download-engine"
				>
					<Download size={13} /> Engine {bytesText(job.outcome.engineBytes ?? 0)}
				</a>
			)}
			<a className="button button-small" href={`/api/jobs/${job.id}/log`}>
				<Download size={13} /> Log
			</a>
			{isRunning && (
				<button
					type="button"
					className="button button-small"
					onClick={() => void cancelBuild()}
					data-testid="cancel-build"
				>
					<Square size={11} fill="currentColor" /> Stop
				</button>
			)}
			<CloseButton />
			{share !== undefined && <div className="build-bar" style={{ width: `${share * 100}%` }} />}
		</header>
	);
}

function CloseButton() {
	return (
		<button
			type="button"
			className="button button-quiet button-icon button-small"
			onClick={() => setPanelOpen(false)}
			aria-label="Close the build panel"
		>
			<X size={15} />
		</button>
	);
}

function OutcomeIcon({ build: { job } }: { readonly build: WatchedBuild }) {
	switch (job.outcome?.result) {
		case undefined:
			return <div className="spinner" />;
		case "built":
			return <CircleCheck size={17} className="is-success" />;
		case "cancelled":
			return <CircleSlash size={17} className="is-dim" />;
		default:
			return <CircleX size={17} className="is-error" />;
	}
}

function titleOf({ job, phases }: WatchedBuild): string {
	switch (job.outcome?.result) {
		case "built":
			return `Built for ${job.builder}`;
		case "refused":
			return "TensorRT refused the model";
		case "failed":
			return "The build failed";
		case "cancelled":
			return "Cancelled";
		default:
			return job.state === "queued"
				? "Waiting for its turn"
				: phases.length > 0
					? (phases[0]?.name ?? "")
					: "Reading the model";
	}
}

/** What came of it: the problems on nodes, or the reason why it ended. */
function Findings({ build: { job } }: { readonly build: WatchedBuild }) {
	const problems = useBuild((one) => one.problems);
	const reason = job.outcome?.problem;
	const isExplained = problems.some(({ problem }) => problem.severity === "error");
	const shown = reason && !isExplained && job.outcome?.result !== "cancelled" ? reason : undefined;
	if (problems.length === 0 && !shown) return null;
	return (
		<div className="build-findings" data-testid="findings">
			{shown && <ProblemText problem={shown} />}
			{problems.map((located) => (
				<ProblemCard key={`${located.problem.code}${located.problem.sentence}`} located={located} />
			))}
		</div>
	);
}

/** Seconds since the builder started, as it goes on. */
function useElapsed({ job, startedMs }: WatchedBuild): number {
	const [now, setNow] = useState(performance.now());
	useEffect(() => {
		if (job.state === "ended") return;
		const timer = setInterval(() => setNow(performance.now()), 100);
		return () => clearInterval(timer);
	}, [job.state]);
	return startedMs === undefined ? 0 : Math.max(0, now - startedMs) / 1000;
}

/** Lines of the log over the last second. */
function useRate({ job, log }: WatchedBuild): number {
	const [rate, setRate] = useState(0);
	useEffect(() => {
		if (job.state === "ended") return;
		let before = log.count;
		const timer = setInterval(() => {
			setRate(log.count - before);
			before = log.count;
		}, 1000);
		return () => clearInterval(timer);
	}, [job.state, log]);
	return rate;
}
