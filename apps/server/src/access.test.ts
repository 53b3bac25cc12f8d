import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type TestHost, testHost } from "./testing/test-host.ts";

let open: TestHost;
let guarded: TestHost;

beforeAll(async () => {
	open = await testHost();
	guarded = await testHost({ token: "a-long-token" });
});

afterAll(async () => {
	await open[Symbol.asyncDispose]();
	await guarded[Symbol.asyncDispose]();
});

/** A request with headers that fetch does not let one set. */
function raw(
	port: number,
	headers: Record<string, string>,
	path = "/api/host",
): Promise<{ status: number; headers: Record<string, unknown> }> {
	return new Promise((resolve, reject) => {
		request({ host: "127.0.0.1", port, path, headers }, (answer) => {
			answer.resume();
			resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
		})
			.on("error", reject)
			.end();
	});
}

function socketOpens(port: number, headers: Record<string, string>): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`, { headers });
		socket.on("open", () => {
			socket.close();
			resolve(true);
		});
		socket.on("error", () => resolve(false));
	});
}

describe("on a loopback address", () => {
	test("this machine's own names are answered", async () => {
		for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
			expect((await raw(open.port, { host: `${name}:${open.port}` })).status).toBe(200);
		}
	});

	test("a name that merely points here is not, so no page can rebind its name to this host", async () => {
		expect((await raw(open.port, { host: "evil.example" })).status).toBe(403);
	});

	test("a page of another origin can neither ask nor open a stream", async () => {
		const host = `localhost:${open.port}`;
		expect((await raw(open.port, { host, origin: "https://evil.example" })).status).toBe(403);
		expect((await raw(open.port, { host, origin: "null" })).status).toBe(403);
		expect((await raw(open.port, { host, origin: `http://${host}` })).status).toBe(200);
		expect(await socketOpens(open.port, { origin: "https://evil.example" })).toBe(false);
		expect(await socketOpens(open.port, { origin: `http://127.0.0.1:${open.port}` })).toBe(true);
	});
});

describe("with a token", () => {
	const host = () => ({ host: `studio.example:${guarded.port}` });

	test("nothing is answered without it, streams neither", async () => {
		expect((await raw(guarded.port, host())).status).toBe(403);
		expect((await raw(guarded.port, { ...host(), authorization: "Bearer wrong-token" })).status).toBe(403);
		expect(await socketOpens(guarded.port, {})).toBe(false);
	});

	test("a program shows it as a bearer", async () => {
		expect((await raw(guarded.port, { ...host(), authorization: "Bearer a-long-token" })).status).toBe(200);
		expect(await socketOpens(guarded.port, { authorization: "Bearer a-long-token" })).toBe(true);
	});

	test("the printed link turns it into a cookie and leaves the address", async () => {
		const first = await raw(guarded.port, host(), "/?model=x&token=a-long-token");
		expect([first.status, first.headers["location"]]).toEqual([303, "/?model=x"]);
		const cookie = String(first.headers["set-cookie"]).split(";")[0] ?? "";
		expect(String(first.headers["set-cookie"])).toContain("HttpOnly");
		expect((await raw(guarded.port, { ...host(), cookie })).status).toBe(200);
	});
});

test("the API describes itself", async () => {
	const { json } = await open.ask("GET", "/api/docs/json");
	expect(Object.keys((json as { paths: object }).paths)).toContain("/api/jobs/{id}/cancel");
});

test("what is not there is said so, and what is not understood too", async () => {
	expect(await open.ask("GET", "/api/nothing")).toMatchObject({
		status: 404,
		json: { problem: { code: "request/unknown" } },
	});
	expect(await open.ask("POST", "/api/jobs", { model: "x", shapes: { x: 1 } })).toMatchObject({
		status: 400,
		json: { problem: { code: "request/invalid" } },
	});
});
