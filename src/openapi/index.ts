export { type DocumentOptions, nameless, openApiDocument } from './document.ts';
export { statusOf } from './operation.ts';
export { sampleOf } from './sample.ts';
export type { JsonSchema, OpenApi, Operation, ParameterObject } from './types.ts';
