import { anonymousGroups } from '../anonymous.ts';
import { asCells, rowsOf as cellsOf } from '../ask.ts';
import { differences } from '../differences.ts';
import { groupsOf } from '../oracle/groups.ts';
import { bucketsOf, type Range } from '../oracle/range.ts';
import { type Asked, iso, metaOf } from './asked.ts';

export async function groups(a: Asked): Promise<string[]> {
  const { f, question, range, answer, interval } = a;
  const { params } = question;
  const expected = groupsOf(f, params, comparable(a), interval);
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

/** Groups are not compared where retention has removed what they are told apart by. */
const comparable = ({ range, missing }: Asked): Range =>
  missing.has('groups') ? { ...range, comparison: null } : range;

interface Named {
  readonly name: string | null;
  readonly email: string | null;
}

const named = (user: Named | undefined) => (user ? { name: user.name, email: user.email } : {});

export async function groupsFile(a: Asked): Promise<string[]> {
  const { f, question, answer } = a;
  const { params } = question;
  const expected = groupsOf(f, params, comparable(a), 'day').groups.map(
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
    expected.map((row) => asCells(row, params.format!)),
    found,
    'file',
  );
}
