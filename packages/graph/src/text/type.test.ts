import { newMessage, type TypeProto } from "@suture/onnx";
import { expect, test } from "vitest";
import { textFromType, typeFromText } from "../value-type.ts";

function again(text: string): string | undefined {
	const type = typeFromText(text);
	return "reason" in type ? type.reason : textFromType(type);
}

test.each([
	"float",
	"float[]",
	"float[1,N,?]",
	"int4[N+1]",
	'float["2*N","a b"]',
	"seq(map(int64, optional(bfloat16[1])))",
	"sparse_tensor(float[2])",
	"opaque(a.b, c)",
	"opaque(c)",
])("%s is read and written the same", (text) => {
	expect(again(text)).toBe(text);
});

test.each([
	["", "a type begins with a word such as float"],
	["flot[1]", "there is no type flot"],
	["type99[1]", "there is no type type99"],
	["float[-1]", "a size is a number, a name, or ?"],
	["float[1", "a ] is missing"],
	["float[1] x", '"x" is left over'],
	["seq float", "a ( is missing"],
	["seq(float", "a ) is missing"],
	["map(seq(float), float)", "a map needs the type of its keys"],
	["map(int64)", "a map needs the type of its values"],
	["sparse_tensor(seq(float))", "only tensors can be sparse"],
	["seq(".repeat(21), "it is nested too deeply"],
	['float["a', 'the string that begins here needs a " at its end'],
])("%s is no type: %s", (text, reason) => {
	expect(typeFromText(text)).toEqual({ reason });
});

test("unknown numbers of types are written as they are, and a type without contents not at all", () => {
	const unknown: TypeProto = {
		tensorType: { elemType: 99, shape: newMessage("TensorShapeProto", { dim: [{ dimValue: 1 }] }) },
	};
	expect(textFromType(unknown)).toBe("type99[1]");
	expect(textFromType({})).toBeUndefined();
});

test("a name of a type may be in any case", () => {
	expect(again("FLOAT[1]")).toBe("float[1]");
});
