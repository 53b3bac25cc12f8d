import { runPython, withFiles } from "@suture/fixtures";
import onnxProto from "onnx-proto";
import { expect, test } from "vitest";
import { joinParts, type ModelProto, readModel, sourceFromBytes, writeModel } from "./index.ts";

/** A model that uses every message of ONNX 1.23: training, functions with overloads, sparse tensors, sequence, map and optional
 *  types, device configurations, bodies, quantization annotations, and fields that no version knows. */
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
s = d.sharding_spec.add(); s.tensor_name = "x"; s.device.extend([0, -1])
e = s.index_to_device_group_map.add(); e.key = 1; e.value.extend([3, 4])
sd = s.sharded_dim.add(); sd.axis = 1; ss = sd.simple_sharding.add(); ss.dim_param = "N"; ss.num_shards = 2
graph = h.make_graph([node], "g", [h.make_tensor_value_info("x", T.FLOAT, [1, "N"])], [h.make_tensor_value_info("o", T.FLOAT, None)],
    [h.make_tensor("w", T.DOUBLE, [1], [0.5])], "graph doc", [h.make_tensor_value_info("m", T.UINT4, [3])], sparse_initializer=[sparse])
q = graph.quantization_annotation.add(); q.tensor_name = "w"; e = q.quant_parameter_tensor_names.add(); e.key = "SCALE_TENSOR"; e.value = "s"
p = graph.metadata_props.add(); p.key = "graph"; p.value = "meta"
seg = graph.initializer.add(); seg.name = "part"; seg.segment.begin = 5; seg.segment.end = 9; seg.data_type = T.FLOAT; seg.dims.append(0)
m = h.make_model(graph, producer_name="p", producer_version="1", model_version=2**63 - 1, doc_string="d", ir_version=13,
    opset_imports=[h.make_opsetid("", 23), h.make_opsetid("my.domain", 1)])
m.domain = "dom"
for o in ("a", "b"):
    f = h.make_function("my.domain", "F", ["x"], ["y"], [h.make_node("Relu", ["x"], ["y"])], [h.make_opsetid("", 23)], ["alpha"], overload=o,
        attribute_protos=[h.make_attribute("beta", 2.0)], value_info=[h.make_tensor_value_info("x", T.FLOAT, [1])], doc_string="f")
    m.functions.append(f)
t = m.training_info.add(); t.initialization.CopyFrom(body); t.algorithm.CopyFrom(body)
b = t.update_binding.add(); b.key = "w"; b.value = "w2"; b = t.initialization_binding.add(); b.key = "w"; b.value = "w0"
c = m.configuration.add(); c.name = "c"; c.num_devices = 2; c.device.extend(["gpu0", "gpu1"])
p = m.metadata_props.add(); p.key = "model"; p.value = "meta"
raw = m.SerializeToString()
raw += bytes([0xfa, 0x7f, 3, 1, 2, 3])  # field 2047: three bytes that no ONNX knows
print(base64.b64encode(raw).decode())
`;

const bytes = Buffer.from(await runPython(everyMessage), "base64");

async function encodedAnew(model: ModelProto): Promise<Uint8Array> {
	const copy = anew(model) as ModelProto;
	return await joinParts(writeModel(copy, { name: "m.onnx" }).files[0]?.parts ?? []);
}

/** Spread copies all the way down: no origin is left, so everything is encoded; symbols (unknown fields) come along. */
function anew(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(anew);
	if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
	const copy: Record<string | symbol, unknown> = { ...value };
	for (const key of Object.keys(copy)) copy[key] = anew(copy[key]);
	return copy;
}

test("every message and field survives being decoded and encoded", async () => {
	const { model, problems } = await readModel(sourceFromBytes(bytes, "m.onnx"));
	expect(problems).toEqual([]);
	const encoded = await encodedAnew(model as ModelProto);
	const same = `import sys, onnx
a, b = (onnx.load_model_from_string(open(p, "rb").read()) for p in sys.argv[1:])
print(a == b, a.SerializeToString(deterministic=True) == b.SerializeToString(deterministic=True))`;
	expect(await withFiles([bytes, encoded], (paths) => runPython(same, ...paths))).toBe("True True\n");
});

test("fields that ONNX does not know are kept when the model is edited", async () => {
	const { model } = await readModel(sourceFromBytes(bytes, "m.onnx"));
	const { files } = writeModel({ ...(model as ModelProto), producerName: "edited" }, { name: "m.onnx" });
	const edited = await joinParts(files[0]?.parts ?? []);
	expect(Buffer.from(edited).includes(Buffer.of(0xfa, 0x7f, 3, 1, 2, 3))).toBe(true);
	expect((await readModel(sourceFromBytes(edited, "m.onnx"))).model?.producerName).toBe("edited");
});

test("the npm package onnx-proto, an independent reader, sees the same network", async () => {
	const { model } = await readModel(sourceFromBytes(bytes, "m.onnx"));
	const other = onnxProto.onnx.ModelProto.decode(await encodedAnew(model as ModelProto));
	const node = other.graph?.node?.[0];
	expect(other.producerName).toBe("p");
	expect(node?.name).toBe("/n");
	expect(node?.attribute?.map(({ name }) => name)).toEqual(model?.graph?.node[0]?.attribute.map(({ name }) => name));
	expect(node?.attribute?.find(({ name }) => name === "is_")?.ints?.map(String)).toEqual([
		"1",
		"9223372036854775807",
		"-9223372036854775808",
	]);
	expect(other.graph?.input?.[0]?.type?.tensorType?.shape?.dim?.[1]?.dimParam).toBe("N");
});
