/** Thrown where an edit has no equivalent, and caught only where its lines are made. */
export class NotScriptable {
	readonly reason: string;

	constructor(reason: string) {
		this.reason = reason;
	}
}
