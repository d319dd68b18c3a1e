import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { dayOf, startOfDay } from '../db/days.ts';
import { checksum, FORMAT } from './block.ts';
import { readCopy } from './copy.ts';
import { encodeTask, shared } from './encode.ts';
import { type Kind, loadKinds } from './kinds.ts';
import { type LogRead, readLog } from './log.ts';
import type { LogAsked } from './log-sql.ts';
import { loadMask } from './numbers.ts';
import { type AnswerTo, type Part, partFor, type Question, type Source } from './question.ts';
import { missingIn } from './shape.ts';
import { finish } from './steps.ts';
import { storeOf } from './store.ts';
import type { Stretch } from './stretch.ts';
import { merged } from './stretch.ts';

export interface ViewContext {
  readonly db: Database;
  /** In a transaction whose statements see one snapshot. */
  readonly client: pg.ClientBase;
  readonly catalogue: CatalogueInput;
  /** Zone of the days by which retention keeps what it removes. */
  readonly zone: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that a walk may take. Default 15,000. */
  readonly budget?: number | undefined;
}

export interface ViewAsked extends Pick<LogAsked, 'details' | 'where' | 'apart'> {
  /** All time that will be asked about. */
  readonly spans: readonly Stretch[];
  /** The only users that will be asked about, where they are known. */
  readonly users?: readonly string[] | null;
  /** Leaves out what is kept of rows that the log no longer holds. */
  readonly logAlone?: boolean;
}

/** What is known of some time, in one snapshot. */
export interface View {
  /** Every kind that occurs in it, and perhaps more. */
  readonly kinds: readonly Kind[];
  /** Higher than every kind's number. */
  readonly kindCount: number;
  /** Who is what, by number. */
  readonly mask: Uint8Array;
  /** Rows of the log were asked for what no block tells. */
  readonly fromLog: boolean;
  /** Breakdowns that were not kept for all of it. */
  readonly untold: ReadonlySet<string>;
  /**
   * Answers in the order of the questions.
   *
   * @throws Untold where what is kept by day is cut inside of a day
   */
  walk<const Q extends readonly Question[]>(questions: Q): Promise<{ [I in keyof Q]: AnswerTo<Q[I]> }>;
}

/** What was asked can not be told any more: the log of that time is gone, and what is kept tells days alone. */
export class Untold extends Error {
  /** Milliseconds since 1970: from here on it can be told. */
  readonly until: number;
  /** What would be needed. */
  readonly needs: 'instants' | 'details';

  constructor(until: number, needs: 'instants' | 'details') {
    super(`what was before ${new Date(until).toISOString()} is kept by day, without ${needs}`);
    this.name = 'Untold';
    this.until = until;
    this.needs = needs;
  }
}

/** What is kept does not match its checksum, and nothing else tells it. */
export class KeptDamaged extends Error {
  constructor(id: number) {
    super(
      `row ${id} of chronicle_kept is damaged, and the log of that time is gone; restore that table from a backup`,
    );
    this.name = 'KeptDamaged';
  }
}

/** A row of blocks or of what is kept. */
interface Listed {
  readonly id: number;
  readonly version: number;
  readonly start: number;
  readonly end: number;
  readonly shape: string;
  readonly kept: boolean;
  readonly byDay: boolean;
}

/** So few users are looked up in the log, whose key leads to them, if they did not do too much. */
const FEW_USERS = 20;
const FEW_ROWS = 20_000;

export async function openView(ctx: ViewContext, asked: ViewAsked): Promise<View> {
  const { db, client, catalogue } = ctx;
  const store = storeOf(db);
  const all = await list(ctx, asked.spans);
  const listed = asked.logAlone ? all.filter((each) => !each.kept) : all;
  await loadKinds(db, client, store.kinds);
  const mask = await loadMask(db, client);
  const fromLog = Boolean(asked.details?.length || asked.where?.length || asked.apart);
  const kept = listed.filter((each) => each.kept);
  const byDay = kept.filter((each) => each.byDay);
  if (fromLog && byDay.length > 0) throw new Untold(Math.max(...byDay.map(({ end }) => end)), 'details');

  const byKey = !fromLog && asked.users ? await isLittle(ctx, asked.users, asked.spans) : false;
  const usable = (each: Listed) => missingIn(each.shape, catalogue, store.kinds).length === 0;
  const blocks = fromLog || byKey ? [] : listed.filter((each) => !each.kept && usable(each));
  // Others may learn of more kinds while the log is read: their numbers are taken here by those of this reading.
  const registered = store.kinds.list.slice();
  const tail = await readLog(
    { db, client, catalogue, kinds: store.kinds, numbers: store.numbers },
    { ...asked, stretches: uncovered(asked.spans, blocks), users: byKey || fromLog ? asked.users : null },
  );
  const extra = await encode(ctx, mask, tail);
  const kinds = [...registered, ...tail.extra];
  const kindCount = kinds.reduce((most, { no }) => Math.max(most, no), 0) + 1;
  const load = createLoader(ctx, mask, kindCount - 1);

  return {
    kinds,
    kindCount,
    mask,
    fromLog,
    untold: new Set(kept.flatMap(({ shape }) => missingIn(shape, catalogue, store.kinds))),
    async walk(questions) {
      for (const q of questions) refuseCuts(q, byDay, ctx.zone);
      // Of what is kept it can't be told whether it had a detail that no breakdown declares.
      const sources = await load(questions, asked.where?.length ? [] : [...blocks, ...kept]);
      const input = { questions, sources: [...sources, ...extra], mask };
      const answers = await store.walker.walk(input, ctx);
      return answers as never;
    },
  };
}

