import type { platformRoutes } from '../routes/platform.ts';
import type { SchemasOf } from './schema.ts';

export const platformSchemas = {} satisfies SchemasOf<typeof platformRoutes>;
