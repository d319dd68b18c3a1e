import type { Asked } from './checks.ts';
import { activitiesIn } from './oracle/matching.ts';
import type { Row } from './oracle/people.ts';
import { summaryOf } from './oracle/usage.ts';

const FEWEST = 5;

/** Every number that is shown is the one of the same question asked openly. */
export function anonymousSummary({ f, question, range, answer }: Asked): string[] {
  const alone = { ...range, comparison: null };
  const expected = summaryOf(f, question.params, alone);
  return [
    ...shownOnes(expected, answer.json.summary, 'summary'),
    ...fewHidden({ f, question, range, answer } as Asked),
  ];
}

function fewHidden({ f, question, range, answer }: Asked): string[] {
  const people = new Set(activitiesIn(f, question.params, range).map(({ userId }) => userId)).size;
  const { activeUsers, activities } = answer.json.summary;
  if (people === 0 || people >= FEWEST || (activeUsers === null && activities === null)) return [];
  return [`summary: tells of ${people} people`];
}

function shownOnes(expected: unknown, found: unknown, path: string): string[] {
  if (found === null) return [];
  if (typeof found !== 'object')
    return Object.is(expected, found)
      ? []
      : [`${path}: ${found} must be ${JSON.stringify(expected)} or hidden`];
  const [a, b] = [expected as Record<string, unknown>, found as Record<string, unknown>];
  return Object.keys(b).flatMap((name) => shownOnes(a?.[name], b[name], `${path}.${name}`));
}

export function anonymousRows(
  _: Asked,
  rows: readonly Row[],
  found: readonly Record<string, unknown>[],
): string[] {
  return found.length <= rows.length ? [] : [`users: ${found.length} rows of ${rows.length}`];
}

export function anonymousGroups(
  _: Asked,
  expected: readonly Record<string, unknown>[],
  found: readonly Record<string, unknown>[],
): string[] {
  return found.length <= expected.length ? [] : [`groups: ${found.length} of ${expected.length}`];
}
