import { BadRequest } from '../errors.ts';

/** A place in a timeline: the last row that was shown. */
export interface Place {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly eventId: string;
}

export function encodeCursor({ createdAt, eventId }: Place): string {
  return Buffer.from(`${createdAt} ${eventId}`).toString('base64url');
}

/** @throws BadRequest for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, ms, eventId] = /^(-?\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (eventId === undefined)
    throw new BadRequest({ cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew' });
  return { createdAt: Number(ms), eventId };
}
