import type { privacyRoutes } from '../routes/privacy.ts';
import type { SchemasOf } from './schema.ts';

export const privacySchemas = {} satisfies SchemasOf<typeof privacyRoutes>;
