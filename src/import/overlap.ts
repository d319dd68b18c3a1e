import { type ActivityInput, poisonInText } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { sourceTag } from './row-id.ts';

/** Rows of a batch that are compared: enough to see a file that was imported before, little enough to cost nothing. */
const COMPARED = 100;
/** Below this share it is chance: one user can do the same twice in a second, seen by two systems. */
const SHARE = 0.01;

export interface Overlap {
  readonly compared: number;
  /** Name of a source → rows that are in from it as well; null is whatever no import is known for. */
  readonly found: readonly (readonly [source: string | null, rows: number])[];
}

/**
 * Looks, for a sample of what comes in, whether the same user did the same at the same instant already under an
 * id of another source: a file that is imported under two names counts twice, and nothing else would tell.
 *
 * @param ownIds the rows bring UUIDs of their own, so that ids of no import at all can be theirs too
 */
export function createOverlap(
  db: Database,
  o: { source: string; sources: readonly string[]; ownIds: boolean },
) {
  const names = new Map(o.sources.filter((name) => name !== o.source).map((name) => [sourceTag(name), name]));
  const own = sourceTag(o.source);
  const found = new Map<string | null, number>();
  let compared = 0;

  return {
    async compare(inputs: readonly ActivityInput[]): Promise<void> {
      const step = Math.max(1, Math.ceil(inputs.length / COMPARED));
      const sample = inputs.filter(
        ({ userId }, i) => i % step === 0 && poisonInText(String(userId)) === null,
      );
      if (sample.length === 0) return;
      const instants = sample.map(({ createdAt }) => new Date(createdAt as number).toISOString());
      const { rows } = await db.pool.query<{ tag: string; n: number }>(
        // TRICKY: lateral and distinct, so that each row is looked up by the log's key in its month alone. As a plain
        // join the planner reads the whole log for it; without the user among what is distinct Citus can't look on its workers.
        `select tag, count(*) as n
         from unnest($1::text[], $2::timestamptz[], $3::text[]) as q(user_id, created_at, action)
         cross join lateral (
           select distinct l.user_id, left(l.event_id::text, 8) as tag from ${db.s}.user_activity_logs l
           where l.user_id = q.user_id and l.created_at = q.created_at and l.action = q.action
             and l.created_at between $5::timestamptz and $6::timestamptz
         ) as each
         where tag <> $4 group by tag`,
        [
          sample.map(({ userId }) => userId),
          instants,
          sample.map(({ action }) => action),
          own,
          // The planner looks at the months between these alone.
          instants.reduce((a, b) => (a < b ? a : b)),
          instants.reduce((a, b) => (a > b ? a : b)),
        ],
      );
      compared += sample.length;
      for (const { tag, n } of rows) {
        const name = names.get(tag) ?? null;
        if (name !== null || !o.ownIds) found.set(name, (found.get(name) ?? 0) + Number(n));
      }
    },
    /** Null where nothing looks as if it came in before. */
    state(): Overlap | null {
      const most = [...found].sort(([, a], [, b]) => b - a).filter(([, rows]) => rows >= compared * SHARE);
      return most.length === 0 ? null : { compared, found: most };
    },
  };
}

/** What it means, and what to do. */
export function describeOverlap(source: string, { compared, found }: Overlap): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const from = found.map(([name, rows]) =>
    name === null
      ? `${count(rows)} that were tracked, or came in with ids of their own`
      : `${count(rows)} from source "${name}"`,
  );
  const other = found.find(([name]) => name !== null)?.[0];
  return (
    `warning: of ${count(compared)} rows of source "${source}" that were compared, the same user did the same at the same ` +
    `instant in rows that are in already: ${from.join(', ')}. If these are the same activities, they count twice now: ` +
    'stop, restore the backup of before' +
    (other
      ? `, and import this file with --source ${other} if it is the same one grown, or not at all`
      : ', and leave this file out') +
    '. If they are others, nothing is to be done'
  );
}
