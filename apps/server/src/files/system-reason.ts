const reasons: Readonly<Record<string, string>> = {
	EACCES: "permission denied",
	EPERM: "permission denied",
	EISDIR: "it is a folder",
	ENOTDIR: "part of the path is not a folder",
	ENOENT: "the folder does not exist",
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	EROFS: "the disk is read-only",
	EMFILE: "too many files are open",
	ENAMETOOLONG: "the name is too long",
	EIO: "the disk failed",
};

/** Why the system refused, in words. */
export function systemReason(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	return reasons[code ?? ""] ?? message ?? String(error);
}
