import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { examiner } from "../surgeon/connect.ts";
import type { SearchAnswer } from "../surgeon/search.ts";
import { goToNode } from "../workspace/workspace.ts";

export interface Search {
	readonly question: string;
	readonly answer: SearchAnswer;
	/** Which hit the camera was last sent to; -1 for none. */
	readonly at: number;
}

const nothing: SearchAnswer = { hits: [], hint: undefined };

export const searchStore = createStore<Search>()(() => ({ question: "", answer: nothing, at: -1 }));

export function useSearch<T>(part: (search: Search) => T): T {
	return useStore(searchStore, part);
}

let turn = 0;
/** Until the last question has its answer. */
let answering: Promise<unknown> = Promise.resolve();

/** Looks for something; an answer that a later question has overtaken is dropped. */
export async function ask(question: string): Promise<void> {
	const mine = ++turn;
	searchStore.setState({ question, at: -1 });
	const found = question.trim() === "" ? nothing : examiner.search(question);
	answering = Promise.resolve(found).catch(() => undefined);
	const answer = await found;
	if (mine === turn) searchStore.setState({ answer });
}

/** Goes to the next hit, or with -1 to the one before; around at the ends. */
export async function step(direction: 1 | -1): Promise<void> {
	await answering; // who presses Enter at once means what was just typed
	const { answer, at } = searchStore.getState();
	if (answer.hits.length === 0) return;
	await goToHit((at + direction + answer.hits.length + (at < 0 && direction < 0 ? 1 : 0)) % answer.hits.length);
}

export async function goToHit(at: number): Promise<void> {
	const hit = searchStore.getState().answer.hits[at];
	if (!hit) return;
	searchStore.setState({ at });
	await goToNode(hit.node);
}
