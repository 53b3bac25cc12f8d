import { modelBytes, modelNames, runPython, withFiles } from "@suture/fixtures";
import {
	type AttributeProto,
	AttributeType,
	type GraphProto,
	type ModelProto,
	newMessage,
	readModel,
	sourceFromBytes,
	type TensorProto,
	type TypeProto,
	tensorBytes,
	tensorTypes,
} from "@suture/onnx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphFromModel } from "../graph-from-model.ts";
import { modelFromGraph } from "../model-from-graph.ts";
import { graphFromText, modelFromText } from "./model-from-text.ts";
import { textFromGraph, textFromModel, writeText, writeTextWithWeights } from "./text-from-model.ts";

async function modelOf(bytes: Uint8Array): Promise<ModelProto> {
	const { model } = await readModel(sourceFromBytes(bytes, "m.onnx"));
	if (!model) throw new Error("the fixture is a model");
	return model;
}

/** What ONNX's syntax can't carry, by the path of fields that leads there. */
const leftOut =
	/(node|attribute|attributeProto|initializer|t|g|graph|graphs|valueInfo|input|output)\.docString$|(graph|g|graphs|node|input|output|valueInfo|functions)\.metadataProps$/;

/** A model as plain data: empty fields are absent, tensors have the bytes of raw_data, what text can't carry is gone. */
async function plain(value: unknown, path = ""): Promise<unknown> {
	if (Array.isArray(value)) return await Promise.all(value.map((one) => plain(one, path)));
	if (typeof value === "bigint") return `${value}n`;
	if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
	if (typeof value !== "object" || value === null) return value;
	if ("stringData" in value) return await plainTensor(value as TensorProto);
	const fields: [string, unknown][] = [];
	for (const [key, inner] of Object.entries(value)) {
		const isEmpty = inner === undefined || inner === "" || (Array.isArray(inner) && inner.length === 0);
		if (!isEmpty && !leftOut.test(`${path}.${key}`)) fields.push([key, await plain(inner, `${path}.${key}`)]);
	}
	return Object.fromEntries(fields);
}

async function plainTensor(tensor: TensorProto): Promise<unknown> {
	const { name, dims, dataType, stringData } = tensor;
	const read = await tensorBytes(tensor);
	const values = "bytes" in read ? read.bytes : stringData;
	return { name: name || undefined, dims, dataType, values: JSON.stringify(await plain(values)) };
}

describe.each(modelNames)("%s", (name) => {
	test("is the same after it was text, with its weights put back", async () => {
		const model = await modelOf(modelBytes(name));
		const read = modelFromText(textFromModel(model), { weightsOf: model });
		expect(read.problems).toEqual([]);
		expect(await plain(read.model)).toEqual(await plain(model));
	});
});

test("a model is the same after it was text with all its weights", async () => {
	const model = await modelOf(modelBytes("segformer.ts13"));
	const read = modelFromText((await writeTextWithWeights(model)).text);
	expect(read.problems).toEqual([]);
	expect(await plain(read.model)).toEqual(await plain(model));
});

