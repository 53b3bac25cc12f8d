/** Outputs of a node, each with the value that takes its place; a text says why there are none. */
export type Written = readonly (readonly [string, string])[] | string;
