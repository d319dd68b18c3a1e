import type { referenceRoutes } from '../routes/reference.ts';
import type { SchemasOf } from './schema.ts';

export const referenceSchemas = {} satisfies SchemasOf<typeof referenceRoutes>;
