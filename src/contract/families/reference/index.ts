import { z } from 'zod';
import { family } from '../family.ts';
import { referenceRoutes } from './routes.ts';

export const reference = family({
  title: 'Reference',
  description: 'This interface, described.',
  routes: referenceRoutes,
  endpoints: {
    openapi: {
      summary: 'This interface as OpenAPI 3.1',
      schema: { answer: z.looseObject({ openapi: z.literal('3.1.0') }) },
      example: {
        description:
          'OpenAPI 3.1, with the names of the running catalogue. Names of a catalogue of your own are told to those who are signed in.',
      },
    },
    apiDocs: {
      summary: 'This interface as a page to read',
      schema: { answer: null, media: ['text/html'] },
      example: { description: 'The page that you may be reading.' },
    },
    apiDocsFile: {
      summary: 'Style and script of that page',
      schema: {
        params: z.strictObject({ file: z.enum(['style.css', 'filter.js']).describe('Which file.') }),
        answer: null,
        media: ['text/css', 'text/javascript'],
      },
      example: { params: { file: 'style.css' }, description: 'What that page is drawn with.' },
    },
  },
});
