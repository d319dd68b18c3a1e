import { fold } from '../../catalogue/index.ts';

/** What other programs call our fields, folded. A name is suggested only where the reader has such a field. */
const OTHER_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    createdAt: 'timestamp time ts date datetime at when occurredat eventtime createdat sentat sharedat'.split(
      ' ',
    ),
    sharedAt: 'timestamp time ts date createdat'.split(' '),
    removedAt: 'deletedat unsharedat removed'.split(' '),
    deletedAt: 'removedat deleted'.split(' '),
    userId: 'user uid userid distinctid id ownerid username accountid'.split(' '),
    ownerId: 'userid user owner'.split(' '),
    action: 'event type name eventname eventtype activity verb'.split(' '),
    eventId: 'id uuid messageid insertid idempotencykey'.split(' '),
    id: 'uuid eventid transactionid'.split(' '),
    details: 'properties props metadata meta data payload context attributes'.split(' '),
    sessionId: 'session contentsession'.split(' '),
    visitId: 'visit sessionid'.split(' '),
    ipAddress: 'ip address remoteaddress clientip'.split(' '),
    userAgent: 'ua agent browser'.split(' '),
    amount: 'value price total cents amountcents'.split(' '),
    avatarUrl: 'avatar picture image photo'.split(' '),
    kind: 'type category'.split(' '),
    email: 'mail emailaddress'.split(' '),
    name: 'displayname fullname username'.split(' '),
    internal: 'staff isstaff isinternal'.split(' '),
    databaseUrl: 'url connectionstring database dsn'.split(' '),
  }),
);

/** The accepted name that is most likely meant by an unknown one; null where none is near. */
export function suggestionFor(unknown: string, accepted: readonly string[]): string | null {
  const key = fold(unknown.slice(0, 100));
  const same = accepted.find((name) => fold(name) === key);
  // In order of the alphabet, so that `id` is an activity's own before it is its user's.
  const other = [...accepted].sort().find((name) => OTHER_WORDS.get(name)?.includes(key));
  return same ?? other ?? nearest(key, accepted);
}

function nearest(key: string, accepted: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.min(2, Math.floor(key.length / 3)) + 1;
  for (const name of accepted) {
    const far = distance(key, fold(name));
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** Letters to insert, delete, replace or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** What follows an unknown field's name in a message: the name that was meant, or those that there are. */
export function unknownField(name: string, accepted: readonly string[]): string {
  const meant = suggestionFor(name, accepted);
  if (meant) return `is unknown: did you mean ${meant}?`;
  return accepted.length > 0 ? `is unknown: takes ${accepted.join(', ')}` : 'is unknown';
}

/**
 * Every field of an object that isn't among the accepted ones, with what was meant. A field that is null or
 * undefined is absent, whatever its name.
 */
export function unknownFields(given: object, accepted: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  for (const name of Object.keys(given))
    if (!accepted.includes(name) && (given as Record<string, unknown>)[name] != null)
      fields[name] = unknownField(name, accepted);
  return fields;
}
