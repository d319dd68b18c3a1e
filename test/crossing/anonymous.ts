import { pseudonym } from '../../src/reports/anonymous/pseudonym.ts';
import { databaseSecret } from '../../src/secrets/database-secret.ts';
import { deriveKey } from '../../src/secrets/derive-key.ts';
import type { Asked } from './checks/asked.ts';
import { groupsOf } from './oracle/groups.ts';
import type { Facts } from './oracle/matching.ts';
import { inFile, type Row } from './oracle/people.ts';
import { dateOf, type Range } from './oracle/range.ts';
import { featuresOf, summaryOf } from './oracle/usage.ts';
import type { Platform } from './platform.ts';
import type { Params } from './questions.ts';
import type { World } from './world.ts';

/**
 * Answers that are of nobody by name: each number that is shown is the one of the same question asked openly, and
 * each that is of one to four people is shown nowhere. What can be derived from several is tried elsewhere.
 */

const FEWEST = 5;
const isFew = (n: number) => n > 0 && n < FEWEST;
const plain = (range: Range): Range => ({ ...range, comparison: null });

/** A world each, in which nobody did anything but one. */
const alone = new WeakMap<World, Facts[]>();
function everybodyAlone(f: Facts): Facts[] {
  let all = alone.get(f.world);
  if (!all) {
    all = f.world.accounts.map(({ id }) => ({
      ...f,
      world: {
        ...f.world,
        activities: f.world.activities.filter(({ userId }) => userId === id),
        signals: f.world.signals.filter(({ userId }) => userId === id),
      },
    }));
    alone.set(f.world, all);
  }
  return all;
}

/** Numbers of an answer by their path. */
function numbersIn(value: unknown, path = '', found = new Map<string, number>()): Map<string, number> {
  if (typeof value === 'number') found.set(path, value);
  else if (value !== null && typeof value === 'object')
    for (const [name, each] of Object.entries(value)) numbersIn(each, `${path}.${name}`, found);
  return found;
}

/** How many people are behind each number, by its path. */
function crowdsOf(f: Facts, of: (one: Facts) => unknown): Map<string, number> {
  const crowds = new Map<string, number>();
  for (const one of everybodyAlone(f))
    for (const [path, n] of numbersIn(of(one))) if (n !== 0) crowds.set(path, (crowds.get(path) ?? 0) + 1);
  return crowds;
}

/** Lists as records, so that a number has the same path however long its list is. */
const featuresByName = (features: ReturnType<typeof featuresOf>) =>
  Object.fromEntries(
    features.map(({ feature, activities, actions, counters, distributions }) => [
      feature,
      {
        activities,
        counters,
        actions: Object.fromEntries(actions.map(({ action, count }) => [action, count])),
        distributions: Object.fromEntries(
          Object.entries(distributions).map(([name, list]) => [
            name,
            Object.fromEntries(list.map(({ value, count }) => [value, count])),
          ]),
        ),
      },
    ]),
  );

export function anonymousSummary({ f, question: { params }, range, answer }: Asked): string[] {
  const told = (one: Facts) => ({
    summary: summaryOf(one, params, plain(range)),
    features: featuresByName(featuresOf(one, params, plain(range))),
  });
  const { json } = answer;
  const found = numbersIn({ summary: json.summary, features: featuresByName(json.features) });
  const few = Object.entries({
    activeUsers: json.summary.activeUsers,
    usersManaged: json.summary.admin.usersManaged,
  })
    .filter(([, n]) => isFew(n ?? 0))
    .map(([name, n]) => `summary.${name}: tells of ${n}`);
  return [...compared(numbersIn(told(f)), found, crowdsOf(f, told)), ...few];
}

/** Those that are of people themselves, or of their uploads less their deletions, are no sums over people. */
const NO_SUM = /activeUsers|usersManaged|totalMedia/;

function compared(
  expected: Map<string, number>,
  found: Map<string, number>,
  crowds: Map<string, number>,
): string[] {
  return [...found].flatMap(([path, n]) => {
    if (expected.get(path) !== n) return [`${path}: ${n} must be ${expected.get(path)} or hidden`];
    const crowd = crowds.get(path) ?? 0;
    return isFew(crowd) && !NO_SUM.test(path) ? [`${path}: ${n} tells of ${crowd} people`] : [];
  });
}

