import { defaultCatalogue } from '../../catalogue/index.ts';
import type { UsageAnalytics, UserRow } from '../../contract/index.ts';
import { createKnown, type Sum } from './known.ts';
import { detailOf, distinct, featureOf, type LogRow, RANKED } from './recount.ts';

/** All that was answered to one anonymised question, on all pages and in its file. */
export interface Published {
  readonly answer: UsageAnalytics;
  /** Of all pages. */
  readonly users: readonly UserRow[];
  /** The file's lines of users, by column; empty where grouped. */
  readonly file: readonly Readonly<Record<string, string>>[];
  /** Pseudonyms as they stand where all are equal. */
  readonly ties: readonly string[];
  readonly sortBy: string;
  readonly groupBy: readonly string[] | null;
}

/** What was done: activities of everybody who counts, and of the people among them; who is behind a pseudonym. */
export interface Truth {
  readonly all: readonly LogRow[];
  readonly people: readonly LogRow[];
  nameOf(userId: string): string;
}

type Is = (row: LogRow) => boolean;

/** A number: where it stands, what it is of, and what was told of it; null where it was not. */
interface Told {
  readonly name: string;
  readonly is: Is;
  readonly n: number | null;
  readonly rows: readonly LogRow[];
}

const { counters, features, actions } = defaultCatalogue;
const FEWEST = 5;

/** What an activity is, as far as numbers tell it apart. */
const kindOf = (row: LogRow) => [row.action, detailOf(row, 'theme'), detailOf(row, 'layout')].join('|');
const dayOf = (row: LogRow) => new Date(row.at).toISOString().slice(0, 10);

/** Whether an activity counts for a counter; null for those of signals. */
export function inCounter(name: string): Is | null {
  const def = counters[name as keyof typeof counters];
  if ('signal' in def) return null;
  const [where] = 'where' in def ? (Object.entries(def.where) as ['theme' | 'layout', string][]) : [];
  return (row) =>
    (def.actions as readonly string[]).includes(row.action) &&
    (!where || detailOf(row, where[0]) === where[1]);
}

const inTotal: Is = (row) => RANKED.some((name) => inCounter(name)!(row));
export const ofFeature =
  (name: string): Is =>
  (row) =>
    featureOf(row) === name;
const NAMED = Object.keys(counters).flatMap((name) => {
  const is = inCounter(name);
  return is ? [[name, is] as const] : [];
});

/** Whether one to four users did some things. */
export function isFew(rows: readonly LogRow[]): boolean {
  const users = distinct(rows.map((row) => row.userId));
  return users > 0 && users < FEWEST;
}

/** Whatever an answer gives away that it must not, in words. */
export function leaksOf(p: Published, truth: Truth): string[] {
  return [...sharing(p, truth), ...rowsTold(p, truth), ...derived(p, truth)];
}

/** Numbers of a few, and a counter that is hidden in some rows and told in others. */
function sharing(p: Published, truth: Truth): string[] {
  const columns = new Map<string, Told[]>();
  for (const each of rowNumbers(p, truth)) {
    const column = each.name.replace(/ of .*/, '');
    columns.set(column, [...(columns.get(column) ?? []), each]);
  }
  return [
    ...[...summaryOf(p, truth), ...groupsOf(p, truth)]
      .filter(({ is, n, rows }) => n !== null && isFew(rows.filter(is)))
      .map(({ name }) => `${name} is of a few`),
    ...[...columns].flatMap(([name, cells]) => {
      const told = cells.filter(({ n }) => n !== null);
      if (told.length > 0 && told.length < cells.length) return [`${name} is hidden in some rows alone`];
      return told.length > 0 && isFew(truth.people.filter(told[0]!.is)) ? [`${name} is of a few`] : [];
    }),
  ];
}

/** That rows tell of few people by their number, of instants, or of a hidden number by their order. */
function rowsTold({ answer, users, file, ties, sortBy, groupBy }: Published, truth: Truth): string[] {
  const found: string[] = [];
  if (
    isFew(truth.people) &&
    (answer.meta.totalRows !== null || answer.summary.activeUsers !== null || file.length > 0)
  )
    found.push('the number of people');
  if (/T\d\d:/.test(JSON.stringify([users, answer.topUsers, file]))) found.push('instants');
  if (groupBy) return found;
  const key = (row: UserRow) =>
    sortBy === 'lastActivityAt' ? Date.parse(`${row[sortBy]}`) : Number(row[sortBy]);
  const place = new Map(ties.map((name, i) => [name, i]));
  const right = [...users].sort((a, b) => key(b) - key(a) || place.get(a.userId)! - place.get(b.userId)!);
  if (users.some((row, i) => row !== right[i])) found.push('the order tells more than the rows');
  return found;
}

/** Hidden numbers that are linear combinations of told ones. */
function derived(p: Published, truth: Truth): string[] {
  const numbers = [...summaryOf(p, truth), ...rowNumbers(p, truth), ...groupsOf(p, truth)];
  const unknowns = unknownsOf(p, truth);
  const sums = numbers.map((each): Sum => unknowns(each));
  const known = createKnown();
  numbers.forEach(({ n }, i) => {
    if (n !== null) known.tell(sums[i]!);
  });
  count += numbers.filter(({ n }) => n === null).length;
  return numbers
    .filter(({ n }, i) => n === null && known.knows(sums[i]!))
    .map(({ name }) => `${name} can be derived`);
}

let count = 0;
/** How many hidden numbers were tried to be derived so far. */
export const tried = (): number => count;

/**
 * What is unknown: how much each user did of each kind that anybody did; where groups are told, how much was done of
 * each kind on each day.
 */
