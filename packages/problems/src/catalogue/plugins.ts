/** What can be wrong with descriptions of plugins, and with nodes that are made of them. */
export const pluginProblems = {
	"plugin/bad-description": {
		severity: "error",
		sentence: ({ file, at, reason }: { file: string; at: string; reason: string }) =>
			`${file} does not describe a plugin, at ${at}: ${reason}.`,
		remedy: "Write it as docs/plugins.md shows.",
	},
	"plugin/bad-use": {
		severity: "error",
		sentence: ({ plugin, reason }: { plugin: string; reason: string }) =>
			`No node of the plugin ${plugin} can be made: ${reason}.`,
		remedy: "Give what its description asks for, or correct the description.",
	},
} as const;
