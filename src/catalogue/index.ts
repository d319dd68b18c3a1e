export * from './counting.ts';
export { type DefaultCatalogue, defaultCatalogue } from './default.ts';
export * from './define.ts';
export { inLanguage } from './labels.ts';
export * from './own.ts';
export * from './person-numbers.ts';
export * from './shape.ts';
export * from './total-labels.ts';
export type * from './types.ts';
