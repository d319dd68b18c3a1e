import type { notesRoutes } from '../../contract/routes/notes.ts';
import type { ExamplesOf } from './example.ts';

const noteId = { params: { noteId: '5f2d7c90-1be4-4a6e-8f3b-6c9d20e7a415' } };
const GONE = { 404: 'There is no note of this id.' };

export const notesExamples: ExamplesOf<typeof notesRoutes> = {
  notes: {
    query: { period: '90days' },
    description:
      'A note on a day belongs to a range that holds any moment of it; `period=all` holds every note, also of days to come. ' +
      'The e-mail of whoever wrote it goes with their account.',
  },
  addNote: {
    body: { day: '2026-03-15', text: 'Pricing changed' },
    status: 201,
    description:
      'A `day` is one of the configured zone; in its place `at` takes an instant, such as `2026-03-15T14:30:00Z`. ' +
      'While the sample platform is shown, notes are its own and go with it.',
  },
  changeNote: {
    ...noteId,
    body: { text: 'Pricing changed for new accounts' },
    description: 'What is left out stays.',
    errors: GONE,
  },
  removeNote: { ...noteId, errors: GONE },
};
