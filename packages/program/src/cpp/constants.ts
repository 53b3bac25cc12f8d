import type { ProgramPlan, ProgramTensor } from "../plan.ts";

/** The plan as C++. */
export function cppConstants({ title, parts, inputs, outputs, image, libraries }: ProgramPlan): string {
	const needsOnnxRuntime = parts.some(({ role }) => role !== "engine");
	const rows = parts.map(
		(part) =>
			`    {${text(part.role)}, ${text(part.file)}, {${list(part.inputs.map(({ name }) => text(name)))}}, {${list(part.outputs.map(({ name }) => text(name)))}}},`,
	);
	return `#define NEEDS_ONNXRUNTIME ${needsOnnxRuntime ? 1 : 0}
#define HAS_IMAGE ${image ? 1 : 0}

const char* const kTitle = ${text(title)};

// The parts in the order in which they run; tensors go from one to the next by name.
const std::vector<Part> kParts = {
${rows.join("\n")}
};

// What the whole model takes: name, type, sizes (-1: open).
const std::vector<Wanted> kInputs = {
${inputs.map(wanted).join("\n")}
};

// And what it gives.
const std::vector<Wanted> kOutputs = {
${outputs.map(wanted).join("\n")}
};

// Plugin libraries that the engine needs, as dlopen finds them.
const std::vector<std::string> kLibraries = {${list(libraries.map(text))}};
${image ? imageOf(image) : ""}`;
}

function wanted({ name, type, dims }: ProgramTensor): string {
	return `    {${text(name)}, ${text(type)}, {${list((dims ?? []).map((size) => (typeof size === "number" ? `${size}` : "-1")))}}},`;
}

function imageOf({
	name,
	width,
	height,
	fit,
	divisor,
	mean,
	deviation,
	order,
}: NonNullable<ProgramPlan["image"]>): string {
	const floats = (values: readonly number[]) => values.map(float).join(", ");
	return `
// How a picture becomes an input.
const std::string kImageName = ${text(name)};
const int kWidth = ${width}, kHeight = ${height};
const bool kLetterbox = ${fit === "letterbox"}, kBlueFirst = ${order === "bgr"};
const float kDivisor = ${float(divisor)};
const float kMean[3] = {${floats(mean)}}, kDeviation[3] = {${floats(deviation)}};
`;
}

function float(value: number): string {
	return Number.isInteger(value) ? `${value}.0f` : `${value}f`;
}

function list(words: readonly string[]): string {
	return words.join(", ");
}

/** A string literal, byte by byte, with three octal digits for whatever is not plain. */
function text(value: string): string {
	const bytes = new TextEncoder().encode(value);
	const isPlain = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
	const written = Array.from(bytes, (byte) =>
		isPlain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`,
	);
	return `"${written.join("")}"`;
}