function unknownsOf({ groupBy }: Published, truth: Truth): (told: Told) => Sum {
  if (groupBy)
    return ({ is }) => new Map(truth.all.filter(is).map((row) => [`${kindOf(row)} ${dayOf(row)}`, 1]));
  const kinds = new Map(truth.all.map((row) => [kindOf(row), row]));
  return ({ is, rows }) => {
    const sum = new Map<string, number>();
    const users = new Map(rows.map((row) => [row.userId, row]));
    for (const [kind, example] of kinds)
      if (is(example))
        for (const [user, { internal }] of users)
          if (!internal || featureOf(example) === 'admin') sum.set(`${user} ${kind}`, 1);
    return sum;
  };
}

function summaryOf({ answer: { summary, features: told } }: Published, { all: rows }: Truth): Told[] {
  const number = (name: string, n: number | null | undefined, is: Is) => ({ name, n: n ?? null, is, rows });
  const found = Object.keys(features).flatMap((feature): Told[] => {
    const shown = told.find((each) => each.feature === feature);
    const valued =
      (by: 'theme' | 'layout', value: string): Is =>
      (row) =>
        featureOf(row) === feature && detailOf(row, by) === value;
    const values = (['theme', 'layout'] as const).flatMap((by) =>
      [...new Set(rows.filter(ofFeature(feature)).map((row) => detailOf(row, by)))]
        .filter((value) => value !== undefined)
        .map((value) => {
          const n = shown?.distributions[by]?.find((each) => each.value === value)?.count;
          return number(`${by} ${value}`, n, valued(by, value));
        }),
    );
    const whole = number(`feature ${feature}`, shown?.activities, ofFeature(feature));
    const parts = [
      ...Object.keys(actions)
        .filter((action) => actions[action as LogRow['action']].feature === feature)
        .map((action) => {
          const n = shown?.actions.find((each) => each.action === action)?.count;
          return number(`action ${action}`, n, (row) => row.action === action);
        }),
      ...values,
      ...(shown ? NAMED : [])
        .filter(([name]) => counters[name as keyof typeof counters].feature === feature)
        .map(([name, is]) => number(`counter ${name} in features`, shown!.counters[name], is)),
    ];
    // What a hidden feature holds is not there either; only what is of a few has to stay unknown.
    return [whole, ...(shown ? parts : parts.filter(({ is }) => isFew(rows.filter(is))))];
  });
  return [
    number('activities', summary.activities, () => true),
    number('totalActivity', summary.totalActivity, inTotal),
    number('totalCaptions', summary.totalCaptions, (row) => /caption_(generated|created)$/.test(row.action)),
    number('actionsPerformed', summary.admin.actionsPerformed, ofFeature('admin')),
    number('settingsChanged', summary.admin.settingsChanged, (row) => row.action === 'settings_updated'),
    ...NAMED.map(([name, is]) => number(`counter ${name}`, summary.counters[name], is)),
    ...found,
  ];
}

/** What each row tells, in the answer and in the file. */
function rowNumbers({ answer, users, file, groupBy }: Published, truth: Truth): Told[] {
  if (groupBy) return [];
  const rowsOf = new Map<string, LogRow[]>();
  for (const row of truth.people) {
    const name = truth.nameOf(row.userId);
    rowsOf.set(name, [...(rowsOf.get(name) ?? []), row]);
  }
  const number = (where: string, id: string, n: unknown, is: Is): Told => ({
    name: `${where} of ${id}`,
    n: n === null || n === '' ? null : Number(n),
    is,
    rows: rowsOf.get(id)!,
  });
  const plain = (where: string, row: Readonly<Record<string, unknown>>) => {
    const id = String(row.userId);
    return [
      number(`${where} activities`, id, row.activities, () => true),
      number(`${where} totalActivity`, id, row.totalActivity, inTotal),
      ...NAMED.map(([name, is]) => number(`${where} ${name}`, id, row[name], is)),
    ];
  };
  return [
    ...users.flatMap((row) => plain('row', row)),
    ...answer.topUsers.flatMap((row) => [
      ...plain('top', row),
      ...Object.entries(row.byFeature).map(([name, n]) =>
        number(`top by ${name}`, row.userId, n, ofFeature(name)),
      ),
    ]),
    ...file.flatMap((row) => [
      ...plain('file', row),
      ...Object.keys(features).map((name) =>
        number(`file ${name}`, row.userId!, row[`byFeature.${name}`], ofFeature(name)),
      ),
    ]),
  ];
}

function part(row: LogRow, name: string): string | undefined {
  if (name === 'day') return dayOf(row);
  if (name === 'feature') return featureOf(row);
  return name === 'action' ? row.action : detailOf(row, name as 'theme' | 'layout');
}

export const inGroup = (row: LogRow, key: Readonly<Record<string, string>>): boolean =>
  Object.entries(key).every(([name, value]) => part(row, name) === value);

function groupsOf({ answer, groupBy }: Published, { all: rows }: Truth): Told[] {
  if (!groupBy) return [];
  const keyOf = (row: LogRow) => groupBy.map((name) => part(row, name)).join(' · ');
  const told = new Map(
    answer.groups!.map(({ key, count }) => [groupBy.map((name) => key[name]).join(' · '), count]),
  );
  const keys = new Set(
    rows.filter((row) => groupBy.every((name) => part(row, name) !== undefined)).map(keyOf),
  );
  return [...keys].map((key) => ({
    name: `group ${key}`,
    n: told.get(key) ?? null,
    is: (row) => keyOf(row) === key,
    rows,
  }));
}
