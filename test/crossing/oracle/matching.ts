import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import type { Params } from '../questions.ts';
import type { Account, Activity, World } from '../world.ts';
import type { Span } from './range.ts';

/** Which activities a question counts, and whose: the contract's two predicates. */

const { actions } = defaultCatalogue;

export const featureOf = ({ action }: Activity): string => actions[action].feature;
const isStaffs = (activity: Activity) => featureOf(activity) === 'admin';

/** What a value is compared by. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

export const BREAKDOWNS = {
  theme: ['smart_caption_generated'],
  layout: ['babecock_created', 'babecock_remix'],
} as const;
export type Breakdown = keyof typeof BREAKDOWNS;

const NAMED: Readonly<Record<Breakdown, readonly string[]>> = {
  theme: ['JOI', 'Forced-Bi', 'Beta', 'CBT', 'Cuckold', 'Odd one'],
  layout: ['side-by-side', 'top-bottom', 'Diagonal'],
};

/** A value as it is shown; null where there is none. */
export function spelt(name: Breakdown, raw: unknown): string | null {
  if (typeof raw !== 'string' && typeof raw !== 'number') return null;
  const text = String(raw).trim();
  return text === '' ? null : (NAMED[name].find((value) => fold(value) === fold(text)) ?? text);
}

/** An activity's theme or layout; null where its action has none that counts. */
export const breakdownOf = (activity: Activity, name: Breakdown): string | null =>
  (BREAKDOWNS[name] as readonly string[]).includes(activity.action)
    ? spelt(name, activity.details?.[name])
    : null;

/** Every text that a detail is found by: each element of a list. */
export function textsOf(activity: Activity, name: string): string[] {
  const raw = activity.details?.[name];
  const one = (value: unknown) => (value === undefined || value === null ? [] : [String(value)]);
  return Array.isArray(raw) ? [...new Set(raw.flatMap(one))] : one(raw);
}

function hasDetail(activity: Activity, name: string, wanted: string): boolean {
  if (name !== 'theme' && name !== 'layout') return textsOf(activity, name).includes(wanted);
  const value = spelt(name, activity.details?.[name]);
  return value !== null && fold(value) === fold(wanted);
}

export interface Facts {
  readonly world: World;
  readonly accountOf: ReadonlyMap<string, Account>;
}

export const factsOf = (world: World): Facts => ({
  world,
  accountOf: new Map(world.accounts.map((account) => [account.id, account])),
});

const excludes = (q: Params) => q.excludeInternal !== 'false';

/** Names a staff feature, or an action of one. */
const namesStaff = (q: Params) =>
  q.feature === 'admin' ||
  (q.action?.split(',').some((action) => actions[action as Activity['action']].feature === 'admin') ?? false);

/** Whether an account counts among people. */
export const isPerson = (q: Params, account: Account | undefined): boolean =>
  !account?.internal || !excludes(q) || namesStaff(q);

/** Whether a fact counts that names these users: facts have no feature. */
export const isOutside = (f: Facts, q: Params, ...ids: string[]): boolean =>
  !excludes(q) || ids.every((id) => !f.accountOf.get(id)?.internal);

const isFound = (q: Params, account: Account) =>
  (q.userId === undefined || account.id === q.userId) &&
  (q.search === undefined || holds(q.search, account.id, account.name, account.email));

/** As a search compares plain letters. */
export const holds = (text: string, ...in_: (string | null)[]): boolean =>
  in_.some((each) => each?.toLowerCase().includes(text.toLowerCase()));

export function isAsked(f: Facts, q: Params, activity: Activity): boolean {
  return (
    (q.feature === undefined || featureOf(activity) === q.feature) &&
    (q.action === undefined || q.action.split(',').includes(activity.action)) &&
    (['theme', 'layout'] as const).every((name) => {
      const value = q[name];
      return value === undefined || fold(breakdownOf(activity, name) ?? '\0') === fold(value);
    }) &&
    Object.entries(q.details ?? {}).every(([name, value]) => hasDetail(activity, name, value)) &&
    isFound(q, f.accountOf.get(activity.userId)!)
  );
}

/** Everything but what internal accounts did outside of staff features. */
export const activitiesIn = (f: Facts, q: Params, { start, end }: Span): Activity[] =>
  f.world.activities.filter(
    (a) =>
      a.at >= start &&
      a.at < end &&
      isAsked(f, q, a) &&
      (!excludes(q) || isStaffs(a) || !f.accountOf.get(a.userId)!.internal),
  );

/** Of those, what the people did who are counted as such. */
export const activitiesOfPeople = (f: Facts, q: Params, span: Span): Activity[] =>
  activitiesIn(f, q, span).filter((a) => isPerson(q, f.accountOf.get(a.userId)));

const HOUR = 3_600_000;

/** Signals have no action and no details: a question for one of those is for none of them. */
export function signalsIn(f: Facts, q: Params, { start, end }: Span) {
  const filtered = q.action ?? q.theme ?? q.layout ?? Object.keys(q.details ?? {})[0];
  if (filtered !== undefined || (q.feature !== undefined && q.feature !== 'account')) return [];
  return f.world.signals.filter(({ userId, at }) => {
    const hour = Math.floor(at / HOUR) * HOUR;
    const account = f.accountOf.get(userId)!;
    return hour >= start && hour < end && isPerson(q, account) && isFound(q, account);
  });
}

/** Accounts that a question is about. */
export const accountsOf = (f: Facts, q: Params): Account[] =>
  f.world.accounts.filter((account) => isPerson(q, account) && isFound(q, account));

/** Joined before an instant, and not deleted then. */
export const isThere = ({ createdAt, deletedAt }: Account, at: number): boolean =>
  createdAt < at && (deletedAt === null || deletedAt >= at);
