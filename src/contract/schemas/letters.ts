import type { lettersRoutes } from '../routes/letters.ts';
import type { SchemasOf } from './schema.ts';

export const lettersSchemas = {} satisfies SchemasOf<typeof lettersRoutes>;
