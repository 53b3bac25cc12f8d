export {
	type BuildRequest,
	type BuildRequestInput,
	buildRequestSchema,
	type ShapeRange,
	shapeRangeSchema,
} from "./build-request.ts";
export {
	type BuilderEvent,
	type BuilderEventOf,
	builderEventSchema,
	type LogSeverity,
	logSeverities,
} from "./builder-event.ts";
export { type Builder, builderSchema, type Host, hostSchema } from "./host.ts";
export {
	type Job,
	type JobEvent,
	jobEventSchema,
	jobSchema,
	type NumberedEvent,
	type Outcome,
	outcomeSchema,
} from "./job.ts";
export {
	chunkBytes,
	type ModelEntry,
	modelEntrySchema,
	modelFileSchema,
	type Upload,
	type UploadAnswer,
	uploadAnswerSchema,
	uploadSchema,
} from "./model-entry.ts";
export { problemSchema } from "./problem.ts";
export { editSchema, type Recipe, recipeSchema } from "./recipe.ts";
export { type ClientMessage, clientMessageSchema, type ServerMessage } from "./stream.ts";
