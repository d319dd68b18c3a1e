import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { BLOCK_FORMAT, checksum } from './block.ts';
import { readCopy } from './copy.ts';
import { encodeTask, shared } from './encode.ts';
import { KeptDamaged, type Listed } from './listed.ts';
import { type LogRead, readLog } from './log.ts';
import { type Part, partFor, type Question, type Source } from './question.ts';
import { finish } from './steps.ts';
import { storeOf } from './store.ts';

export interface LoadContext {
  readonly db: Database;
  /** In a transaction whose statements see one snapshot. */
  readonly client: pg.ClientBase;
  readonly catalogue: CatalogueInput;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that a walk may take. Default 15,000. */
  readonly budget?: number | undefined;
}

/** So many rows are encoded here: two milliseconds, about as long as it takes to send them and to hear of them. */
const FEW = 4_000;

/** Rows as a source; none where there are none. */
export async function encodeRead(
  { db, ...o }: LoadContext,
  mask: Uint8Array,
  { activities, signals }: LogRead,
): Promise<Source[]> {
  const rows = activities.length + signals.length;
  if (rows === 0) return [];
  const input = { activities, signals, mask, start: null };
  const encoded = rows <= FEW ? finish(encodeTask(input)) : await storeOf(db).walker.encode(input, o);
  return [{ ...encoded, kept: false }];
}

/** A column of a block's row. */
type Stored = 'data' | 'totals';

const storedFor = (part: Part): Stored[] => (part === null ? [] : [part === 'data' ? 'data' : 'totals']);

/** Rows of one query at most: what they hold is in memory twice for a moment. */
const AT_ONCE = 16;

/**
 * Reads what questions need of blocks and of what is kept, unless it is at hand.
 *
 * @param taken highest number that a kind has
 */
export function createLoader(ctx: LoadContext, mask: Uint8Array, taken: number) {
  const { walker, kinds, numbers, damaged } = storeOf(ctx.db);
  const keyOf = (each: Listed, part: Stored) =>
    `${walker.no} ${each.kept ? 'k' : 'b'}${each.id}.${each.version}.${part}`;

  async function fetch(all: readonly Listed[], part: Stored): Promise<Map<Listed, Uint8Array>> {
    const found = new Map<Listed, Uint8Array>();
    for (const kept of [false, true]) {
      const wanted = new Map(all.filter((each) => each.kept === kept).map((each) => [each.id, each]));
      const ids = [...wanted.keys()];
      for (let i = 0; i < ids.length; i += AT_ONCE)
        await readCopy(
          ctx.client,
          `select id, ${part}, ${part === 'data' ? 'data_sum' : 'totals_sum'}
           from ${ctx.db.s}.${kept ? 'chronicle_kept' : 'chronicle_blocks'} where id in (${ids.slice(i, i + AT_ONCE).join(', ')})`,
          3,
          ({ bytes, starts, ends }) => {
            const each = wanted.get(Number(bytes.readBigInt64BE(starts[0])))!;
            const read = bytes.subarray(starts[1], ends[1]);
            if (checksum(read) !== bytes.readInt32BE(starts[2])) return;
            if (part === 'data' && read[0] !== BLOCK_FORMAT) return;
            found.set(each, shared(read));
          },
        );
    }
    return found;
  }

  /** A block that isn't what it was: the log tells the same. */
  async function again(each: Listed): Promise<Source[]> {
    if (each.kept) throw new KeptDamaged(each.id);
    damaged.add(each.id);
    const context = { ...ctx, kinds, numbers };
    const read = await readLog(context, { stretches: [each], taken });
    return encodeRead(ctx, mask, read);
  }

  return async function load(questions: readonly Question[], all: readonly Listed[]): Promise<Source[]> {
    const parts = (each: Listed) => new Set(questions.flatMap((q) => storedFor(partFor(q, each))));
    const sources: Source[] = [];
    const missing = { data: [] as Listed[], totals: [] as Listed[] };
    const read = new Map<string, Uint8Array>();
    const wanted = all.map((each) => ({ each, parts: parts(each) })).filter((one) => one.parts.size > 0);
    for (const { each, parts } of wanted)
      for (const part of ['data', 'totals'] as const)
        if (parts.has(part)) {
          const bytes = walker.kept(keyOf(each, part));
          if (bytes) read.set(keyOf(each, part), bytes);
          else missing[part].push(each);
        }
    for (const part of ['data', 'totals'] as const)
      for (const [each, bytes] of await fetch(missing[part], part)) {
        walker.keep(keyOf(each, part), bytes);
        read.set(keyOf(each, part), bytes);
      }
    for (const { each, parts } of wanted) {
      const bytes = (part: Stored) => (parts.has(part) ? read.get(keyOf(each, part)) : null);
      const [data, totals] = [bytes('data'), bytes('totals')];
      if (data === undefined || totals === undefined) sources.push(...(await again(each)));
      else {
        const { start, end, kept } = each;
        sources.push({ name: keyOf(each, 'totals'), start, end, kept, data, totals });
      }
    }
    return sources;
  };
}
