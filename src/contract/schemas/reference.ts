import { z } from 'zod';
import type { referenceRoutes } from '../routes/reference.ts';
import type { SchemasOf } from './schema.ts';

export const referenceSchemas = {
  openapi: { answer: z.looseObject({ openapi: z.literal('3.1.0') }) },
  apiDocs: { answer: null, media: ['text/html'] },
  apiDocsFile: {
    params: z.strictObject({ file: z.enum(['style.css', 'filter.js']).describe('Which file.') }),
    answer: null,
    media: ['text/css', 'text/javascript'],
  },
} satisfies SchemasOf<typeof referenceRoutes>;
