import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The SHA-256 of bytes, in lowercase hexadecimal. WebCrypto's is not there on pages that come without TLS from another host. */
export function sha256Of(bytes: Uint8Array): string {
	return bytesToHex(sha256(bytes));
}
