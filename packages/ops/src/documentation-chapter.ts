/** One chapter as it lies in data/documentation: operator to its versions, oldest first, each saying what changed. */
export type Chapter = Readonly<Record<string, readonly ChapterRow[]>>;

export interface ChapterRow {
	readonly since: number;
	readonly text?: string;
	readonly inputs?: Readonly<Record<string, string>>;
	readonly outputs?: Readonly<Record<string, string>>;
	readonly attributes?: Readonly<Record<string, string>>;
	readonly types?: Readonly<Record<string, string>>;
}
