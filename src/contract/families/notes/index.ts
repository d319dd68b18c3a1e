import { z } from 'zod';
import { Instant } from '../../common.ts';
import { rangeParams, rangeQuery } from '../../query.ts';
import { family } from '../family.ts';
import { notesRoutes } from './routes.ts';

const { period, startDate, endDate, timezone } = rangeParams;

export const notesQuery = () => rangeQuery({ period, startDate, endDate, timezone });
export type NotesQuery = z.infer<ReturnType<typeof notesQuery>>;

/** Characters of a note at most. */
export const NOTE_LENGTH = 500;
const TEXT = `takes a text of 1 to ${NOTE_LENGTH} characters`;
const DAY = 'takes a date from 1970 to 2199, such as 2026-03-15';
const AT = 'takes an instant with its offset from 1970 to 2199, such as 2026-03-15T14:30:00Z';
const WHEN = 'takes a date, or leave it out and give at: a note is on a day or at an instant, not both';

const inReach = (date: string) => date >= '1970-01-02' && date < '2200';
const text = z.string(TEXT).trim().min(1, TEXT).max(NOTE_LENGTH, TEXT);
/** A day of the configured zone. */
const day = z.iso.date(DAY).refine(inReach, DAY);
const at = z.iso.datetime({ offset: true, error: AT }).refine(inReach, AT);

export const NewNote = z
  .strictObject({ text, day: day.optional(), at: at.optional() })
  .refine((note) => (note.day === undefined) !== (note.at === undefined), { path: ['day'], error: WHEN });
export type NewNote = z.infer<typeof NewNote>;

/** What is left out stays; a day takes the place of an instant, and the other way round. */
export const NoteChange = z
  .strictObject({ text: text.optional(), day: day.optional(), at: at.optional() })
  .refine((note) => note.day === undefined || note.at === undefined, { path: ['day'], error: WHEN })
  .refine((note) => Object.keys(note).length > 0, 'takes at least one of text, day, at');
export type NoteChange = z.infer<typeof NoteChange>;

export const Note = z.object({
  id: z.string(),
  /** The calendar day of the configured zone that it is on; null for one at an instant. */
  day: z.string().nullable(),
  /** The instant, or the day's first. */
  at: Instant,
  /** Of the host, whose release this is; null for what an operator noted. */
  version: z.string().nullable(),
  /** Null for a viewer, since it may name users; of a release its version, unless an operator wrote something else. */
  text: z.string().nullable(),
  /** E-mail of the operator who wrote it, or the name of the API key; null once the operator was removed, for a viewer, and of a release. */
  author: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Note = z.infer<typeof Note>;

/** What was before a release, set beside what is after it: parameters of a range, as every report takes them. */
export const BeforeAfter = z.object({
  startDate: Instant,
  endDate: Instant,
  compareStartDate: Instant,
  alignedBy: z
    .enum(['week', 'day', 'hour'])
    .describe(
      'Both ranges begin at the same hour of the week; of the day or at any, where no more is alike.',
    ),
});
export type BeforeAfter = z.infer<typeof BeforeAfter>;

export const ListedNote = Note.extend({
  beforeAfter: BeforeAfter.nullable().describe(
    'Of a release, with `compare=custom` added. Null for notes, and where a minute is not alike.',
  ),
});
export type ListedNote = z.infer<typeof ListedNote>;

/** GET /annotations, in order of time. */
export const Notes = z.object({
  /** The latest 1,000 of the range at most. */
  notes: z.array(ListedNote),
  meta: z.object({
    start: Instant,
    end: Instant.describe('Exclusive.'),
    timezone: z.string(),
    computedAt: Instant,
    sample: z.boolean(),
  }),
});
export type Notes = z.infer<typeof Notes>;

const noteId = { params: { noteId: '5f2d7c90-1be4-4a6e-8f3b-6c9d20e7a415' } };
const GONE = { 404: 'There is no note of this id.' };

export const notes = family({
  title: 'Notes',
  description: "What operators noted on days and moments, and the host's releases, shown in the charts.",
  routes: notesRoutes,
  endpoints: {
    notes: {
      summary: 'Notes on the days and moments of a range',
      schema: { query: notesQuery, answer: Notes },
      example: {
        query: { period: '90days' },
        description:
          'A note on a day belongs to a range that holds any moment of it; `period=all` holds every note, also of days to come. ' +
          'The e-mail of whoever wrote it goes with their account. A release of the host is among them, with its `version`. A viewer is told when something was noted, neither what nor by whom.',
      },
    },
    addNote: {
      summary: 'Add a note on a day or at an instant',
      schema: { body: NewNote, answer: z.object({ note: Note }) },
      example: {
        body: { day: '2026-03-15', text: 'Pricing changed' },
        status: 201,
        description:
          'A `day` is one of the configured zone; in its place `at` takes an instant, such as `2026-03-15T14:30:00Z`. ' +
          'While the sample platform is shown, notes are its own and go with it.',
      },
    },
    changeNote: {
      summary: 'Change what a note says, or when',
      schema: {
        params: z.object({ noteId: z.guid() }),
        body: NoteChange,
        answer: z.object({ note: Note }),
      },
      example: {
        ...noteId,
        body: { text: 'Pricing changed for new accounts' },
        description: 'What is left out stays. A release keeps its version, and is at an instant.',
        errors: GONE,
      },
    },
    removeNote: {
      summary: 'Remove a note',
      schema: { params: z.object({ noteId: z.guid() }), answer: null },
      example: { ...noteId, errors: GONE },
    },
  },
});
