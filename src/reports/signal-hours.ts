import type { Span } from './local-time.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

export interface SignalCount {
  readonly userNo: number;
  readonly userId: string;
  readonly counter: string;
  readonly n: number;
}

/** Signals in parts of days, per user. Signals are kept by the hour: an hour counts where it begins inside. */
export async function signalsInHours(
  r: Reader,
  spans: readonly Span[],
  scope: Scope,
): Promise<SignalCount[]> {
  if (spans.length === 0 || scope.signals.length === 0) return [];
  const counters = r.ctx.catalogue.counters;
  const rows = await r.rows<{ userNo: number; userId: string; signal: string; n: number }>(
    `select u.user_no as "userNo", u.id as "userId", x.signal, sum(x.n) as n
     from unnest($1::timestamptz[], $2::timestamptz[]) as e(start, stop)
     join ${r.s}.user_signals x on x.hour >= e.start and x.hour < e.stop
     join ${r.s}.users u on u.id = x.user_id
     where x.signal = any($3::text[]) and ($4 or not u.internal) and ($5::text[] is null or x.user_id = any($5))
     group by 1, 2, 3`,
    [
      spans.map((x) => at(x.start)),
      spans.map((x) => at(x.end)),
      scope.signals.map((name) => counters[name]!.signal!),
      scope.internalPeople,
      scope.users?.ids ?? null,
    ],
  );
  return rows.flatMap((row) =>
    scope.signals
      .filter((name) => counters[name]!.signal === row.signal)
      .map((counter) => ({ ...row, counter })),
  );
}