/** A model that uses every message of ONNX 1.23 that text carries, and those that it does not. */
const everyMessage = `
import base64, onnx
from onnx import helper as h, TensorProto as T
sparse = onnx.SparseTensorProto(dims=[4, 4])
sparse.values.CopyFrom(h.make_tensor("sv", T.FLOAT, [2], [1.0, 2.0]))
sparse.indices.CopyFrom(h.make_tensor("si", T.INT64, [2], [1, 7]))
body = h.make_graph([h.make_node("Identity", ["x"], ["y"])], "then", [], [h.make_tensor_value_info("y", T.FLOAT, ["N"])])
tp = h.make_map_type_proto(T.INT64, h.make_optional_type_proto(h.make_sequence_type_proto(h.make_tensor_type_proto(T.FLOAT16, [1, "N", None]))))
attrs = dict(f=1.5, i=-3, s="text", t=h.make_tensor("t", T.INT32, [2], [1, -2]), g=body, sp=sparse, tp=tp,
    fs=[1.0, 2.5], is_=[1, 2**63 - 1, -2**63], ss=[b"a", b"\\xff"], ts=[h.make_tensor("u", T.STRING, [1], [b"word"])], gs=[body, body],
    sps=[sparse], tps=[tp])
node = h.make_node("If", ["x", "", "w"], ["o"], name="/n", domain="my.domain", overload="v2", doc_string="doc", **attrs)
ref = node.attribute.add(); ref.name = "r"; ref.ref_attr_name = "outer"; ref.type = onnx.AttributeProto.INT
p = node.metadata_props.add(); p.key = "k"; p.value = "v"
d = node.device_configurations.add(); d.configuration_id = "c"; d.pipeline_stage = 2
graph = h.make_graph([node], "g", [h.make_tensor_value_info("x", T.FLOAT, [1, "N"])], [h.make_tensor_value_info("o", T.FLOAT, None)],
    [h.make_tensor("w", T.DOUBLE, [1], [0.5])], "graph doc", [h.make_tensor_value_info("m", T.UINT4, [3])], sparse_initializer=[sparse])
q = graph.quantization_annotation.add(); q.tensor_name = "w"; e = q.quant_parameter_tensor_names.add(); e.key = "SCALE_TENSOR"; e.value = "s"
p = graph.metadata_props.add(); p.key = "graph"; p.value = "meta"
graph.input[0].type.denotation = "IMAGE"
seg = graph.initializer.add(); seg.name = "part"; seg.segment.begin = 5; seg.segment.end = 9; seg.data_type = T.FLOAT; seg.dims.append(0)
m = h.make_model(graph, producer_name="p", producer_version="1", model_version=2**63 - 1, doc_string="d", ir_version=13,
    opset_imports=[h.make_opsetid("", 23), h.make_opsetid("my.domain", 1)])
m.domain = "dom"
for o in ("a", "b"):
    f = h.make_function("my.domain", "F", ["x"], ["y"], [h.make_node("Relu", ["x"], ["y"])], [h.make_opsetid("", 23)], ["alpha"], overload=o,
        attribute_protos=[h.make_attribute("beta", 2.0)], value_info=[h.make_tensor_value_info("x", T.FLOAT, [1])], doc_string="f")
    m.functions.append(f)
t = m.training_info.add(); t.initialization.CopyFrom(body); t.algorithm.CopyFrom(body)
c = m.configuration.add(); c.name = "c"; c.num_devices = 2; c.device.extend(["gpu0", "gpu1"])
p = m.metadata_props.add(); p.key = "model"; p.value = "meta"
print(base64.b64encode(m.SerializeToString()).decode())
`;

test("of every message of ONNX, text carries all but what it says it leaves out", async () => {
	const model = await modelOf(Buffer.from(await runPython(everyMessage), "base64"));
	const { text, problems } = writeText(model);
	expect(problems.map(({ sentence }) => sentence)).toMatchInlineSnapshot(`
		[
		  "ONNX's text has no words for training graphs: 1 left out, at the model.",
		  "ONNX's text has no words for device configurations: 1 left out, at the model.",
		  "ONNX's text has no words for doc strings of graphs: 1 left out, at g.",
		  "ONNX's text has no words for sparse initializers: 1 left out, at g.",
		  "ONNX's text has no words for quantization annotations: 1 left out, at g.",
		  "ONNX's text has no words for metadata of graphs: 1 left out, at g.",
		  "ONNX's text has no words for denotations of types: 1 left out, at x.",
		  "ONNX's text has no words for segments of tensors: 1 left out, at part.",
		  "ONNX's text has no words for doc strings of nodes: 1 left out, at /n.",
		  "ONNX's text has no words for metadata of nodes: 1 left out, at /n.",
		  "ONNX's text has no words for device configurations of nodes: 1 left out, at /n.",
		  "ONNX's text has no words for attributes of type sparse_tensor: 1 left out, at /n.",
		  "ONNX's text has no words for attributes of type sparse_tensors: 1 left out, at /n.",
		  "Only Suture reads this text, not onnx.parser: it has lists of graphs, which it takes for empty, once, at /n.",
		  "Only Suture reads this text, not onnx.parser: it has strings that are not UTF-8, once, at /n.",
		  "Only Suture reads this text, not onnx.parser: it has lists of type_protos, which it takes for empty, once, at /n.",
		  "Only Suture reads this text, not onnx.parser: it has lists of tensors, which it takes for empty, once, at /n.",
		]
	`);
	for (const { sentence } of problems) expect(text).toContain(`# ${sentence}\n`);
	const { trainingInfo, configuration, graph, ...rest } = model;
	const node = graph?.node.map(({ deviceConfigurations, attribute, ...one }) => {
		return {
			...one,
			attribute: attribute.filter(({ sparseTensor, sparseTensors }) => !sparseTensor && sparseTensors.length === 0),
		};
	});
	const input = graph?.input.map(({ type, ...one }) => ({ ...one, type: { ...type, denotation: undefined } }));
	const carried = { ...rest, graph: { ...graph, node, input, sparseInitializer: [], quantizationAnnotation: [] } };
	const read = modelFromText(text);
	expect(read.problems).toEqual([]);
	expect(await plain(read.model)).toEqual(await plain(carried));
});

