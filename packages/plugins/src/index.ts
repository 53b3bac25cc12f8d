export { outputTypes, type TensorType } from "./output-types.ts";
export type { FieldType, FieldValue, PluginDescription, PluginField, PluginTensor } from "./plugin-description.ts";
export { type PluginUse, pluginEdits } from "./plugin-edit.ts";
export { readPlugins } from "./read-plugins.ts";
export { standardPlugins } from "./standard-plugins.ts";
