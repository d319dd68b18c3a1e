import { anonymousRows, anonymousSummary } from '../anonymous.ts';
import { asCells, ask, rowsOf as cellsOf } from '../ask.ts';
import { differences } from '../differences.ts';
import { inFile, ordered, rowsOf, shown, topOf } from '../oracle/people.ts';
import { featuresOf, mostFirst, summaryOf } from '../oracle/usage.ts';
import type { Params } from '../questions.ts';
import { type Asked, metaOf } from './asked.ts';

/** Without what retention leaves open. */
function summaryIn({ f, question, range, missing }: Asked): Record<string, unknown> {
  const whole = summaryOf(f, question.params, range);
  const lost = (name: string) => (missing.has(name) ? { [name]: null } : {});
  const lifetimes = { ...lost('totalSessions'), ...lost('totalMedia') };
  return {
    ...whole,
    ...lifetimes,
    admin: { ...whole.admin, ...lost('usersManaged') },
    trends: whole.trends && { ...whole.trends, ...lifetimes },
  };
}

export async function usage(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const { users, topUsers, summary, features: _, meta: __, ...rest } = answer.json;
  if (params.anonymize) return anonymousSummary(a);
  const rows = ordered(rowsOf(f, params, range, question.retained), params.sortBy, params.sortOrder);
  return [
    ...differences(
      rows.slice(0, 20).map((row, i) => shown(row, users[i])),
      users,
      'users',
    ),
    ...differences(
      topOf(
        rowsOf(f, { ...params, include: undefined, joined: undefined } as Params, range, question.retained),
        topUsers,
      ),
      topUsers,
      'topUsers',
    ),
    ...differences(summaryIn(a), summary, 'summary'),
    ...featuresIn(a),
    ...differences({}, rest),
    ...metaOf(a, { totalRows: rows.length }),
  ];
}

/** Equally frequent values have no order; more frequent ones come first. */
function featuresIn(a: Asked): string[] {
  const found = structuredClone(a.answer.json.features) as ReturnType<typeof featuresOf>;
  const lists = found.flatMap(({ distributions }) => Object.values(distributions));
  const unordered = lists.some((list) => list.some(({ count }, i) => i > 0 && count > list[i - 1]!.count));
  for (const list of lists) list.sort(mostFirst);
  return [
    ...differences(featuresOf(a.f, a.question.params, a.range), found, 'features'),
    ...(unordered ? ["features: a distribution isn't ordered by its counts"] : []),
  ];
}

export async function pages(a: Asked): Promise<string[]> {
  const { p, f, question, range } = a;
  const { params } = question;
  const size = Number(params.pageSize);
  const rows = ordered(rowsOf(f, params, range, question.retained), params.sortBy, params.sortOrder);
  const found: Record<string, unknown>[] = [];
  for (let page = 1; ; page++) {
    const { json } =
      page === 1 ? a.answer : await ask(p, 'usageAnalytics', { ...params, page: String(page) } as Params);
    found.push(...json.users);
    if (json.users.length < size) break;
  }
  if (params.anonymize) return anonymousRows(a, rows, found);
  return [
    ...differences(
      rows.map((row, i) => shown(row, found[i])),
      found,
      'users',
    ),
    ...metaOf(a, { totalRows: rows.length }),
  ];
}

export async function usersFile(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const rows = ordered(rowsOf(f, params, range, question.retained), params.sortBy, params.sortOrder);
  const found = cellsOf(answer, params.format!);
  if (params.anonymize) return anonymousRows(a, rows, found);
  return [
    ...differences(
      rows.map((row, i) => asCells(inFile(row, range, found[i]), params.format!)),
      found,
      'file',
    ),
    ...differences(String(rows.length), answer.headers.get('x-total-rows'), 'x-total-rows'),
  ];
}

export async function summary(a: Asked): Promise<string[]> {
  const { question, answer } = a;
  if (question.params.anonymize) return anonymousSummary(a);
  const { summary, features: _, meta: __, ...rest } = answer.json;
  return [
    ...differences(summaryIn(a), summary, 'summary'),
    ...featuresIn(a),
    ...differences({}, rest),
    ...metaOf(a),
  ];
}
