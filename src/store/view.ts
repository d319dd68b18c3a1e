import { together } from '../db/together.ts';
import { type Kind, newKinds } from './kinds.ts';
import { type Listed, listKept, overlaps, storedIn } from './listed.ts';
import { createLoader, encodeRead, type LoadContext } from './load-blocks.ts';
import { type LogRead, readLog } from './log.ts';
import type { LogAsked } from './log-sql.ts';
import { epochOf, maskOf } from './numbers.ts';
import type { Answers, AnswerTo, Question, Source } from './question.ts';
import { partsOf } from './rows.ts';
import { missingIn } from './shape.ts';
import { after } from './sink.ts';
import { storeOf } from './store.ts';
import { type Stretch, uncovered } from './stretch.ts';
import { createUntold, type Needed, type Needs, neededBy } from './untold.ts';

export interface ViewContext extends LoadContext {
  /** Zone of the days by which retention keeps what it removes. */
  readonly zone: string;
  /** A machine that holds a part of the log can't be reached: what blocks tell is read from them. */
  readonly away?: boolean;
}

export interface ViewAsked extends Pick<LogAsked, 'details' | 'where' | 'apart' | 'actions' | 'saying'> {
  /** All time that will be asked about. */
  readonly spans: readonly Stretch[];
  /** The only users that will be asked about, where they are known. */
  readonly users?: readonly string[] | null;
  /** `log`: without what is kept of rows that it no longer holds. `kept`: nothing is counted, only `refuse` is asked. */
  readonly only?: 'log' | 'kept';
  /** Breakdowns by which kinds will be told apart. Those of counters aside: see `untold`. */
  readonly breakdowns?: readonly string[];
  /**
   * Whether activity may count that is told as some kind, by rows that don't tell some breakdowns. Default: any may.
   */
  mayCount?(kind: Kind, untold: readonly string[]): boolean;
  /** Whether a kind counts of internal accounts, too. Default: any does. */
  countsInternal?(kind: Kind): boolean;
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
  /** What was read: blocks with the tail of the log, or nothing but the log. */
  readonly source: 'chronicle' | 'log';
  /** Breakdowns that weren't kept for all of a span. */
  untold(span: Stretch): ReadonlySet<string>;
  /**
   * Answers in the order of the questions.
   *
   * @param among only these have to be told, whatever their details; default: everything that the view lets count
   * @throws Untold where removed log leaves one open
   */
  walk<const Q extends readonly Question[]>(
    questions: Q,
    among?: (kind: Kind) => boolean,
  ): Promise<{ [I in keyof Q]: AnswerTo<Q[I]> }>;
  /** @throws Untold where removed log leaves some time open */
  refuse(needed: Needed): Promise<void>;
}

/** So few users are looked up in the log, whose key leads to them, if they didn't do too much. */
const FEW_USERS = 20;
const FEW_ROWS = 20_000;

export async function openView(ctx: ViewContext, asked: ViewAsked): Promise<View> {
  const { db, client, catalogue } = ctx;
  const store = storeOf(db);
  const [listed, mask, epoch] = await together(client, [
    storedIn(db, asked.spans),
    maskOf(db),
    epochOf(db),
    newKinds(db, store.kinds),
  ]);
  const fromLog = Boolean(
    asked.details?.length || asked.where?.length || asked.saying?.length || asked.apart,
  );
  const kept = listed.filter((each) => each.kept);

  const byKey = !fromLog && !ctx.away && asked.users ? await isLittle(ctx, asked.users, asked.spans) : false;
  const missing = (each: Listed) => missingIn(each.shape, catalogue, store.kinds);
  const blocks = fromLog || byKey ? [] : listed.filter((each) => !each.kept && missing(each).length === 0);
  // Others may learn of more kinds while the log is read: their numbers are taken here by those of this reading.
  const registered = store.kinds.list.slice();
  const stretches = asked.only === 'kept' ? [] : uncovered(asked.spans, blocks);
  const tail = await readLog(
    { db, client, catalogue, kinds: store.kinds, numbers: store.numbers, epoch },
    {
      ...asked,
      stretches,
      users: byKey || fromLog ? asked.users : null,
      actions: fromLog ? asked.actions : null,
    },
  );
  const extra: Source[] = [];
  // No source may reach over another: whoever asks for an order is told of activities as they came.
  for (const part of byStretch(tail, stretches)) extra.push(...(await encodeRead(ctx, mask, part)));
  const kinds = [...registered, ...tail.extra];
  const kindCount = kinds.reduce((most, { no }) => Math.max(most, no), 0) + 1;
  const load = createLoader(ctx, mask, kindCount - 1);
  const answer = async <Q extends readonly Question[]>(questions: Q, of: readonly Listed[], more = extra) => {
    const sources = [...(await load(questions, of)), ...more];
    return (await store.walker.walk({ questions, sources, mask }, ctx)) as Answers[keyof Answers][];
  };
  // Of what is kept it can't be told whether it had a detail that no breakdown declares.
  const counted = asked.where?.length || asked.only === 'log' ? [] : kept;
  const unsaid = (each: Listed) => missing(each).some((name) => asked.breakdowns?.includes(name));
  const untold = createUntold({
    zone: ctx.zone,
    kinds,
    kindCount,
    kept,
    needs: (each): Needs | null =>
      asked.only === 'log' ? 'rows' : fromLog || unsaid(each) ? 'details' : null,
    mayCount: (kind, each) => asked.mayCount?.(kind, missing(each)) ?? true,
    countsInternal: (kind) => asked.countsInternal?.(kind) ?? true,
    all: () => listKept(db, client),
    answer: async (question, of) => (await answer([question], of, []))[0] as AnswerTo<typeof question>,
  });

  return {
    kinds,
    kindCount,
    mask,
    fromLog,
    source: fromLog || byKey || asked.only ? 'log' : 'chronicle',
    untold: (span) => new Set(kept.filter((each) => overlaps(each, span)).flatMap(missing)),
    refuse: untold.refuse,
    async walk(questions, among) {
      for (const q of questions) await untold.refuse({ ...neededBy(q), among });
      return (await answer(questions, [...blocks, ...counted])) as never;
    },
  };
}

/** Whether some users are few, and did little enough that their own rows are read faster than everybody's. */
async function isLittle({ db, client }: LoadContext, users: readonly string[], spans: readonly Stretch[]) {
  if (users.length > FEW_USERS) return false;
  if (users.length === 0) return true;
  const { rows } = await client.query<{ n: number }>(
    `select count(*) as n from (select 1 from ${db.s}.user_activity_logs
       where user_id = any($1::text[]) and created_at >= $2 and created_at < $3 limit ${FEW_ROWS}) theirs`,
    [
      users,
      new Date(Math.min(...spans.map(({ start }) => start))).toISOString(),
      new Date(Math.max(...spans.map(({ end }) => end))).toISOString(),
    ],
  );
  return rows[0]!.n < FEW_ROWS;
}

/** What was read of each stretch by itself. */
function byStretch(read: LogRead, stretches: readonly Stretch[]): LogRead[] {
  if (stretches.length < 2) return [read];
  const starts = Float64Array.from(stretches, ({ start }) => start);
  const parts = (rows: LogRead['activities']) =>
    partsOf(rows, stretches.length, (at) => after(starts, at) - 1);
  const [activities, signals] = [parts(read.activities), parts(read.signals)];
  return stretches.map((_, i) => ({ ...read, activities: activities[i]!, signals: signals[i]! }));
}
