import type { ClientMessage, Job, NumberedEvent, ServerMessage } from "@suture/protocol";

export interface JobListener {
	/** The number from which events are wanted; asked again after every reconnect. */
	next(): number;
	events(events: readonly NumberedEvent[]): void;
	job(job: Job): void;
	/** Whether the stream is connected right now. */
	connected(isConnected: boolean): void;
}

const firstWaitMs = 300;
const longestWaitMs = 5000;

/** Follows a job over a WebSocket until it is stopped. When the connection breaks, or the server is started anew, it comes back by
 *  itself and goes on behind the last event that is here. */
export function followJob(job: string, listener: JobListener): () => void {
	let stopped = false;
	let waitMs = firstWaitMs;
	let socket: WebSocket | undefined;
	const connect = () => {
		socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/stream`);
		socket.onopen = () => {
			waitMs = firstWaitMs;
			listener.connected(true);
			const message: ClientMessage = { say: "subscribe", job, from: listener.next() };
			socket?.send(JSON.stringify(message));
		};
		socket.onmessage = ({ data }) => {
			const message = JSON.parse(String(data)) as ServerMessage; // our own server, of the same version
			if (message.say === "events" && message.job === job) listener.events(message.events);
			else if (message.say === "job" && message.job.id === job) listener.job(message.job);
		};
		socket.onclose = () => {
			if (stopped) return;
			listener.connected(false);
			setTimeout(() => {
				if (!stopped) connect();
			}, waitMs);
			waitMs = Math.min(longestWaitMs, waitMs * 2);
		};
	};
	connect();
	return () => {
		stopped = true;
		socket?.close();
	};
}
