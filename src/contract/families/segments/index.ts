import { z } from 'zod';
import { Instant } from '../../common.ts';
import { Timezone } from '../../query.ts';
import { LONGEST_RULES } from '../explore/people.ts';
import { family } from '../family.ts';
import { segmentsRoutes } from './routes.ts';
import { LONGEST_SLUG, SLUG, SLUGS } from './slug.ts';

const NAME = 'takes a name of 1 to 100 characters';
const RULES = 'takes rules as /explore/people does, such as did:session_created:>=3:30days';

const name = z.string(NAME).trim().min(1, NAME).max(100, NAME);
const rules = z.string(RULES).min(1, RULES).max(LONGEST_RULES, RULES);
const timezone = Timezone.nullable();

export const Segment = z.object({
  slug: z.string().describe('What reports and code call it; it never changes.'),
  version: z.number().int(),
  name: z.string(),
  rules: z.string(),
  timezone: z
    .string()
    .nullable()
    .describe('Whose days its rules are about; null for those of the installation.'),
  author: z.string().nullable().describe('Who made this version; null once they were removed.'),
  createdAt: Instant.describe('When this version was made.'),
});
export type Segment = z.infer<typeof Segment>;

const answer = z.object({ segment: Segment });
const slugParams = { params: z.object({ slug: z.string().regex(SLUG).max(LONGEST_SLUG) }) };
const slug = { params: { slug: 'slipping' } };
const GONE = { 404: 'There is no segment of this name.' };
const MEANWHILE = { 409: 'Somebody else changed it at the same moment: look at it, then try again.' };

export const segments = family({
  title: 'Segments',
  description: 'People by rules, under a name that every report, and the code of the host, can ask for.',
  routes: segmentsRoutes,
  endpoints: {
    segments: {
      summary: 'Saved segments, each in the version that holds',
      schema: { answer: z.object({ segments: z.array(Segment) }) },
      example: { description: 'By name.' },
    },
    segmentVersions: {
      summary: 'All versions of a segment, the one that holds first',
      schema: { ...slugParams, answer: z.object({ versions: z.array(Segment) }) },
      example: { ...slug, errors: GONE },
    },
    saveSegment: {
      summary: 'Save rules under a name',
      schema: {
        body: z.strictObject({
          slug: z.string(SLUGS).regex(SLUG, SLUGS).max(LONGEST_SLUG, SLUGS).optional(),
          name,
          rules,
          timezone: timezone.default(null),
        }),
        answer,
      },
      example: {
        body: {
          name: 'About to leave',
          rules: 'number:activities:>=10:60..30days;change:activities:fell>=50%:30days',
        },
        status: 201,
        description: 'Without a `slug` it is made of the name.',
        errors: { 409: 'There is one of this slug, or there are 200, which is the most.' },
      },
    },
    changeSegment: {
      summary: 'Change a segment: a new version, from now on',
      schema: {
        ...slugParams,
        body: z
          .strictObject({ name: name.optional(), rules: rules.optional(), timezone: timezone.optional() })
          .refine((change) => Object.keys(change).length > 0, 'takes at least one of name, rules, timezone'),
        answer,
      },
      example: {
        ...slug,
        body: { rules: 'change:activities:fell>=80%:30days' },
        description: 'Where nothing changes no version is made.',
        errors: { ...GONE, ...MEANWHILE },
      },
    },
    removeSegment: {
      summary: 'Remove a segment with all its versions',
      schema: { ...slugParams, answer: null },
      example: { ...slug, errors: GONE },
    },
  },
});