/** So many rows are encoded here, in less time than it takes to send them. */
const FEW = 500;

/** Rows as a source; none where there are none. */
async function encode(
  { db, ...o }: ViewContext,
  mask: Uint8Array,
  { activities, signals }: LogRead,
): Promise<Source[]> {
  const rows = activities.length + signals.length;
  if (rows === 0) return [];
  const input = { activities, signals, mask, start: null };
  const encoded = rows <= FEW ? finish(encodeTask(input)) : await storeOf(db).walker.encode(input, o);
  return [{ ...encoded, kept: false }];
}

async function list({ db, client }: ViewContext, spans: readonly Stretch[]): Promise<Listed[]> {
  const { rows } = await client.query<Omit<Listed, 'start' | 'end'> & { start: Date; end: Date }>(
    `select id, version, start_at as start, end_at as end, shape, false as kept, false as "byDay"
     from ${db.s}.chronicle_blocks where end_at > $1 and start_at < $2
     union all
     select id, version, start_at, end_at, shape, true, by_day
     from ${db.s}.chronicle_kept where end_at > $1 and start_at < $2 order by 3`,
    [
      new Date(Math.min(...spans.map(({ start }) => start))).toISOString(),
      new Date(Math.max(...spans.map(({ end }) => end))).toISOString(),
    ],
  );
  return rows
    .map((row) => ({ ...row, start: row.start.getTime(), end: row.end.getTime() }))
    .filter(({ start, end }) => spans.some((span) => span.start < end && span.end > start));
}

/** Whether some users are few, and did little enough that their own rows are read faster than everybody's. */
async function isLittle({ db, client }: ViewContext, users: readonly string[], spans: readonly Stretch[]) {
  if (users.length > FEW_USERS) return false;
  if (users.length === 0) return true;
  const { rows } = await client.query<{ n: number }>(
    `select count(*) as n from (select from ${db.s}.user_activity_logs
       where user_id = any($1::text[]) and created_at >= $2 and created_at < $3 limit ${FEW_ROWS}) theirs`,
    [
      users,
      new Date(Math.min(...spans.map(({ start }) => start))).toISOString(),
      new Date(Math.max(...spans.map(({ end }) => end))).toISOString(),
    ],
  );
  return rows[0]!.n < FEW_ROWS;
}

/** What of some spans no block covers. */
export function uncovered(spans: readonly Stretch[], blocks: readonly Stretch[]): Stretch[] {
  const open: Stretch[] = [];
  for (const span of merged(spans)) {
    let { start } = span;
    for (const block of blocks) {
      if (block.end <= start) continue;
      if (block.start >= span.end) break;
      if (block.start > start) open.push({ start, end: block.start });
      start = block.end;
    }
    if (start < span.end) open.push({ start, end: span.end });
  }
  return open;
}

/** What is kept by day stands on each day's first instant: a bound inside of a day would tell all or nothing of it. */
function refuseCuts(q: Question, byDay: readonly Listed[], zone: string): void {
  const bounds = new Set([q.span.start, q.span.end]);
  if ('buckets' in q)
    for (const { start, end } of q.buckets) {
      bounds.add(start);
      bounds.add(end);
    }
  if (q.sink === 'people') for (const day of q.days ?? []) bounds.add(day);
  for (const bound of bounds)
    if (
      byDay.some(({ start, end }) => bound > start && bound < end) &&
      startOfDay(dayOf(bound, zone), zone) !== bound
    )
      throw new Untold(Math.max(...byDay.map(({ end }) => end)), 'instants');
}

/** Rows of one query at most: what they hold is in memory twice for a moment. */
const AT_ONCE = 16;

/** Reads what questions need of blocks and of what is kept, unless it is at hand. */
function createLoader(ctx: ViewContext, mask: Uint8Array, taken: number) {
  const { walker, kinds, numbers, damaged } = storeOf(ctx.db);
  const keyOf = (each: Listed, part: Part) => `${each.kept ? 'k' : 'b'}${each.id}.${each.version}.${part}`;

  async function fetch(all: readonly Listed[], part: 'data' | 'totals'): Promise<Map<Listed, Uint8Array>> {
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
            if (part === 'data' && read[0] !== FORMAT) return;
            found.set(each, shared(read));
          },
        );
    }
    return found;
  }

  /** A block that is not what it was: the log tells the same. */
  async function again(each: Listed): Promise<Source[]> {
    if (each.kept) throw new KeptDamaged(each.id);
    damaged.add(each.id);
    const context = { ...ctx, kinds, numbers };
    const read = await readLog(context, { stretches: [each], taken });
    return encode(ctx, mask, read);
  }

  return async function load(questions: readonly Question[], all: readonly Listed[]): Promise<Source[]> {
    const parts = (each: Listed) => new Set(questions.map((q) => partFor(q, each)).filter((part) => part));
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
      const bytes = (part: 'data' | 'totals') => (parts.has(part) ? read.get(keyOf(each, part)) : null);
      const [data, totals] = [bytes('data'), bytes('totals')];
      if (data === undefined || totals === undefined) sources.push(...(await again(each)));
      else sources.push({ start: each.start, end: each.end, kept: each.kept, data, totals });
    }
    return sources;
  };
}
