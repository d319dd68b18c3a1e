import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import { asCells, rowsOf as cellsOf, everyPage } from '../ask.ts';
import { differences } from '../differences.ts';
import { activitiesIn, featureOf } from '../oracle/matching.ts';
import { byFeatureOf, rowsOf } from '../oracle/people.ts';
import { dateOf } from '../oracle/range.ts';
import { isRemoved } from '../oracle/retention.ts';
import { countersOf, totalOf } from '../oracle/usage.ts';
import type { Params } from '../questions.ts';
import { type Asked, iso, metaOf } from './asked.ts';

export async function user(a: Asked): Promise<string[]> {
  const { p, f, question, range, answer } = a;
  const { userId = '', period, startDate, feature, timezone } = question.params;
  const given = period !== undefined || startDate !== undefined;
  const account = f.accountOf.get(userId)!;
  // Whoever asks for one account asks for all of it, internal or not.
  const q: Params = { userId, excludeInternal: 'false' };
  const span = { start: -8e15, end: 8e15 };
  const ever = activitiesIn(f, q, span);
  const all = countersOf(
    ever,
    f.world.signals.filter((s) => s.userId === userId),
  );
  const inside = rowsOf(f, q, range, question.retained)[0];
  const times = ever.map(({ at }) => at);
  const days = new Map<string, number>();
  for (const { at } of inside?.list ?? [])
    days.set(dateOf(at, range.zone), (days.get(dateOf(at, range.zone)) ?? 0) + 1);
  const counters = inside?.counters ?? countersOf([], []);
  const shownOnes = (given ? (inside?.list ?? []) : ever).filter(
    (x) => (feature === undefined || featureOf(x) === feature) && !(question.retained && isRemoved(f, x)),
  );
  const { recentActivity: _, nextCursor: __, meta: ___, ...rest } = answer.json;
  const at = (times: number[], pick: (...times: number[]) => number) =>
    times.length === 0 ? null : iso(pick(...times));
  return [
    ...metaOf({ ...a, range: { ...range, comparison: null } }, { timezone: timezone ?? range.zone }),
    ...differences(
      {
        userId,
        user: {
          userId,
          email: account.email,
          name: account.name,
          avatarUrl: null,
          role: account.role,
          internal: account.internal,
          identified: account.identified,
          createdAt: iso(account.createdAt),
          deletedAt: account.deletedAt && iso(account.deletedAt),
        },
        usageStats: {
          ...all,
          totalActivity: totalOf(all),
          firstActivityAt: at(times, Math.min),
          lastActivityAt: at(times, Math.max),
        },
        rangeStats: given
          ? { ...counters, totalActivity: totalOf(counters), activities: inside?.list.length ?? 0 }
          : null,
        days: [...days]
          .sort(([x], [y]) => (x < y ? -1 : 1))
          .map(([day, activities]) => ({ day, activities })),
        byFeature: byFeatureOf(inside?.list ?? []),
      },
      rest,
    ),
    ...differences(
      shownOnes.sort(latestFirst).map(({ eventId, action, at, details, sessionId, visitId }) => ({
        eventId,
        action,
        feature: defaultCatalogue.actions[action].feature,
        timestamp: iso(at),
        details,
        sessionId,
        visitId,
      })),
      await everyPage(p, 'userUsage', question.params, answer, 'recentActivity'),
      'recentActivity',
    ),
  ];
}

const latestFirst = (a: { at: number; eventId: string }, b: { at: number; eventId: string }) =>
  b.at - a.at || (a.eventId < b.eventId ? 1 : -1);

const activityRows = ({ f, question, range }: Asked) =>
  activitiesIn(f, question.params, range)
    .sort(latestFirst)
    .map(({ at, userId, action, details, sessionId, visitId, eventId }) => ({
      timestamp: iso(at),
      userId,
      email: f.accountOf.get(userId)!.email,
      name: f.accountOf.get(userId)!.name,
      action,
      feature: defaultCatalogue.actions[action].feature,
      details,
      sessionId,
      visitId,
      eventId,
    }));

export async function activities(a: Asked): Promise<string[]> {
  const expected = activityRows(a);
  return [
    ...differences(
      expected,
      await everyPage(a.p, 'activities', a.question.params, a.answer, 'activities'),
      'activities',
    ),
    ...metaOf({ ...a, range: { ...a.range, comparison: null } }, { totalRows: expected.length }),
  ];
}

export async function activitiesFile(a: Asked): Promise<string[]> {
  const { format = '' } = a.question.params;
  const parsed = (row: Record<string, unknown>) =>
    typeof row.details === 'string' && row.details !== ''
      ? { ...row, details: JSON.parse(row.details) }
      : row;
  return differences(
    activityRows(a).map((row) => parsed(asCells(row, format))),
    cellsOf(a.answer, format).map(parsed),
    'file',
  );
}
