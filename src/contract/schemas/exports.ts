import { Activities } from '../activities.ts';
import { activitiesQuery, usersExportQuery } from '../query.ts';
import type { exportsRoutes } from '../routes/exports.ts';
import { FILES, type SchemasOf } from './schema.ts';

export const exportsSchemas = {
  usersExport: { query: usersExportQuery, answer: null, media: FILES },
  activities: { query: activitiesQuery, answer: Activities, media: FILES },
} satisfies SchemasOf<typeof exportsRoutes>;
