import { expose } from "comlink";
import { carryProblems } from "./carry-problems.ts";
import { Comparer } from "./comparer.ts";
import { Converter } from "./converter.ts";
import { Examiner } from "./examiner.ts";
import { Finder } from "./finder.ts";
import { Grafter } from "./grafter.ts";
import { fontsReady } from "./load-fonts.ts";
import type { Picture } from "./picture.ts";
import { Planner } from "./planner.ts";
import { Prover } from "./prover.ts";
import { sightOf } from "./sight.ts";
import { Surgeon } from "./surgeon.ts";
import { TensorDesk } from "./tensor-desk.ts";
import { Workbench } from "./workbench.ts";

/** Those who work on the open model, in this worker. */
export interface Theatre {
	readonly surgeon: Surgeon;
	readonly picture: Picture;
	readonly examiner: Examiner;
	readonly planner: Planner;
	readonly tensors: TensorDesk;
	readonly workbench: Workbench;
	readonly finder: Finder;
	readonly grafter: Grafter;
	readonly converter: Converter;
	readonly comparer: Comparer;
	readonly prover: Prover;
}

carryProblems();
const surgeon = new Surgeon(fontsReady);
const { picture } = surgeon;
const document = () => surgeon.document();
const sight = sightOf(document, picture);
const comparer = new Comparer(document);
// Exposed at once: a message that comes before anybody listens is lost.
expose({
	surgeon,
	picture,
	examiner: new Examiner(sight),
	planner: new Planner(sight),
	tensors: new TensorDesk(sight),
	workbench: new Workbench(document),
	finder: new Finder(sight),
	grafter: new Grafter(document),
	converter: new Converter(sight),
	comparer,
	prover: new Prover(() => comparer.difference()),
} satisfies Theatre);
