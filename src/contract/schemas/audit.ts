import type { auditRoutes } from '../routes/audit.ts';
import type { SchemasOf } from './schema.ts';

export const auditSchemas = {} satisfies SchemasOf<typeof auditRoutes>;
