/** Keeps a small choice of the person over visits. Storage may be full or forbidden; then it is kept for this visit only. */
export function remember(key: string, value: unknown): void {
	try {
		localStorage.setItem(`suture:${key}`, JSON.stringify(value));
	} catch {
		// Private windows of some browsers refuse; nothing depends on it.
	}
}

export function remembered<T extends object>(key: string): Partial<T> {
	try {
		return (JSON.parse(localStorage.getItem(`suture:${key}`) ?? "{}") ?? {}) as Partial<T>;
	} catch {
		return {};
	}
}
