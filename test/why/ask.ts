import { activityCuts, groupingsOf } from '../../src/reports/explore/why/activity-cuts.ts';
import { byTrait, byUser, type NamedCut, type Pair } from '../../src/reports/explore/why/cuts.ts';
import { rank } from '../../src/reports/explore/why/rank.ts';
import { HOURS_OF_WEEK, timesOf } from '../../src/reports/range/hours-of-week.ts';
import type { Span } from '../../src/reports/range/local-time.ts';
import { encodeBlock } from '../../src/store/block.ts';
import { PERSON } from '../../src/store/numbers.ts';
import type { SplitAnswer, SplitQuestion } from '../../src/store/questions/split.ts';
import { RowsBuilder } from '../../src/store/rows.ts';
import { finish } from '../../src/store/steps.ts';
import { walk } from '../../src/store/walk.ts';
import type { LogRow, PlainLog } from './log.ts';

const NONE = new RowsBuilder().done();

/** What of a log is compared, and who was new in each range. */
export interface Compared {
  readonly spans: Pair<Span>;
  readonly rows: Pair<readonly LogRow[]>;
  readonly isNew: Pair<(user: number) => boolean>;
}

/** Cuts of a difference as the report makes them, from the store's own walk over rows in memory. */
export function cutsOf(log: PlainLog, { spans, rows, isNew }: Compared) {
  const kindCount = log.kinds.length + 1;
  const weights = new Int32Array(kindCount).fill(1);
  const groupings = groupingsOf(log.catalogue, { kinds: log.kinds, kindCount }, weights, new Set());
  const highest = rows.flat().reduce((most, { user }) => Math.max(most, user), 0);
  const mask = new Uint8Array(highest + 1).fill(PERSON);
  const answers = spans.map((span, i) => {
    const builder = new RowsBuilder();
    for (const { user, at, kind } of rows[i]!) builder.add(user, at, kind, 1);
    const block = encodeBlock({ start: span.start, activities: builder.done(), signals: NONE }, () => false);
    const question: SplitQuestion = {
      sink: 'split',
      span,
      places: null,
      internal: new Uint8Array(kindCount),
      weights,
      groupings,
      ...timesOf(span, 'hours', 'UTC', span.end),
      cellCount: HOURS_OF_WEEK,
    };
    const sources = [{ ...span, ...block, kept: false }];
    return finish(walk({ questions: [question], sources, mask }))[0] as SplitAnswer;
  }) as unknown as Pair<SplitAnswer>;
  const { whole, cuts } = activityCuts(groupings, answers, { hours: true, weekdays: true });
  const trait = (of: (user: number, range: 0 | 1) => string) =>
    [(user: number) => of(user, 0), (user: number) => of(user, 1)] as const;
  const all: NamedCut[] = [
    ...cuts,
    byTrait(
      'account',
      answers,
      trait((user, range) => (isNew[range](user) ? 'new' : 'returning')),
    ),
    ...(log.codes
      ? [
          byTrait(
            'referralCode',
            answers,
            trait((user) => log.codes![user]!),
          ),
        ]
      : []),
    byUser(answers),
  ];
  return { whole, cuts: all };
}

/** Whether a row is in a part of a dimension. */
export function isIn(
  log: PlainLog,
  c: Compared,
  row: LogRow,
  range: 0 | 1,
  dimension: string,
  key: string,
): boolean {
  const kind = log.kinds[row.kind - 1]!;
  const at = new Date(row.at);
  switch (dimension) {
    case 'user':
      return String(row.user) === key;
    case 'account':
      return (c.isNew[range](row.user) ? 'new' : 'returning') === key;
    case 'referralCode':
      return log.codes![row.user] === key;
    case 'hour':
      return at.getUTCHours() === Number(key);
    case 'weekday':
      return ((at.getUTCDay() + 6) % 7) + 1 === Number(key);
    case 'feature':
      return kind.feature === key;
    case 'action':
      return kind.action === key;
    default:
      return (kind.values.get(dimension) ?? '(none)') === key;
  }
}

export const askedOf = (log: PlainLog, c: Compared) => {
  const { whole, cuts } = cutsOf(log, c);
  return { whole, ranked: rank(cuts, whole) };
};
