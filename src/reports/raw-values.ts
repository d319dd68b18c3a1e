import { breakdownValue } from '../catalogue/index.ts';
import type { Span } from './local-time.ts';
import { refuseRemoved } from './log-scan.ts';
import { at, type Reader } from './reader.ts';

/** How a declared detail is spelt in the log (as JSON) and what ingest folds each spelling to. */
export type Spellings = ReadonlyMap<string, readonly { readonly raw: string; readonly value: string }[]>;

/** Every spelling of some declared details in parts of the log, so that SQL can compare as ingest does. */
export async function spellingsIn(
  r: Reader,
  spans: readonly Span[],
  names: readonly string[],
  actions: readonly string[] | null,
): Promise<Spellings> {
  if (names.length === 0 || spans.length === 0) return new Map();
  refuseRemoved(r, spans);
  const rows = await r.rows<{ name: string; raw: string }>(
    `select distinct b.name, (l.details -> b.name)::text as raw
     from unnest($1::timestamptz[], $2::timestamptz[]) as e(start, stop)
     join ${r.s}.user_activity_logs l on l.created_at >= e.start and l.created_at < e.stop
     cross join unnest($3::text[]) as b(name)
     where l.details ? b.name and ($4::text[] is null or l.action = any($4))`,
    [spans.map((x) => at(x.start)), spans.map((x) => at(x.end)), names, actions],
  );
  const found = new Map<string, { raw: string; value: string }[]>(names.map((name) => [name, []]));
  for (const { name, raw } of rows) {
    const value = breakdownValue(r.ctx.catalogue, name, JSON.parse(raw));
    if (value !== null) found.get(name)!.push({ raw, value });
  }
  return found;
}

/** The spellings of one value. */
export const spelt = (spellings: Spellings, name: string, is: (value: string) => boolean): string[] =>
  (spellings.get(name) ?? []).filter(({ value }) => is(value)).map(({ raw }) => raw);
