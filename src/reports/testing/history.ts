import { randomUUID } from 'node:crypto';
import { defaultCatalogue } from '../../catalogue/index.ts';
import type { ActivityInput } from '../../contract/index.ts';

/** The same numbers from the same seed, from 0 to below 1. */
export function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(random: () => number, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)]!;

export const USERS = Array.from({ length: 40 }, (_, i) => `user-${i}`);
export const INTERNAL = ['user-3', 'user-17', 'user-30'];

const THEMES = [
  'JOI',
  'joi',
  'Forced-Bi',
  'forced_bi',
  'Beta',
  'cbt',
  'Odd one',
  'odd one',
  7,
  null,
  ['JOI'],
  '',
];
const LAYOUTS = ['side-by-side', 'sideBySide', 'top_bottom', 'Diagonal', undefined];

/** Activities in no order, users and actions unevenly spread, details known, unknown and broken. */
export function randomHistory(
  random: () => number,
  count: number,
  from: number,
  to: number,
): ActivityInput[] {
  const actions = Object.keys(defaultCatalogue.actions);
  const history = Array.from({ length: count }, () => {
    const skewed = Math.floor(random() ** 2 * USERS.length);
    return {
      eventId: randomUUID(),
      userId: USERS[skewed]!,
      action: random() < 0.3 ? 'smart_caption_generated' : pick(random, actions),
      // A third lies on bounds of quarters, hours and days.
      createdAt: round(
        from + random() * (to - from),
        pick(random, [1, 1, 1, 900_000, 3_600_000, 86_400_000]),
      ),
      details: {
        theme: pick(random, THEMES),
        layout: pick(random, LAYOUTS),
        targetUserId: pick(random, USERS),
        mood: pick(random, ['calm', 'wild']),
      },
    };
  });
  // Both spellings of it count under the one that came first.
  const [first] = history;
  if (first) Object.assign(first, { action: 'smart_caption_generated' }).details.theme = 'Odd one';
  return history;
}

const round = (ms: number, unit: number) => Math.floor(ms / unit) * unit;
