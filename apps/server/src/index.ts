export { type FoundBuilder, findBuilders } from "./builder/find-builders.ts";
export { type BuilderRun, runBuilder } from "./builder/run-builder.ts";
export { type FileSource, openFileSource } from "./files/file-source.ts";
export { type OpenedModel, openModel } from "./files/open-model.ts";
export { writeFileWhole, writeModelFiles } from "./files/write-files.ts";
export { version } from "./version.ts";
