import type { accessRoutes } from '../routes/access.ts';
import type { SchemasOf } from './schema.ts';

export const accessSchemas = {} satisfies SchemasOf<typeof accessRoutes>;
