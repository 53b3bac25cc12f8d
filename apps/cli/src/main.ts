import { SutureError } from "@suture/problems";
import { nmsForms } from "@suture/repair";
import { version } from "@suture/server";
import { Command, CommanderError, Option } from "commander";
import { type Answer, exitCodes } from "./answer.ts";
import { expectWritable } from "./expect-writable.ts";
import { apply } from "./verbs/apply.ts";
import { build } from "./verbs/build.ts";
import { check } from "./verbs/check.ts";
import { compare } from "./verbs/compare.ts";
import { convert } from "./verbs/convert.ts";
import { diagnose } from "./verbs/diagnose.ts";
import { diff } from "./verbs/diff.ts";
import { extract } from "./verbs/extract.ts";
import { find } from "./verbs/find.ts";
import { fold } from "./verbs/fold.ts";
import { info } from "./verbs/info.ts";
import { layouts, numberIn, numbersIn, preprocess } from "./verbs/preprocess.ts";
import { repair } from "./verbs/repair.ts";
import { replace } from "./verbs/replace.ts";
import { shapes } from "./verbs/shapes.ts";
import { simplify } from "./verbs/simplify.ts";
import { split } from "./verbs/split.ts";

/** `./suture <verb> …`: runs the verb, prints its answer, ends with its exit code. */
async function main(args: readonly string[]): Promise<number> {
	const program = new Command("suture")
		.description("An operating theatre for ONNX models")
		.version(version)
		.exitOverride()
		.configureOutput({ writeOut: (text) => process.stderr.write(text), writeErr: (text) => process.stderr.write(text) })
		.addHelpText("after", "\nExit: 0 fine, 1 it ran and found problems, 2 it could not run.");
	let exitCode: number = exitCodes.fine;
	const answering =
		<A extends unknown[]>(verb: (...args: A) => Promise<Answer>) =>
		async (...all: unknown[]) => {
			// commander passes the arguments, the options, and the command itself.
			const options = all.at(-2) as { json?: boolean; output?: string };
			// A split makes the folder that it writes to.
			if (options.output !== undefined && (verb as unknown) !== split) await expectWritable(options.output);
			const answer = await verb(...(all.slice(0, -1) as A));
			process.stdout.write(options.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
			exitCode = answer.exitCode;
		};
	const json = ["--json", "print one JSON object on stdout; logs go to stderr"] as const;

	program
		.command("info")
		.argument("<model>", "an .onnx file")
		.description("opset, sizes, inputs, operators")
		.option(...json)
		.action(answering(info));
	const input = ["--input <sizes...>", "sizes of inputs: x=1x3x224x224"] as const;

	program
		.command("shapes")
		.argument("<model>", "an .onnx file")
		.description("infer types, shapes and sizes of everything inside")
		.option(...input)
		.option("--explain <sizes...>", "where sizes come from: a value and an axis, as in /conv/output_0:1")
		.option("-o, --output <model>", "file for the model with all that is known declared")
		.option(...json)
		.action(answering(shapes));

	const limit = ["--limit <bytes>", "most bytes that a constant may add to the file; 1 MiB without it"] as const;
	const keepTraces = ["--keep-traces", "keep the stack traces that exporters write at nodes"] as const;
	const noVerify = ["--no-verify", "don't run the result beside the original"] as const;

	program
		.command("fold")
		.argument("<model>", "an .onnx file")
		.description("turn into weights all that does not depend on inputs")
		.requiredOption("-o, --output <model>", "file for the result")
		.option(...input)
		.option(...limit)
		.option(...keepTraces)
		.option(...noVerify)
		.option(...json)
		.action(answering(fold));

	program
		.command("simplify")
		.argument("<model>", "an .onnx file")
		.description("fold, and rewrite where that changes no number")
		.requiredOption("-o, --output <model>", "file for the result")
		.option("--level <level>", "exact: for all sizes; sizes: for those given; fast-math: sums in another order too")
		.option(...input)
		.option("--with <rules...>", "rules beyond those of the level")
		.option("--without <rules...>", "rules to leave out")
		.option(...limit)
		.option(...keepTraces)
		.option(...noVerify)
		.option(...json)
		.action(answering(simplify));

	program
		.command("convert")
		.argument("<model>", "an .onnx file")
		.description("convert the whole model to another opset of ai.onnx, up or down, or name what can't be")
		.requiredOption("--opset <version>", "the opset that it shall have")
		.requiredOption("-o, --output <model>", "file for the result")
		.option(...noVerify)
		.option(...json)
		.action(answering(convert));

	program
		.command("compare")
		.argument("<a>", "an .onnx file")
		.argument("<b>", "another one")
		.description("run two models on the same random inputs")
		.option(...input)
		.option(
			"--all-tensors",
			"compare every value that both make, matched by name and by structure, not the outputs alone",
		)
		.option(...json)
		.action(answering(compare));

	const plugins = [
		"--plugins <names...>",
		"plugins that will be loaded: names, or JSON files that describe them; standard is NVIDIA's library, for TensorRT-RTX",
	] as const;

	program
		.command("check")
		.argument("<model>", "an .onnx file")
		.description("what a TensorRT will refuse, without running it")
		.requiredOption("--target <target>", "tensorrt-8.4.3, tensorrt-rtx-1.7, jetpack-5.0, jetpack-5.0-dla, …")
		.option(...plugins)
		.option(...json)
		.action(answering(check));
	program
		.command("repair")
		.argument("<model>", "an .onnx file")
		.description("apply what helps until a TensorRT accepts the model")
		.requiredOption("--target <target>", "tensorrt-8.4.3, tensorrt-rtx-1.7, jetpack-5.0, …")
		.requiredOption("-o, --output <model>", "file for the repaired model")
		.option(...plugins)
		.option("--split", "cut off what is left, in front of the engine or behind it, as models of their own")
		.option("--allow <kinds...>", "rules that are not exact: assumes, tolerance, changes-meaning")
		.addOption(
			new Option(
				"--nms <form>",
				"what suppresses boxes: TensorRT's plugin EfficientNMS_TRT, its own layer, or nothing (the model ends before it)",
			).choices(nmsForms),
		)
		.option(...noVerify)
		.option(...json)
		.action(answering(repair));
	program
		.command("split")
		.argument("<model>", "an .onnx file")
		.description(
			"cut a model into what runs before the engine, the engine, and what runs behind it, with a program that runs them",
		)
		.requiredOption("--target <target>", "tensorrt-8.4.3, tensorrt-rtx-1.7, jetpack-5.0, …")
		.requiredOption("-o, --output <folder>", "folder for the models and programs")
		.option("--refused <nodes...>", "nodes that shall not be in the engine, by name or by what they make")
		.option("--before <nodes...>", "nodes that shall run in front of the engine, with all that they need")
		.option("--engine <nodes...>", "nodes that shall run in the engine")
		.option("--behind <nodes...>", "nodes that shall run behind the engine, with all that needs them")
		.option(...plugins)
		.option(...json)
		.action(answering(split));
	program
		.command("build")
		.argument("<model>", "an .onnx file")
		.description("a real build with TensorRT")
		.option("--target <target>", "tensorrt-rtx-1.7, tensorrt-10.6, …; the first builder of this host without it")
		.requiredOption("-o, --output <engine>", "file for the engine")
		.option("--shapes <ranges...>", "sizes of dynamic inputs: x=1x3x224x224, or x=min:opt:max")
		.option("--compute-capability <version>", "GPU to build for, with TensorRT-RTX: 8.9")
		.option("--optimization-level <level>", "0 to 5")
		.option("--time-limit <seconds>", "end the build after so long", "3600")
		.option("--memory-limit <bytes>", "end the build when it holds more")
		.option("--log <severity>", "least grave lines on stderr: error, warning, info, verbose", "warning")
		.option(...json)
		.action(answering(build));
	program
		.command("diagnose")
		.argument("<log>", "a log of trtexec, Polygraphy, TensorRT's Python, ONNX Runtime or a build of Suture")
		.description("what the errors of a log mean, and at which nodes")
		.option("--model <model>", "the .onnx file that the log is about")
		.option(...json)
		.action(answering(diagnose));
	program
		.command("apply")
		.argument("<recipe>", "a recipe: JSON with edits")
		.argument("[model]", "an .onnx file")
		.description("replay edits on a model")
		.option("-o, --output <model>", "file for the edited model")
		.option("--script <file>", "write the steps as Python with onnx-graphsurgeon, also without a model")
		.option(...json)
		.action(answering(apply));
	program
		.command("diff")
		.argument("<before>", "an .onnx file")
		.argument("<after>", "another one")
		.description("what differs between two models; nodes are matched by what they do, not only by name")
		.option(...json)
		.action(answering(diff));
	program
		.command("extract")
		.argument("<model>", "an .onnx file")
		.description("cut a part out of a model, as a model")
		.option(
			"--inputs <values...>",
			"values where it begins: name, or name=float[1,3,224,224]; the model's own without it",
		)
		.requiredOption("--outputs <values...>", "values where it ends: name, or name=float[1,1000]")
		.requiredOption("-o, --output <model>", "file for the part")
		.option(...json)
		.action(answering(extract));

	const patternCommand = (name: string) =>
		program
			.command(name)
			.argument("<model>", "an .onnx file")
			.addOption(new Option("--pattern <file>", "a pattern: JSON that find --save-pattern wrote").conflicts("nodes"))
			.option("--nodes <names...>", "nodes of an example in the model, by name or output")
			.option("--any-constant [names...]", "any constants fit, or any for these names of the pattern")
			.option("--any-attribute", "nodes with any attributes fit");
	program
		.command("preprocess")
		.argument("<model>", "an .onnx file")
		.description("put pre-processing of images in front of an input: (x * scale - mean) / std")
		.requiredOption("--input <name>", "the input, which keeps its name")
		.addOption(
			new Option("--layout <layout>", "sizes of the images that come in").choices(layouts).makeOptionMandatory(),
		)
		.addOption(
			new Option("--model-layout <layout>", "sizes that the model takes, where it is not clear").choices(layouts),
		)
		.addOption(
			new Option("--channels <order>", "channels that come in, of a model that takes RGB").choices(["RGB", "BGR"]),
		)
		.option("--mean <numbers>", "one for all channels or one for each: 0.485,0.456,0.406", numbersIn)
		.option("--std <numbers>", "standard deviation, likewise", numbersIn)
		.option("--scale <number>", "what comes in is multiplied by it first: 1/255", numberIn)
		.option("--uint8", "bytes come in")
		.requiredOption("-o, --output <model>", "file for the edited model")
		.option(...json)
		.action(answering(preprocess));
	patternCommand("find")
		.description("every place of a model that is like an example")
		.option("--save-pattern <file>", "write the pattern as JSON, to look at and change")
		.option(...json)
		.action(answering(find));
	patternCommand("replace")
		.description("put other nodes in every place that is like an example")
		.requiredOption("--with <lines>", "lines of ONNX's textual syntax with the pattern's names: y = Gelu (x)")
		.requiredOption("-o, --output <model>", "file for the edited model")
		.option(...json)
		.action(answering(replace));

	try {
		await program.parseAsync(["node", "suture", ...args]);
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.couldNotRun;
		if (!(error instanceof SutureError)) throw error;
		process.stderr.write(`${error.message}\n`);
		if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ problem: error.problem })}\n`);
		return exitCodes.couldNotRun;
	}
}

process.exitCode = await main(process.argv.slice(2));
