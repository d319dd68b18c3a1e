import { defaultCatalogue } from '../../catalogue/index.ts';
import { type PlainTry, triesOf } from '../../store/testing/funnel-model.ts';
import { detailOf, featureOf, type LogRow, type Raw } from './recount.ts';

/** A step as a test asks for it. */
export interface PlainStep {
  readonly action?: string;
  readonly feature?: string;
  readonly theme?: string;
  readonly layout?: string;
  /** Of `targetUserId`, which no breakdown tells. */
  readonly target?: string;
}

export interface PlainFunnel {
  readonly start: number;
  readonly end: number;
  readonly now: number;
  readonly steps: readonly PlainStep[];
  /** After which step, from 1; null for between first and last. */
  readonly exclude: readonly { readonly after: number | null; readonly step: PlainStep }[];
  readonly order: 'sequence' | 'strict' | 'any';
  readonly every: boolean;
  readonly window: number;
  readonly excludeInternal: boolean;
  readonly feature?: string | undefined;
  readonly userId?: string | undefined;
  readonly groupBy?: 'feature' | 'action' | 'theme' | 'layout' | undefined;
}

export const stepText = ({ action, feature, theme, layout, target }: PlainStep): string =>
  Object.entries({ action, feature, theme, layout, 'details.targetUserId': target })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
    .join('&');

export const isStep = (row: LogRow, step: PlainStep): boolean =>
  (step.action === undefined || row.action === step.action) &&
  (step.feature === undefined || featureOf(row) === step.feature) &&
  (step.theme === undefined || detailOf(row, 'theme') === step.theme) &&
  (step.layout === undefined || detailOf(row, 'layout') === step.layout) &&
  (step.target === undefined || row.details?.targetUserId === step.target);

const staffActions = Object.entries(defaultCatalogue.actions)
  .filter(([, { feature }]) => feature === 'admin')
  .map(([action]) => action);
const isStaffs = ({ action, feature }: PlainStep) =>
  feature === 'admin' || (action !== undefined && staffActions.includes(action));

export interface PlainUserTry extends PlainTry {
  readonly userId: string;
  readonly key: string;
}

/** Rows of people that count for a question that names some steps, as far as a span goes. */
export function countingRows(
  raw: Raw,
  q: Pick<PlainFunnel, 'start' | 'end' | 'excludeInternal' | 'feature' | 'userId'>,
  steps: readonly PlainStep[],
): LogRow[] {
  const staff = [q.feature === 'admin' ? { feature: 'admin' } : {}, ...steps].some(isStaffs);
  return raw.log.filter(
    (row) =>
      row.at >= q.start &&
      row.at < q.end &&
      (q.feature === undefined || featureOf(row) === q.feature) &&
      (q.userId === undefined || row.userId === q.userId) &&
      (!row.internal || !q.excludeInternal || (staff && staffActions.includes(row.action))),
  );
}

/** What activities of one instant and place are ordered by. */
export function kindText(row: LogRow, withTarget: boolean): string {
  const values = (['layout', 'theme'] as const).flatMap((name) => {
    const value = detailOf(row, name);
    return value === undefined ? [] : [[name, value]];
  });
  const target = row.details?.targetUserId;
  const told =
    withTarget && typeof target === 'string'
      ? [['details.targetUserId', JSON.stringify([target])], ...values]
      : values;
  return JSON.stringify([row.action, featureOf(row), told]);
}

/** The tries of everybody, from the rows of the log one by one. */
export function recountFunnel(raw: Raw, q: PlainFunnel): PlainUserTry[] {
  const counting = countingRows(raw, { ...q, end: q.end + q.window }, q.steps);
  const bits = (row: LogRow) =>
    q.steps.reduce((all, step, i) => (isStep(row, step) ? all | (1 << i) : all), 0);
  const gaps = (row: LogRow) =>
    q.exclude.reduce((all, { after, step }) => {
      if (!isStep(row, step)) return all;
      return all | (after === null ? 2 ** (q.steps.length - 1) - 1 : 1 << (after - 1));
    }, 0);
  const groupOf = (row: LogRow): string => {
    if (q.groupBy === undefined) return '';
    if (q.groupBy === 'action') return row.action;
    if (q.groupBy === 'feature') return featureOf(row);
    return detailOf(row, q.groupBy) ?? '';
  };
  const details = q.steps
    .concat(q.exclude.map(({ step }) => step))
    .some(({ target }) => target !== undefined);
  const told = counting
    .map((row) => {
      const steps = bits(row);
      const place = steps === 0 ? 32 : Math.log2(steps & -steps);
      return { row, steps, excluded: gaps(row), place, key: kindText(row, details) };
    })
    .filter(({ steps, excluded }) => q.order === 'strict' || steps || excluded)
    .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const keys = [...new Set(counting.map(groupOf))];
  return [...new Set(told.map(({ row }) => row.userId))].flatMap((userId) =>
    triesOf(
      {
        size: q.steps.length,
        order: q.order,
        every: q.every,
        window: q.window,
        begins: { start: q.start, end: q.end },
        now: q.now,
      },
      told.flatMap(({ row, steps, excluded }, rank) =>
        row.userId === userId
          ? [{ at: row.at, rank, steps, excluded, group: keys.indexOf(groupOf(row)) }]
          : [],
      ),
    ).map(({ group, ...rest }) => ({ ...rest, userId, group, key: keys[group]! })),
  );
}
