import { BadRequest } from '../errors.ts';
import type { Span } from '../range/local-time.ts';
import type { LogPlace } from './log-rows.ts';

/** The last row that was shown, and the range of the page that it was shown on. */
export interface ActivityCursor {
  readonly span: Span;
  readonly place: LogPlace;
}

export function encodeActivityCursor({ span, place }: ActivityCursor): string {
  const { createdAt, eventId, userId } = place;
  return Buffer.from(`${span.start} ${span.end} ${createdAt} ${eventId} ${userId}`).toString('base64url');
}

/** Milliseconds around 1970 that a database and a calendar both can tell: the years 1 to 3938. */
const LAST = 62_135_596_800_000;

const SHAPE =
  /^(-?\d{1,15}) (-?\d{1,15}) (-?\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([^\0]{1,200})$/su;

/** @throws BadRequest for anything that `encodeActivityCursor` did not make. */
export function decodeActivityCursor(cursor: string): ActivityCursor {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, start, end, createdAt, eventId, userId] = SHAPE.exec(text) ?? [];
  const instants = [start, end, createdAt].map(Number);
  if (eventId === undefined || userId === undefined || instants.some((ms) => Math.abs(ms) > LAST))
    throw new BadRequest({ cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew' });
  return {
    span: { start: Number(start), end: Number(end) },
    place: { createdAt: Number(createdAt), eventId, userId },
  };
}