const name = fc.oneof(
	fc.constantFrom("x", "y", "w", "float", "seq", "inf", "b", "/a/b", "a.b", "1", ""),
	fc.string({ unit: "grapheme" }),
);
const float = fc.float({ noNaN: true });
const bytes = fc.oneof(
	fc.string({ unit: "grapheme" }).map((text) => Uint8Array.from(Buffer.from(text))),
	fc.uint8Array({ maxLength: 6 }),
);
const dimension = fc.oneof(
	fc.constant({}),
	fc.maxSafeInteger().map((dimValue) => ({ dimValue })),
	fc.string({ minLength: 1, unit: "grapheme" }).map((dimParam) => ({ dimParam })),
);
const tensorTypeProto = fc
	.record({
		elemType: fc.integer({ min: 1, max: 28 }),
		shape: fc.option(fc.array(dimension, { maxLength: 3 }), { nil: undefined }),
	})
	.map(({ elemType, shape }) => ({ elemType, ...(shape && { shape: { dim: shape } }) }));
const typeProto: fc.Arbitrary<TypeProto> = fc.letrec<{ type: TypeProto }>((tie) => ({
	type: fc.oneof(
		{ depthSize: "small" },
		tensorTypeProto.map((tensorType) => ({ tensorType })),
		tensorTypeProto.map((sparseTensorType) => ({ sparseTensorType })),
		tie("type").map((elemType) => ({ sequenceType: { elemType } })),
		tie("type").map((elemType) => ({ optionalType: { elemType } })),
		fc.record({ keyType: fc.integer({ min: 1, max: 28 }), valueType: tie("type") }).map((mapType) => ({ mapType })),
		fc.record({ domain: name, name }).map((opaqueType) => ({ opaqueType })),
	),
})).type;

/** A tensor of any type whose bytes fit its shape. NaNs are kept out: some have bits that text can't carry. */
const tensor: fc.Arbitrary<TensorProto> = fc
	.record({ name, type: fc.constantFrom(...tensorTypes()), dims: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }) })
	.chain(({ name, type, dims }) => {
		const elements = dims.reduce((product, size) => product * size, 1);
		const byteLength = Math.ceil((elements * type.bits) / 8);
		const fields = { name, dims, dataType: type.dataType };
		if (type.bits === 0) {
			const strings = fc.array(bytes, { minLength: elements, maxLength: elements });
			return strings.map((stringData) => newMessage("TensorProto", { ...fields, stringData }));
		}
		return fc.uint8Array({ minLength: byteLength, maxLength: byteLength, max: 126 }).map((raw) => {
			// Six-bit types leave bits over in the last byte, which no reader looks at.
			if (type.bits === 6 && byteLength > 0)
				raw[byteLength - 1] = (raw[byteLength - 1] ?? 0) & (2 ** ((elements * 6) % 8 || 8) - 1);
			return newMessage("TensorProto", { ...fields, rawData: { at: "memory", bytes: raw } });
		});
	});