const keys = new WeakMap<Platform, Uint8Array>();
async function nameOf(p: Platform): Promise<(userId: string) => string> {
  const key = keys.get(p) ?? deriveKey((await databaseSecret(p.server.analytics.db)).secret, 'pseudonyms');
  keys.set(p, key);
  return (userId) => pseudonym(key, userId);
}

/** @param found as JSON, or as texts of a file */
export async function anonymousRows(
  { p, question: { params }, range }: Asked,
  rows: readonly Row[],
  found: readonly Record<string, unknown>[],
) {
  if (found.length === 0) return [];
  if (isFew(rows.length)) return [`users: tells of ${rows.length} people`];
  const name = await nameOf(p);
  const rowOf = new Map(rows.map((row) => [name(row.account.id), row]));
  const day = (iso: unknown) =>
    iso === null || iso === undefined ? null : dateOf(Date.parse(String(iso)), range.zone);
  const shown = found.flatMap((row): string[] => {
    const real = rowOf.get(String(row.userId));
    if (!real) return [`users: ${row.userId} is nobody of the list`];
    const { email, name: _, avatarUrl, role, internal, userId, ...told } = inFile(real, range);
    const expected: Record<string, unknown> = { ...told };
    for (const at of ['lastActivityAt', 'lastSeenAt', 'createdAt', 'deletedAt']) expected[at] = day(told[at]);
    return Object.entries(row).flatMap(([field, value]) => {
      if (field === 'userId' || value === null || value === '') return [];
      return String(expected[field]) === String(value)
        ? []
        : [`users.${row.userId}.${field}: ${value} must be ${expected[field]} or hidden`];
    });
  });
  const fields = Object.keys(found[0]!).filter(
    (field) => field in (rows[0]?.counters ?? {}) || field === 'totalActivity' || field === 'activities',
  );
  const few = fields.flatMap((field) => {
    const crowd = rows.filter((row) => Number(inFile(row, range)[field]) !== 0).length;
    const told = found.some((row) => row[field] !== null && row[field] !== '');
    return isFew(crowd) && told ? [`users.${field}: tells of ${crowd} people`] : [];
  });
  const whole = found.length === rows.length ? [] : [`users: has ${found.length} of ${rows.length}`];
  return [...whole, ...shown, ...few, ...disordered(params, rowOf, found)];
}

/** Ties have no order that tells of ids. */
function disordered(
  { sortBy = 'totalActivity', sortOrder }: Params,
  rowOf: ReadonlyMap<string, Row>,
  found: readonly Record<string, unknown>[],
): string[] {
  const score = (row: Record<string, unknown>) => {
    const real = rowOf.get(String(row.userId));
    if (!real || row[sortBy] === null || row[sortBy] === '') return null;
    if (sortBy === 'totalActivity') return real.totalActivity;
    if (sortBy === 'activities') return real.list.length;
    return sortBy === 'lastActivityAt' ? null : real.counters[sortBy]!;
  };
  const scores = found.map(score).filter((n) => n !== null);
  const sign = sortOrder === 'asc' ? 1 : -1;
  return scores.some((n, i) => i > 0 && sign * (n - scores[i - 1]!) < 0)
    ? [`users: not ordered by ${sortBy}`]
    : [];
}

/** @param found as JSON, or as the rows of a file */
export function anonymousGroups(
  { f, question: { params }, range }: Asked,
  found: readonly Record<string, unknown>[],
): string[] {
  const by = params.groupBy!.split(',');
  const keyOf = (group: Record<string, unknown>) => {
    const key = (group.key ?? group) as Record<string, unknown>;
    return JSON.stringify(by.map((name) => key[name]));
  };
  const counts = (one: Facts) =>
    new Map(
      groupsOf(one, params, plain(range), 'day').groups.map((group) => [keyOf(group), Number(group.count)]),
    );
  const crowds = new Map<string, number>();
  for (const one of everybodyAlone(f))
    for (const key of counts(one).keys()) crowds.set(key, (crowds.get(key) ?? 0) + 1);
  return compared(counts(f), new Map(found.map((group) => [keyOf(group), Number(group.count)])), crowds);
}
