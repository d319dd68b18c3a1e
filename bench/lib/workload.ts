import type { ActivityInput } from '../../src/contract/index.ts';

/** Deterministic numbers in [0, 1): the same data for the same seed, everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface WorkloadOptions {
  users: number;
  seed?: number;
  /** Visits under way at once. Default 2,000. */
  visits?: number;
}

interface Visit {
  user: string;
  id: string;
  left: number;
}

const THEMES = ['JOI', 'Forced-Bi', 'Beta', 'CBT', 'Cuckold', 'Seasonal'];
const LAYOUTS = ['side-by-side', 'top-bottom', 'grid'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
];

/** Actions with their share in a thousand: reading is common, deleting rare. */
const MIX: readonly (readonly [string, number])[] = [
  ['session_viewed', 260],
  ['page_viewed', 220],
  ['smart_caption_generated', 110],
  ['session_created', 60],
  ['media_uploaded', 70],
  ['babecock_created', 50],
  ['user_logged_in', 60],
  ['session_favorited', 40],
  ['custom_caption_created', 30],
  ['session_edited', 30],
  ['media_downloaded', 25],
  ['babecock_remix', 15],
  ['session_shared', 10],
  ['media_deleted', 10],
  ['community_liked', 10],
];

/**
 * Activity as a platform sees it: heavy-tailed users in visits of about eight actions, many visits at
 * once, a real mix of actions with their details.
 */
export function createWorkload(o: WorkloadOptions) {
  const rnd = random(o.seed ?? 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rnd() * list.length)]!;
  const ladder: string[] = MIX.flatMap(([action, share]) => Array<string>(share).fill(action));
  const newVisit = (): Visit => ({
    user: `user-${Math.floor(o.users * rnd() ** 2.5)
      .toString()
      .padStart(7, '0')}`,
    id: `v${Math.floor(rnd() * 1e9).toString(36)}`,
    left: 1 + Math.floor(-8 * Math.log(1 - rnd())),
  });
  const visits = Array.from({ length: o.visits ?? 2_000 }, newVisit);

  return {
    /** The next activity; `at` in milliseconds sets its time. */
    next(at?: number): ActivityInput {
      const index = Math.floor(rnd() * visits.length);
      let visit = visits[index]!;
      if (visit.left-- <= 0) {
        visit = newVisit();
        visits[index] = visit;
      }
      const action = pick(ladder);
      return {
        userId: visit.user,
        action,
        details: detailsOf(action),
        visitId: visit.id,
        ipAddress: `10.${Math.floor(rnd() * 200)}.${Math.floor(rnd() * 200)}.7`,
        userAgent: pick(AGENTS),
        ...(action.startsWith('session_') && { sessionId: `s${Math.floor(rnd() * 1e6)}` }),
        ...(at !== undefined && { createdAt: at }),
      };
    },
    random: rnd,
  };

  function detailsOf(action: string): Record<string, unknown> | undefined {
    if (action === 'smart_caption_generated')
      return { theme: pick(THEMES), captionLength: Math.floor(rnd() * 400) };
    if (action.startsWith('babecock')) return { layout: pick(LAYOUTS) };
    if (action === 'session_created')
      return { title: `Session ${Math.floor(rnd() * 1e5)}`, captionTheme: pick(THEMES) };
    if (action === 'media_uploaded') return { mediaType: 'image/jpeg', sizeBytes: Math.floor(rnd() * 5e6) };
    if (action === 'page_viewed') return { path: pick(['/home', '/vault', '/community']) };
    return undefined;
  }
}

export type Workload = ReturnType<typeof createWorkload>;