const info = fc.record({ name, type: fc.option(typeProto, { nil: undefined }) }).map(({ name, type }) => {
	return newMessage("ValueInfoProto", { name, ...(type && { type }) });
});

const { graph } = fc.letrec<{ graph: GraphProto; value: Partial<AttributeProto> }>((tie) => {
	const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
	const value = fc.oneof(
		{ depthSize: "small", withCrossShrink: true },
		float.map((f) => ({ type: AttributeType.FLOAT, f })),
		fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((i) => ({ type: AttributeType.INT, i })),
		bytes.map((s) => ({ type: AttributeType.STRING, s })),
		list(float).map((floats) => ({ type: AttributeType.FLOATS, floats })),
		list(fc.bigInt({ min: -9n, max: 2n ** 63n - 1n })).map((ints) => ({ type: AttributeType.INTS, ints })),
		list(bytes).map((strings) => ({ type: AttributeType.STRINGS, strings })),
		tensor.map((t) => ({ type: AttributeType.TENSOR, t })),
		list(tensor).map((tensors) => ({ type: AttributeType.TENSORS, tensors })),
		typeProto.map((tp) => ({ type: AttributeType.TYPE_PROTO, tp })),
		list(typeProto).map((typeProtos) => ({ type: AttributeType.TYPE_PROTOS, typeProtos })),
		fc.record({
			type: fc.constantFrom(...Object.values(AttributeType).filter(Boolean)),
			refAttrName: name.filter(Boolean),
		}),
		tie("graph").map((g) => ({ type: AttributeType.GRAPH, g })),
		list(tie("graph")).map((graphs) => ({ type: AttributeType.GRAPHS, graphs })),
	);
	const node = fc
		.record({
			name,
			opType: name,
			domain: name,
			overload: name,
			input: list(name),
			output: list(name),
			attribute: list(fc.tuple(name, tie("value"))),
		})
		.map(({ attribute, ...fields }) => {
			const attributes = attribute.map(([name, value]) => newMessage("AttributeProto", { name, ...value }));
			return newMessage("NodeProto", { ...fields, attribute: attributes });
		});
	return {
		value,
		graph: fc
			.record({
				name,
				node: list(node),
				input: list(info),
				output: list(info),
				initializer: list(tensor),
				valueInfo: list(info),
			})
			.map((fields) => newMessage("GraphProto", fields)),
	};
});

test("any graph is the same after it was text", async () => {
	await fc.assert(
		fc.asyncProperty(graph, name, async (main, producerName) => {
			const model = newMessage("ModelProto", { irVersion: 10, producerName, graph: main });
			const text = textFromGraph(graphFromModel(model), { weights: "all" });
			const read = graphFromText(text);
			expect(read.problems).toEqual([]);
			expect(await plain(read.graph && modelFromGraph(read.graph))).toEqual(await plain(model));
			expect(textFromModel(modelFromText(text).model ?? model, { weights: "all" })).toBe(text);
		}),
		{ numRuns: 300 },
	);
});

test("onnx.parser makes the same of any text of which nothing is noted", async () => {
	const graphs = fc.sample(graph, { numRuns: 2000, seed: 20 });
	const models = graphs.map((one) => newMessage("ModelProto", { irVersion: 10, graph: one }));
	const cases = models.flatMap((model) => {
		const { text, problems } = writeText(model, { reader: "onnx", weights: "all" });
		return problems.length === 0 ? { model, text } : [];
	});
	expect(cases.length).toBeGreaterThan(150);
	const script = `import base64, json, sys, onnx.parser
texts = json.load(open(sys.argv[1]))
print(json.dumps([base64.b64encode(onnx.parser.parse_model(text).SerializeToString()).decode() for text in texts]))`;
	const json = Buffer.from(JSON.stringify(cases.map(({ text }) => text)));
	const parsed = JSON.parse(await withFiles([json], (paths) => runPython(script, ...paths))) as string[];
	for (const [i, { model }] of cases.entries()) {
		expect(await plain(await modelOf(Buffer.from(parsed[i] ?? "", "base64")))).toEqual(await plain(model));
	}
});
