import type { referenceRoutes } from '../../contract/routes/reference.ts';
import type { ExamplesOf } from './example.ts';

export const referenceExamples: ExamplesOf<typeof referenceRoutes> = {
  openapi: {
    description:
      'OpenAPI 3.1, with the names of the running catalogue. Names of a catalogue of your own are told to those who are signed in.',
  },
  apiDocs: { description: 'The page that you may be reading.' },
  apiDocsFile: { params: { file: 'style.css' }, description: 'What that page is drawn with.' },
};
