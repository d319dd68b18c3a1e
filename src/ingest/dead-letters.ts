import { createHash, randomUUID } from 'node:crypto';
import type { Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { failureOf } from '../db/failures.ts';
import type { Activity, DeadLetter } from './activity.ts';
import { bisect } from './bisect.ts';
import { parameter, type Queryable } from './host-sql.ts';
import { errorText } from './not-written.ts';
import type { Persons } from './persons.ts';
import { countsOf, type Tombstones, writeUnerased } from './tombstones.ts';

/** Who was erased, and which details name a person. */
export interface LetterOptions {
  readonly tombstones?: Tombstones | undefined;
  readonly persons?: Persons;
}

/**
 * Sets letters aside, but not those of erased users: these are counted as late. Where one names an erased
 * user, an alias stands there. The same letter again (a retry) only raises its `times`.
 *
 * @param attempt when the batch was first tried: sent again with the same one, nothing is counted twice
 * @returns what became of each
 */
export async function writeDeadLetters(
  db: Database,
  letters: readonly DeadLetter[],
  { tombstones, persons }: LetterOptions = {},
  attempt = newAttempt(),
): Promise<Map<DeadLetter, Outcome>> {
  if (letters.length === 0) return new Map();
  const ids = letters.flatMap((letter) => namedIn(letter, persons));
  try {
    const erased = await writeUnerased(db, tombstones, ids, (gone, epoch) => {
      const kept = letters.filter(({ userId }) => userId === null || !gone.has(userId));
      return insert(
        db,
        kept.map((letter) => redacted(letter, persons, gone)),
        epoch,
        attempt,
      );
    });
    const isErased = ({ userId }: DeadLetter) => userId !== null && erased.has(userId);
    await tombstones?.noteLate(countsOf(letters.filter(isErased).map(({ userId }) => userId!)));
    return new Map(letters.map((each) => [each, isErased(each) ? { outcome: 'erased' } : toldOf(each)]));
  } catch (error) {
    if (failureOf(error).kind !== 'value') throw error;
    return bisect(letters, (half) => writeDeadLetters(db, half, { tombstones, persons }, attempt), {
      alone: (letter) => refusedLetter(letter, error),
    });
  }
}

function redacted(letter: DeadLetter, persons: Persons | undefined, gone: ReadonlyMap<string, string>) {
  if (!persons || gone.size === 0) return letter;
  return { ...letter, payload: persons.redactLetter(letter.payload, (id) => gone.get(id)) };
}

/**
 * Sets one letter aside in the host's transaction, so that it is there if that commits and only then. It has an id of
 * its own and takes no lock: whoever sets the same one aside meanwhile needn't wait for the host.
 */
export async function letterIn(
  db: Database,
  client: Queryable,
  letter: DeadLetter,
  { tombstones, persons }: LetterOptions,
): Promise<Outcome> {
  const gone = (await tombstones?.among(namedIn(letter, persons), client)) ?? new Map<string, string>();
  if (letter.userId !== null && gone.has(letter.userId)) return { outcome: 'erased' };
  const { reason, message, source, userId, action, payload } = redacted(letter, persons, gone);
  const at = parameter('$8', 'timestamptz');
  const texts = [2, 3, 4, 5, 6, 7].map((i) => parameter(`$${i}`, 'text'));
  await client.query(
    `insert into ${db.s}.dead_letters
       (id, reason, message, source, user_id, action, payload, times, first_at, last_at)
     values (${parameter('$1', 'uuid')}, ${texts.join(', ')}, 1, ${at}, ${at})`,
    [randomUUID(), reason, message, source, userId, action, payload, newAttempt()],
  );
  return toldOf(letter);
}

const namedIn = ({ userId, payload }: DeadLetter, persons: Persons | undefined): string[] => [
  ...(userId === null ? [] : [userId]),
  ...(persons?.namedInLetter(payload) ?? []),
];

const toldOf = ({ reason, message }: DeadLetter): Outcome => ({ outcome: 'dead_letter', reason, message });

/** Even what was to be set aside holds a value that the database refuses. */
const refusedLetter = ({ reason, message }: DeadLetter, error: unknown): Outcome => ({
  outcome: 'refused',
  reason: 'database_refused',
  message: `not written, and not set aside either: it is ${reason} (${message}), and the database refuses it as a dead letter (${errorText(error)})`,
});

/** A moment of its own for each attempt, finer than the clock of this process tells. */
export function newAttempt(): string {
  const micros = String(Math.floor(Math.random() * 1_000)).padStart(3, '0');
  return new Date().toISOString().replace('Z', `${micros}Z`);
}

/** Whether the guard had the epoch. */
async function insert(
  db: Database,
  letters: readonly DeadLetter[],
  epoch: number,
  attempt: string,
): Promise<boolean> {
  const byId = new Map<string, { letter: DeadLetter; times: number }>();
  for (const letter of letters) {
    const id = letter.id ?? idOf(letter);
    byId.set(id, { letter, times: (byId.get(id)?.times ?? 0) + 1 });
  }
  const rows = [...byId.keys()].sort().map((id) => ({ id, ...byId.get(id)! }));
  if (rows.length === 0) return true;
  const column = <T>(pick: (letter: DeadLetter) => T) => rows.map((row) => pick(row.letter));
  const { rows: done } = await db.pool.query<{ guarded: boolean }>(
    `with guard as materialized (
       select 1 from ${db.s}.write_guard where id = 1 and epoch = $9::bigint for share
     ), kept as (
       insert into ${db.s}.dead_letters as t
         (id, reason, message, source, user_id, action, payload, times, first_at, last_at)
       select i.*, $10::timestamptz, $10::timestamptz from guard,
         unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[]) i
       on conflict (id) do update set times = t.times + excluded.times, last_at = excluded.last_at,
         reason = excluded.reason, message = excluded.message
       -- The same moment: this very attempt was committed, only its answer was lost.
       where t.last_at <> excluded.last_at
     )
     select exists (select 1 from guard) as guarded`,
    [
      rows.map((row) => row.id),
      column((l) => l.reason),
      column((l) => l.message),
      column((l) => l.source),
      column((l) => l.userId),
      column((l) => l.action),
      column((l) => l.payload),
      rows.map((row) => row.times),
      epoch,
      attempt,
    ],
  );
  return done[0]!.guarded;
}

/** An accepted activity that the database didn't take, as a letter. */
export function letterOf(
  a: Activity,
  reason: DeadLetter['reason'],
  message: string,
  source: string,
): DeadLetter {
  const { breakdowns: _, details, createdAt, letter, ...rest } = a;
  return {
    ...(letter !== undefined && { id: letter }),
    reason,
    message,
    source,
    userId: a.userId,
    action: a.action,
    payload: JSON.stringify({
      ...rest,
      createdAt: new Date(createdAt).toISOString(),
      details: details === null ? null : JSON.parse(details),
    }),
  };
}

function idOf({ reason, payload }: DeadLetter): string {
  const hex = createHash('sha256').update(`${reason}\n${payload}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
