import type { exploreRoutes } from '../../../contract/families/explore/routes.ts';
import type { WhyPart, WhyQuery } from '../../../contract/index.ts';
import { reports } from '../../../reports/index.ts';
import type { HandlersOf } from '../../handler.ts';
import { fields, numbers } from '../answers.ts';

/** Parts of a split that a file has one by one; the rest is a row of its own. */
const IN_FILE = 1_000;

const why = numbers({
  name: 'why',
  report: reports.why,
  whole: (ctx, query: WhyQuery) => reports.why(ctx, query, IN_FILE),
  columns: () => COLUMNS,
  rows: ({ splits }) =>
    splits.flatMap(({ dimension, explains, parts, others }): Row[] => [
      ...parts.map((part) => ({ dimension, explains, ...part })),
      ...(others
        ? [{ dimension, explains, key: null, label: `${others.count} others`, ...others, named: false }]
        : []),
    ]),
});

interface Row extends Pick<WhyPart, 'label' | 'before' | 'after' | 'difference' | 'named'> {
  readonly dimension: string;
  readonly explains: boolean;
  /** Null for all others together. */
  readonly key: string | null;
}

const COLUMNS = fields<Row>(
  'dimension',
  'key',
  'label',
  'before',
  'after',
  'difference',
  'named',
  'explains',
);

export const whyHandlers: Pick<HandlersOf<typeof exploreRoutes>, 'why'> = { why };
