import { createHash, timingSafeEqual } from "node:crypto";
import { SutureError } from "@suture/problems";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

export interface AccessOptions {
	/** Asked of every request when set. Without one, only names of this machine itself are answered. */
	readonly token: string | undefined;
}

const cookieName = "suture_token";

/** Lets in who may come. A page of another site can neither read nor drive this host: the Origin of a request must be the host
 *  itself, and a name that merely points to 127.0.0.1 (DNS rebinding) is not answered. */
export function guardAccess(app: FastifyInstance, { token }: AccessOptions): void {
	app.addHook("onRequest", async (request, reply) => {
		const { host = "", origin } = request.headers;
		if (token === undefined && !isLoopbackName(hostName(host)))
			refuse(`this host does not answer to the name ${hostName(host)}`);
		if (origin !== undefined && origin !== "null" && new URL(origin).host !== host)
			refuse(`it comes from the page ${origin}`);
		if (origin === "null") refuse("it comes from a page without an address");
		if (token !== undefined) return await checkToken(request, reply, token);
	});
}

async function checkToken(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
	const url = new URL(request.url, "http://host");
	const given = url.searchParams.get("token");
	if (given !== null && isEqual(given, token)) {
		// The link that was printed: the token moves into a cookie, out of the address bar and the history.
		url.searchParams.delete("token");
		const cookie = `${cookieName}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`;
		await reply.header("set-cookie", cookie).redirect(`${url.pathname}${url.search}`, 303);
		return;
	}
	const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
	const cookie = new RegExp(`(?:^|;\\s*)${cookieName}=([^;]*)`).exec(request.headers.cookie ?? "")?.[1];
	const shown = bearer ?? (cookie === undefined ? undefined : decodeURIComponent(cookie));
	if (shown === undefined || !isEqual(shown, token)) refuse("it has no valid token");
}

function refuse(reason: string): never {
	throw new SutureError("request/forbidden", { reason });
}

function isEqual(a: string, b: string): boolean {
	const hash = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(hash(a), hash(b));
}

/** The host without its port; brackets of an IPv6 address stay. */
function hostName(host: string): string {
	return host.replace(/:\d+$/, "").toLowerCase();
}

/** Whether an address can only be reached from this machine. */
export function isLoopbackName(name: string): boolean {
	return (
		name === "localhost" ||
		name.endsWith(".localhost") ||
		/^127(?:\.\d{1,3}){3}$/.test(name) ||
		name === "[::1]" ||
		name === "::1"
	);
}
