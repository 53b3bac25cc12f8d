import type { TensorLiteral } from "@suture/graph";
import { elementCount, newMessage, type TensorValues, tensorBytes, tensorType, tensorTypeNamed } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import type { NpyArray } from "../tensor/npy.ts";
import type { TensorStatistics } from "./description.ts";
import { type HeatMap, heatMapOf } from "./heat-map.ts";
import type { Sight } from "./sight.ts";
import { type ConversionLoss, converted } from "./tensor-conversion.ts";
import { literalWithin, mostElements } from "./tensor-literals.ts";
import { exactTexts, readValues, statisticsOf, valueTexts } from "./tensor-statistics.ts";

/** What weights and constants hold, for who looks at them closely or changes them. */
export class TensorDesk {
	readonly #sight: Sight;

	constructor(sight: Sight) {
		this.#sight = sight;
	}

	async statistics(value: string): Promise<TensorStatistics | Problem> {
		const values = await this.#values(value);
		return "code" in values ? values : statisticsOf(values);
	}

	/** Elements [start, end) of a tensor as text. */
	async values(value: string, start: number, end: number): Promise<string[] | Problem> {
		const values = await this.#values(value);
		return "code" in values ? values : valueTexts(values, start, end);
	}

	/** A picture of a tensor's elements, the last axis to the right. */
	async heatMap(value: string): Promise<HeatMap | Problem> {
		const tensor = this.#sight.tensor(value);
		const values = await this.#values(value);
		return "code" in values || !tensor ? (values as Problem) : heatMapOf(values, tensor.dims);
	}

	/** The elements of a tensor as they can be written again without losing a bit. */
	async exactValues(value: string): Promise<readonly string[] | Problem> {
		const values = await this.#values(value);
		return "code" in values ? values : exactTexts(values);
	}

	/** What a tensor holds, in the layout of raw_data. */
	async contents(value: string): Promise<NpyArray | Problem> {
		const tensor = this.#sight.tensor(value);
		if (!tensor) return problem("edit/no-such-tensor", { wanted: value });
		const read = await tensorBytes(tensor);
		if ("problem" in read) return read.problem;
		return { type: tensorType(tensor.dataType)?.text ?? "", dims: tensor.dims, bytes: read.bytes };
	}

	/** The literal of contents in the layout of raw_data. */
	async literalOf({ type, dims, bytes }: NpyArray): Promise<TensorLiteral | Problem> {
		const { dataType } = tensorTypeNamed(type as Parameters<typeof tensorTypeNamed>[0]) ?? {};
		const tensor = newMessage("TensorProto", { dims, rawData: { at: "memory", bytes }, ...(dataType && { dataType }) });
		return await literalWithin(tensor);
	}

	/** A tensor with elements of another type, and what that costs. */
	async converted(value: string, type: string): Promise<{ literal: TensorLiteral; loss: ConversionLoss } | Problem> {
		const tensor = this.#sight.tensor(value);
		if (!tensor) return problem("edit/no-such-tensor", { wanted: value });
		if (elementCount(tensor.dims) > mostElements)
			return problem("page/too-large-to-edit", { elements: elementCount(tensor.dims), most: mostElements });
		const values = await this.#values(value);
		if ("code" in values) return values;
		const found = converted(values, tensor.dims, type);
		if ("code" in found) return found;
		const literal = await literalWithin(found.tensor);
		return "code" in literal ? literal : { literal, loss: found.loss };
	}

	async #values(value: string): Promise<TensorValues | Problem> {
		const tensor = this.#sight.tensor(value);
		return tensor ? await readValues(tensor) : problem("edit/no-such-tensor", { wanted: value });
	}
}
