/** What can be wrong with pre-processing in front of an input. */
export const preprocessProblems = {
	"preprocess/not-possible": {
		severity: "error",
		sentence: ({ input, reason }: { input: string; reason: string }) =>
			`No pre-processing can be put in front of ${input}: ${reason}.`,
		remedy: "Declare the input's type and sizes first, or give numbers that fit them.",
	},
	"preprocess/nothing": {
		severity: "error",
		sentence: ({ input }: { input: string }) =>
			`${input} takes just that already: there is nothing to put in front of it.`,
		remedy: "Give another layout, order of channels, mean, standard deviation or scale, or take bytes.",
	},
} as const;
