import { z } from 'zod';
import { family } from '../family.ts';
import { Preferences } from './preferences.ts';
import { panelRoutes } from './routes.ts';

/** Activities that a number counts: of some actions, perhaps with one value of a breakdown; or a signal's. */
const CountedTerm = z.object({
  actions: z.array(z.string()),
  where: z.object({ breakdown: z.string(), value: z.string() }).nullable(),
  signal: z.string().nullable(),
  /** -1 for what is taken off. */
  weight: z.union([z.literal(1), z.literal(-1)]),
});
export type CountedTerm = z.infer<typeof CountedTerm>;

/** GET /api/admin/panel: what the panel needs before its first view. */
export const PanelInfo = z.object({
  operator: z.object({ email: z.string(), role: z.string(), preferences: Preferences }),
  timezone: z.string().describe("The server's: its days are kept in it."),
  currency: z.string(),
  /** Which facts there were ever: a platform without any payment has no revenue to show. */
  has: z.object({ payments: z.boolean(), shares: z.boolean() }),
  /** The panel shows the sample platform; leaving it never touches real rows. */
  sample: z.boolean(),
  /** The sample was left, and can be shown again until the server starts anew. */
  sampleLeft: z.boolean(),
  catalogue: z.object({
    name: z.string(),
    features: z.record(z.string(), z.object({ label: z.string(), icon: z.string() })),
    actions: z.record(z.string(), z.object({ label: z.string(), feature: z.string() })),
    counters: z.record(
      z.string(),
      z.object({
        label: z.string(),
        feature: z.string(),
        ranked: z.boolean(),
        counts: CountedTerm,
      }),
    ),
    breakdowns: z.record(
      z.string(),
      z.object({
        label: z.string(),
        actions: z.array(z.string()),
        values: z.record(z.string(), z.string()).describe('Labels of the values that are declared.'),
      }),
    ),
    /** People who have some numbers and don't have others. */
    lists: z.record(
      z.string(),
      z.object({ label: z.string(), some: z.array(z.string()), none: z.array(z.string()) }),
    ),
    details: z.array(z.string()).describe('Declared details that no breakdown keeps apart.'),
    persons: z.array(z.string()).describe('Details that hold ids of users.'),
    /** What each metric that is a sum of activities adds up. */
    metrics: z.record(z.string(), z.array(CountedTerm)),
    /** What those are called; empty for one that this platform has nothing for. */
    totals: z.record(z.string(), z.string()),
  }),
});
export type PanelInfo = z.infer<typeof PanelInfo>;
/** The catalogue as the panel reads it. */
export type PanelCatalogue = PanelInfo['catalogue'];

export const panel = family({
  title: 'Panel',
  description: 'What the panel alone asks for.',
  routes: panelRoutes,
  endpoints: {
    panel: {
      summary: 'Catalogue and settings for the panel',
      schema: { answer: PanelInfo },
      example: {},
    },
    leaveSample: {
      summary: 'Show the real platform instead of the sample',
      schema: { answer: null },
      example: { errors: { 404: 'The real platform is shown already.' } },
    },
    showSample: {
      summary: 'Show the sample again that was left',
      schema: { answer: null },
      example: { errors: { 404: 'There is no sample that was left.' } },
    },
  },
});
