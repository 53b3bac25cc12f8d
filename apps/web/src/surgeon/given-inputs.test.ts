import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { writeNpy } from "../tensor/npy.ts";
import { givenInputs } from "./given-inputs.ts";

const inputs = [
	{ name: "ids", type: "int64", dims: ["n", 2] },
	{ name: "mask/0", type: "float", dims: ["n", 2] },
] as const;

function npy(type: string, dims: readonly number[], bytes: ArrayLike<number> & { readonly buffer: ArrayBuffer }) {
	const file = writeNpy({ type, dims, bytes: new Uint8Array(bytes.buffer) });
	if (!file) throw new Error("NumPy has the type");
	return file;
}

const floats = npy("float", [1, 2], Float32Array.of(3, 4));
const said = async (...files: File[]) =>
	(await givenInputs(files, inputs)).map((one) => ("input" in one ? `${one.input}: ${one.how}` : one.reason));

test("arrays are for the inputs that they are called like, in the type that these have", async () => {
	const zip = Uint8Array.from(zipSync({ "mask_0.npy": floats, "ids.npy": floats }));
	expect(await said(new File([zip], "all.npz"))).toEqual(["mask/0: float 1×2", "ids: int64 1×2"]);
	const [ids] = await givenInputs([new File([floats], "ids.npy")], inputs);
	const contents = ids && "input" in ids ? (ids.tensor.contents as Uint8Array) : new Uint8Array(16);
	expect([...new BigInt64Array(contents.slice().buffer)]).toEqual([3n, 4n]);
});

test("what can't be taken says why", async () => {
	expect(
		await said(
			new File([floats], "other.npy"),
			new File(["text"], "ids.npy"),
			new File(["text"], "ids.npz"),
			new File(["text"], "ids.txt"),
			new File([npy("float", [2], Float32Array.of(1, 2))], "ids.npy"),
		),
	).toEqual([
		"no input is called other",
		"it is no .npy file",
		expect.stringContaining("can't be unpacked"),
		"it is no .npy, .npz or image",
		"its shape is 2, and ids is n×2",
	]);
});

test("the only input that is left needs no name", async () => {
	expect(await said(new File([floats], "ids.npy"), new File([floats], "whatever.npy"))).toEqual([
		"ids: int64 1×2",
		"mask/0: float 1×2",
	]);
});
