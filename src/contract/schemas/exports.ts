import type { exportsRoutes } from '../routes/exports.ts';
import type { SchemasOf } from './schema.ts';

export const exportsSchemas = {} satisfies SchemasOf<typeof exportsRoutes>;
