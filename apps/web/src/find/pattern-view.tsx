import type { Pattern, PatternNode } from "@suture/pattern";
import { type Loose, loosenTo, useFinding } from "./find-store.ts";

/** A pattern as lines. What may be otherwise at other places is a button: pressed, anything fits there. */
export function PatternView({ pattern }: { readonly pattern: Pattern }) {
	const loose = useFinding((one) => one.loose);
	const { nodes, constants, inputs, outputs } = pattern;
	const exact = constants.filter(({ tensor }) => tensor !== undefined).map(({ name }) => name);
	const hasAttributes = nodes.some(({ attributes }) => attributes !== "any" && attributes.length > 0);
	return (
		<section className="find-pattern" aria-label="The pattern">
			<div className="find-lines" data-testid="pattern-lines">
				<p className="find-ends">
					({inputs.join(", ")}) → ({outputs.join(", ")})
				</p>
				{constants.map(({ name, tensor }) => (
					<p key={name}>
						{name} = <ConstantSwitch name={name} tensor={tensor} loose={loose} />
					</p>
				))}
				{nodes.map((node, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a node of a pattern is its position.
					<NodeLine key={i} node={node} position={i} loose={loose} />
				))}
			</div>
			<div className="find-looser">
				{exact.length > 0 && (
					<Choice
						text="Any constants"
						is={exact.every((name) => loose.constants.includes(name))}
						set={(is) => loosenTo({ constants: is ? exact : [] })}
					/>
				)}
				{hasAttributes && (
					<Choice
						text="Any attributes"
						is={loose.anyAttributes}
						set={(anyAttributes) => loosenTo({ anyAttributes, attributes: [] })}
					/>
				)}
				<Choice
					text="Inputs of Add, Mul and their kin in either order"
					is={loose.commutative}
					set={(commutative) => loosenTo({ commutative })}
				/>
			</div>
		</section>
	);
}

interface ChoiceProps {
	readonly text: string;
	readonly is: boolean;
	readonly set: (is: boolean) => void;
}

function Choice({ text, is, set }: ChoiceProps) {
	return (
		<label>
			<input type="checkbox" checked={is} onChange={({ target }) => set(target.checked)} /> {text}
		</label>
	);
}

interface ConstantSwitchProps {
	readonly name: string;
	readonly tensor: string | undefined;
	readonly loose: Loose;
}

function ConstantSwitch({ name, tensor, loose: { constants } }: ConstantSwitchProps) {
	if (tensor === undefined) return <em>any constant</em>;
	const isAny = constants.includes(name);
	return (
		<Switch
			label={`Any constant for ${name}`}
			is={isAny}
			text={isAny ? "any constant" : tensor}
			set={(is) => loosenTo({ constants: is ? [...constants, name] : constants.filter((one) => one !== name) })}
		/>
	);
}

interface NodeLineProps {
	readonly node: PatternNode;
	readonly position: number;
	readonly loose: Loose;
}

function NodeLine({ node, position, loose: { attributes: any, anyAttributes } }: NodeLineProps) {
	const { opType, domain, overload, inputs, outputs, attributes } = node;
	const isAny = (name: string) => any.some((one) => one.node === position && one.attribute === name);
	const toggle = (attribute: string, is: boolean) => {
		const others = any.filter((one) => one.node !== position || one.attribute !== attribute);
		loosenTo({ attributes: is ? [...others, { node: position, attribute }] : others });
	};
	return (
		<p>
			{names(outputs)} ={" "}
			<strong>
				{domain !== "" && `${domain}.`}
				{opType}
				{overload !== "" && `:${overload}`}
			</strong>
			{attributes === "any" || (anyAttributes && attributes.length > 0) ? (
				<em> &lt;any attributes&gt;</em>
			) : (
				attributes.map(({ name, text }) =>
					text === undefined ? (
						<em key={name}> {name} = any</em>
					) : (
						<span key={name}>
							{" "}
							<Switch
								label={`Any ${name} of ${opType}`}
								is={isAny(name)}
								text={isAny(name) ? `${name} = any` : text}
								set={(is) => toggle(name, is)}
							/>
						</span>
					),
				)
			)}{" "}
			({names(inputs)})
		</p>
	);
}

interface SwitchProps {
	readonly label: string;
	readonly is: boolean;
	readonly text: string;
	readonly set: (is: boolean) => void;
}

function Switch({ label, is, text, set }: SwitchProps) {
	return (
		<button
			type="button"
			className="find-switch"
			aria-pressed={is}
			aria-label={label}
			title={is ? "Anything fits here. Press to want just what the example has." : `${text}: press to let anything fit`}
			onClick={() => set(!is)}
		>
			{text}
		</button>
	);
}

function names(values: readonly string[]): string {
	return values.map((name) => name || "–").join(", ");
}
