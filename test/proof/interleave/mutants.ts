import type { Fault } from './seat.ts';

/** Where what it replaces is no longer said, it changes nothing: then nothing is caught, and its test fails. */
const swap = (pattern: RegExp, by: string): Fault => ({ rewrite: (text) => text.replace(pattern, by) });
/** Seats whose activities come the other way round, of those whom the cast puts side by side. */
const BACKWARDS = new Set(['other', 'west']);
const LOCK = /lock table ("\w+"\.chronicle_lock) in exclusive mode/;

/** The product with a fault, made by what is changed of its SQL on the way out. */
export const MUTANTS: Readonly<Record<string, Fault>> = {
  'no lock': swap(LOCK, 'set local lock_timeout = 0'),
  'lock after the snapshot': swap(LOCK, 'select count(*) from $1; $&'),
  'no outdating': swap(/where f\.end_at > i\.at\)/, 'where false)'),
  'unsorted instants': {
    rewrite: (text, seat) =>
      BACKWARDS.has(seat)
        ? text.replace('order by b.start_at for update', 'order by b.start_at desc for update')
        : text,
  },
  'repeatable read for writers': {
    rewrite: (text) => text,
    session: `set default_transaction_isolation = 'repeatable read'`,
  },
  'pending counted': swap(
    /not exists \(select 1 from (\S+)\.activity_pending/g,
    '0 <= (select count(*) from $1.activity_pending',
  ),
  'kept deleted by a late activity': swap(
    /outdated as \(\s*delete from (\S+)\.chronicle_blocks([\s\S]*?)unnest\((.*?)\) as i\(at\)/,
    `lost as (delete from $1.chronicle_kept k using unnest($3) as i(at)
       where k.start_at <= i.at and k.end_at > i.at), $&`,
  ),
};
