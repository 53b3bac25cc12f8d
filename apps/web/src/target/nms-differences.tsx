import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import "./nms-differences.css";

/** What stands in a column of the table, in its order. */
const interfaces = ["ONNX", "torchvision's export", "TensorRT's layer", "EfficientNMS_TRT"] as const;

/** As docs/nms.md has it, with its sources. */
const rows: readonly { readonly what: string; readonly cells: readonly [string, string, string, string] }[] = [
	{
		what: "Where",
		cells: [
			"any ONNX runtime",
			"20 to 200 nodes around one NonMaxSuppression",
			"TensorRT 8.5 and later",
			"a plugin, TensorRT 8.0 and later",
		],
	},
	{
		what: "Boxes in",
		cells: ["[B, N, 4]", "chosen rows [n, 4], moved apart by class", "[B, N, 4]", "[B, N, 4] or [B, N, C, 4]"],
	},
	{ what: "Scores in", cells: ["[B, C, N]", "chosen rows [n]", "[B, C, N]", "[B, N, C]: classes last"] },
	{
		what: "Overlap that suppresses",
		cells: ["more than the threshold", "more than the threshold", "more than the threshold", "the threshold or more"],
	},
	{
		what: "Score that stays",
		cells: ["more than the threshold", "more than the threshold", "more than the threshold", "the threshold or more"],
	},
	{
		what: "Limit",
		cells: [
			"for each class of each image",
			"for each class before, over all after",
			"for each class of each image",
			"over all of an image, of its 4096 best",
		],
	},
	{
		what: "Background",
		cells: ["counts as a class", "its column is left out", "counts as a class", "one class can be left out"],
	},
	{
		what: "Comes out",
		cells: [
			"indices [k, 3]: image, class, box",
			"boxes [k, 4], scores [k], classes [k]",
			"indices [k, 3]",
			"num_detections, and boxes, scores, classes of M places each",
		],
	},
	{
		what: "Sizes",
		cells: [
			"follow from the data",
			"follow from the data",
			"follow from the data: needs an output allocator",
			"fixed; 0 behind the last detection",
		],
	},
];

/** Opens a table of how the four interfaces of suppression differ. */
export function NmsDifferences() {
	return (
		<Dialog.Root>
			<Dialog.Trigger asChild>
				<button type="button" className="link nms-differ">
					How the four ways differ
				</button>
			</Dialog.Trigger>
			<Dialog.Portal>
				<Dialog.Overlay className="dialog-cover" />
				<Dialog.Content className="nms-dialog" aria-describedby={undefined} data-testid="nms-differences">
					<header>
						<Dialog.Title>Suppressing boxes: four ways to say it</Dialog.Title>
						<Dialog.Close className="button button-quiet button-small button-icon" aria-label="Close">
							<X size={14} />
						</Dialog.Close>
					</header>
					{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
					<section className="nms-table" tabIndex={0} aria-label="The table">
						<table>
							<thead>
								<tr>
									<td />
									{interfaces.map((name) => (
										<th key={name} scope="col">
											{name}
										</th>
									))}
								</tr>
							</thead>
							<tbody>
								{rows.map(({ what, cells }) => (
									<tr key={what}>
										<th scope="row">{what}</th>
										{cells.map((cell, i) => (
											<td key={interfaces[i]}>{cell}</td>
										))}
									</tr>
								))}
							</tbody>
						</table>
					</section>
					<p>
						Take the plugin when the program behind can read its four outputs; TensorRT's layer when the outputs must
						stay as they are; the cut when the program suppresses by itself.
					</p>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
