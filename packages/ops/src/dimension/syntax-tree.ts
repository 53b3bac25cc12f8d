/** An arithmetic text as a tree, before it is decided what is exact and what is rounded. */
export type Syntax =
	| { readonly is: "number"; readonly value: number }
	| { readonly is: "name"; readonly name: string }
	| { readonly is: "operation"; readonly operator: Operator; readonly left: Syntax; readonly right: Syntax }
	| { readonly is: "call"; readonly name: string; readonly of: readonly Syntax[] };

export type Operator = "+" | "-" | "*" | "/" | "%" | "**";

/** Longer texts and deeper brackets are no sizes. */
const longest = 4096;
const deepest = 60;

/** The tree of an arithmetic text; undefined when the text is something else, such as a name with a hyphen in it… which
 *  looks like a difference: whoever asks must know whether its names exist. */
export function parseSyntax(text: string): Syntax | undefined {
	if (text.length > longest) return undefined;
	const tokens = tokensOf(text);
	if (tokens === undefined) return undefined;
	const parser: Parser = { tokens, at: 0, depth: 0 };
	const tree = parseSum(parser);
	return parser.at === tokens.length ? tree : undefined;
}

interface Parser {
	readonly tokens: readonly string[];
	at: number;
	depth: number;
}

const token = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?|[\p{L}_][\p{L}\p{N}_.]*|'(?:[^']|'')+'|\/\/|\*\*|[-+*/%(),⌈⌉⌊⌋]))/uy;

function tokensOf(text: string): string[] | undefined {
	const found: string[] = [];
	const trimmed = text.trim();
	token.lastIndex = 0;
	while (token.lastIndex < trimmed.length) {
		const match = token.exec(trimmed);
		if (match?.[1] === undefined) return undefined;
		found.push(match[1]);
	}
	return found;
}

function take(parser: Parser, ...wanted: string[]): string | undefined {
	const next = parser.tokens[parser.at];
	if (next === undefined || !wanted.includes(next)) return undefined;
	parser.at++;
	return next;
}

function parseSum(parser: Parser): Syntax | undefined {
	let left = parseProduct(parser);
	for (let sign = take(parser, "+", "-"); left && sign; sign = take(parser, "+", "-")) {
		const right = parseProduct(parser);
		left = right && { is: "operation", operator: sign as Operator, left, right };
	}
	return left;
}

const productOperators: ReadonlyMap<string, Operator> = new Map([
	["*", "*"],
	["/", "/"],
	["//", "/"],
	["%", "%"],
]);

function parseProduct(parser: Parser): Syntax | undefined {
	let left = parseSigned(parser);
	for (;;) {
		const operator = productOperators.get(take(parser, ...productOperators.keys()) ?? "");
		if (!left || !operator) return left;
		const right = parseSigned(parser);
		left = right && { is: "operation", operator, left, right };
	}
}

function parseSigned(parser: Parser): Syntax | undefined {
	if (take(parser, "-") === undefined) return parsePower(parser);
	if (++parser.depth > deepest) return undefined;
	const operand = parseSigned(parser);
	parser.depth--;
	return operand && { is: "operation", operator: "-", left: { is: "number", value: 0 }, right: operand };
}

function parsePower(parser: Parser): Syntax | undefined {
	const base = parseOperand(parser);
	if (!base || take(parser, "**") === undefined) return base;
	const exponent = parseOperand(parser);
	return exponent && { is: "operation", operator: "**", left: base, right: exponent };
}

const closing: ReadonlyMap<string, { by: string; name: string }> = new Map([
	["⌈", { by: "⌉", name: "ceil" }],
	["⌊", { by: "⌋", name: "floor" }],
]);

function parseOperand(parser: Parser): Syntax | undefined {
	const next = parser.tokens[parser.at++];
	if (next === undefined) return undefined;
	if (/^\d/.test(next)) return { is: "number", value: Number(next) };
	if (next.startsWith("'")) return { is: "name", name: next.slice(1, -1).replaceAll("''", "'") };
	const bracket = closing.get(next);
	if (bracket) {
		const [inner] = parseList(parser, bracket.by) ?? [];
		return inner && { is: "call", name: bracket.name, of: [inner] };
	}
	if (next === "(") return parseList(parser, ")")?.[0];
	if (!/^[\p{L}_]/u.test(next)) return undefined;
	if (take(parser, "(") === undefined) return { is: "name", name: next };
	const of = parseList(parser, ")");
	return of && { is: "call", name: next.toLowerCase(), of };
}

function parseList(parser: Parser, close: string): Syntax[] | undefined {
	if (++parser.depth > deepest) return undefined;
	const found: Syntax[] = [];
	do {
		const one = parseSum(parser);
		if (!one) return undefined;
		found.push(one);
	} while (take(parser, ",") !== undefined);
	parser.depth--;
	return take(parser, close) === undefined ? undefined : found;
}
