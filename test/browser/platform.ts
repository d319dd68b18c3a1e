import type { Installation } from '../../src/app/installation.ts';
import type { ActivityInput } from '../../src/contract/index.ts';
import { anActivity, random } from '../support/index.ts';

const DAY = 86_400_000;
const USERS = 57;
const DAYS = 75;
const ACTIONS = [
  'session_created',
  'session_viewed',
  'smart_caption_generated',
  'custom_caption_created',
  'babecock_created',
  'media_uploaded',
  'media_deleted',
  'page_viewed',
] as const;
const THEMES = ['JOI', 'Beta', 'forced_bi', 'Seasonal'];

type Action = (typeof ACTIONS)[number];

/** What was written, for tests to count on their own. */
export interface Written {
  readonly activities: readonly (ActivityInput & { userId: string; action: Action; at: number })[];
  readonly purchases: readonly { at: number; amount: number }[];
  /** The installation's current day, as its midnight in UTC. */
  readonly today: number;
}

export const userId = (n: number): string => (n === 3 ? 'odd/id & ümlaut ?#%' : `user-${n}`);
export const userName = (n: number): string => `Person Number${String(n).padStart(2, '0')}`;

/**
 * Fills an installation through its real write path: some users, 75 days of activity that ends yesterday,
 * each activity around noon UTC so that every zone of the tests has it on the same day.
 */
export async function fillPlatform(analytics: Installation): Promise<Written> {
  const r = random(11);
  const today = Date.parse(dateIn(analytics.view.zone));
  const activities = Array.from({ length: 4_000 }, () => {
    const user = Math.floor(r() ** 2 * USERS);
    const action = r.pick([...ACTIONS]);
    const at = today - (1 + Math.floor(r() * DAYS)) * DAY + 9 * 3_600_000 + r.int(0, 6 * 3_600_000);
    const details = detailsOf(action, r);
    const id = userId(user);
    return { ...anActivity({ createdAt: at, details }), userId: id, action, at };
  });
  const purchases = Array.from({ length: 60 }, () => ({
    at: today - (1 + Math.floor(r() * DAYS)) * DAY + 10 * 3_600_000,
    amount: r.pick([499, 1999, -499]),
  }));
  // The last user is known by activity alone.
  await analytics.identifyAll(
    Array.from({ length: USERS - 1 }, (_, n) => ({
      userId: userId(n),
      name: userName(n),
      email: `person${n}@example.com`,
      createdAt: new Date(today - (DAYS + 1 - n) * DAY).toISOString(),
    })),
  );
  await analytics.ingest.writeHistory(
    activities.map(({ at: _, ...input }) => input),
    'browser-tests',
  );
  await analytics.recordCreditTransactions(
    purchases.map(({ at, amount }, n) => ({
      id: `purchase-${n}`,
      userId: userId(n % USERS),
      kind: 'purchase' as const,
      amount,
      currency: 'USD',
      createdAt: new Date(at).toISOString(),
    })),
  );
  return { activities, purchases, today };
}

const dateIn = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());

function detailsOf(action: Action, r: ReturnType<typeof random>) {
  if (action === 'smart_caption_generated') return { theme: r.pick(THEMES), captionLength: r.int(10, 200) };
  if (action === 'babecock_created') return { layout: r.pick(['side-by-side', 'top-bottom']) };
  return {};
}

/** The activities of the last `days` days, today among them. */
export const within = (written: Written, days: number) =>
  written.activities.filter(({ at }) => at >= written.today - (days - 1) * DAY);

export const countOf = (activities: Written['activities'], ...actions: Action[]): number =>
  activities.filter(({ action }) => actions.includes(action)).length;

/** As the panel writes whole numbers. */
export const words = (n: number): string => new Intl.NumberFormat('en-US').format(n);
