import type { operationRoutes } from '../routes/operation.ts';
import type { SchemasOf } from './schema.ts';

export const operationSchemas = {} satisfies SchemasOf<typeof operationRoutes>;
