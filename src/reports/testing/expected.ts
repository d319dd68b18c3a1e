import type { UserRow } from '../../contract/index.ts';
import {
  countersIn,
  distinct,
  featureOf,
  ofLines,
  ofPeople,
  type Question,
  type Raw,
  ranked,
  signalsIn,
  tallyBy,
} from './recount.ts';

/** What each report must answer, by recount. */

export interface Expected {
  row: UserRow;
  byFeature: Record<string, number>;
  last: number;
}

/** What is compared of a row: everything but the profile. */
export const core = ({ email: _, name: __, avatarUrl: ___, ...row }: UserRow) => row;

export function usersOf(raw: Raw, q: Question): Expected[] {
  const rows = ofPeople(raw, q);
  const there = [...rows, ...signalsIn(raw, q)].map((each) => each.userId);
  return [...new Set(there)].map((userId) => {
    const own = rows.filter((row) => row.userId === userId);
    const counters = countersIn(own, raw, { ...q, excludeInternal: false }, userId);
    const last = Math.max(0, ...own.map((row) => row.at));
    const seen = Math.max(0, ...raw.log.filter((row) => row.userId === userId).map((row) => row.at));
    return {
      last,
      byFeature: tallyBy(own, featureOf),
      row: {
        userId,
        email: null,
        name: null,
        avatarUrl: null,
        ...counters,
        totalActivity: ranked(counters),
        activities: own.length,
        lastActivityAt: last === 0 ? null : new Date(last).toISOString(),
        lastSeenAt: seen === 0 ? null : new Date(seen).toISOString(),
      } as UserRow,
    };
  });
}

export function summaryOf(raw: Raw, q: Question) {
  const lines = ofLines(raw, q);
  const ever = ofLines(raw, { ...q, start: 0 });
  const count = (rows: typeof lines, ...names: string[]) =>
    rows.filter((row) => names.includes(row.action)).length;
  const counters = countersIn(lines, raw, q);
  const admin = lines.filter((row) => featureOf(row) === 'admin');
  return {
    totalSessions: count(ever, 'session_created'),
    totalCaptions: count(lines, 'smart_caption_generated', 'custom_caption_created'),
    totalMedia: count(ever, 'media_uploaded') - count(ever, 'media_deleted'),
    activeUsers: distinct(ofPeople(raw, q).map((row) => row.userId)),
    activities: lines.length,
    totalActivity: ranked(counters),
    counters,
    admin: {
      actionsPerformed: admin.length,
      usersManaged: distinct(admin.map((row) => row.details?.targetUserId).filter((x) => x != null)),
      settingsChanged: count(admin, 'settings_updated'),
    },
  };
}

export function accounts(raw: Raw, q: { end: number; excludeInternal: boolean }) {
  return raw.users.filter(
    (u) =>
      u.joined !== null &&
      u.joined < q.end &&
      (u.deleted === null || u.deleted >= q.end) &&
      (!u.internal || !q.excludeInternal),
  );
}

export function metricsOf(raw: Raw, q: Question) {
  const rows = ofLines(raw, q);
  const ever = ofLines(raw, { ...q, start: 0 });
  const count = (list: typeof rows, action: string) => list.filter((row) => row.action === action).length;
  const money = (kind: string, currency: string) =>
    raw.money
      .filter(
        (m) =>
          m.kind === kind &&
          m.currency === currency &&
          m.at >= q.start &&
          m.at < q.end &&
          (!m.internal || !q.excludeInternal),
      )
      .reduce((sum, m) => sum + m.amount, 0);
  return {
    totalUsers: accounts(raw, q).length,
    newUsers: raw.users.filter(
      (u) =>
        u.joined !== null && u.joined >= q.start && u.joined < q.end && (!u.internal || !q.excludeInternal),
    ).length,
    activeUsers: distinct(ofPeople(raw, q).map((row) => row.userId)),
    totalSessions: count(ever, 'session_created'),
    totalMediaItems: count(ever, 'media_uploaded') - count(ever, 'media_deleted'),
    revenue: money('purchase', 'USD'),
    subscriptionRevenue: money('subscription', 'USD'),
    captionGenerations: count(rows, 'smart_caption_generated'),
    babecockCreations: count(rows, 'babecock_created'),
    mediaUploads: count(rows, 'media_uploaded'),
  };
}
