export { type DocumentOptions, nameless, openApiDocument } from './document.ts';
export { type AnyExample, exampleOf } from './examples/index.ts';
export { statusOf } from './operation.ts';
export { sampleOf } from './sample.ts';
export type { JsonSchema, OpenApi, Operation, Parameter } from './types.ts';
