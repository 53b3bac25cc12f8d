const prefix = "suture-tab:";

let tab: Promise<string> | undefined;

/** What this tab is called as long as it lives, over reloads. A tab that was duplicated gets a name of its own. */
export function thisTab(): Promise<string> {
	tab ??= takeName();
	return tab;
}

/** Names of the other tabs that are open. */
export async function otherTabs(): Promise<ReadonlySet<string>> {
	const mine = await thisTab();
	const held = (await locks()?.query())?.held ?? [];
	const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? name.slice(prefix.length) : []));
	return new Set(names.filter((name) => name !== mine));
}

async function takeName(): Promise<string> {
	const known = sessionStorage.getItem("suture:tab");
	const name = known !== null && (await hold(known)) ? known : await freshName();
	sessionStorage.setItem("suture:tab", name);
	return name;
}

async function freshName(): Promise<string> {
	const name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
	await hold(name);
	return name;
}

/** Holds a name as long as the tab lives; false when another tab has it. A page that is not from https or localhost has no
 *  locks: there each tab counts as the only one. */
function hold(name: string): Promise<boolean> {
	const all = locks();
	if (!all) return Promise.resolve(true);
	return new Promise((resolve) => {
		void all.request(`${prefix}${name}`, { ifAvailable: true }, (lock) => {
			resolve(lock !== null);
			return lock === null ? undefined : new Promise(() => undefined);
		});
	});
}

function locks(): LockManager | undefined {
	return navigator.locks as LockManager | undefined;
}
