import { integer, text } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";

/** RNN, GRU, LSTM: x [sequence, batch, input] → y [sequence, directions, batch, hidden], y_h and y_c [directions, batch, hidden];
 *  with layout 1 (version 14) the batch comes first. Before version 7 output_sequence said whether y is wanted. */
export const recurrent: ShapeFunction = (call) => {
	const x = shapeOf(call, 0);
	if (x && x.length !== 3) call.report("shape/rank", { input: "X", wanted: "rank 3", found: x.length });
	const isBatchFirst = integer(call, "layout") === 1;
	const [sequence, batch] = isBatchFirst ? [x?.[1], x?.[0]] : [x?.[0], x?.[1]];
	const directions = text(call, "direction") === "bidirectional" ? 2 : 1;
	const hidden = hiddenSize(call);
	const last = tensor(isBatchFirst ? [batch, directions, hidden] : [directions, batch, hidden]);
	const all = tensor(isBatchFirst ? [batch, sequence, directions, hidden] : [sequence, directions, batch, hidden]);
	return [all, last, last];
};

function hiddenSize(call: Call): Dimension | undefined {
	// R is [directions, gates · hidden, hidden].
	return integer(call, "hidden_size") ?? shapeOf(call, 2)?.[2];
}
