import { anonymousGroups } from '../anonymous.ts';
import { asCells, rowsOf as cellsOf } from '../ask.ts';
import { differences } from '../differences.ts';
import { groupsOf } from '../oracle/groups.ts';
import { bucketsOf } from '../oracle/range.ts';
import { type Asked, iso, metaOf } from './asked.ts';

export async function groups(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const { interval } = a;
  const expected = groupsOf(f, params, range, interval);
  const { json } = answer;
  if (params.anonymize) return anonymousGroups(a, json.groups);
  return [
    ...differences(expected.groups.slice(0, 1_000), json.groups, 'groups'),
    ...differences(expected.groups.length, json.totalGroups, 'totalGroups'),
    ...differences(expected.series, json.groupSeries, 'groupSeries'),
    ...differences(
      expected.series &&
        bucketsOf(range, interval, range.zone).map(({ start, end }) => ({
          start: iso(start),
          end: iso(end),
        })),
      json.groupBuckets,
      'groupBuckets',
    ),
    ...metaOf(a),
  ];
}

interface Named {
  readonly name: string | null;
  readonly email: string | null;
}

const named = (user: Named | undefined) => (user ? { name: user.name, email: user.email } : {});

export async function groupsFile(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const expected = groupsOf(f, params, range, 'day').groups.map(
    ({ key, user, label, count, previous, trend }) => ({
      ...(key as object),
      ...named(user as Named | undefined),
      label,
      count,
      previous,
      change: (trend as { change: number } | null)?.change ?? null,
      changePercent: (trend as { changePercent: number } | null)?.changePercent ?? null,
    }),
  );
  const found = cellsOf(answer, params.format!);
  if (params.anonymize) return anonymousGroups(a, found);
  return differences(
    expected.map((row) => rounded(asCells(row, params.format!))),
    found.map(rounded),
    'file',
  );
}

/** A percentage in a file of texts. */
const rounded = (row: Record<string, unknown>) =>
  typeof row.changePercent === 'string' && row.changePercent !== ''
    ? { ...row, changePercent: Number(row.changePercent) }
    : row;
