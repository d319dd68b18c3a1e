import { foreignCursor } from '../errors.ts';
import type { Span } from '../range/local-time.ts';
import type { LogPlace } from './log-rows.ts';

/** A place in a timeline: the last row that was shown. */
export interface Place {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly eventId: string;
}

export function encodeCursor({ createdAt, eventId }: Place): string {
  return Buffer.from(`${createdAt} ${eventId}`).toString('base64url');
}

/** @throws BadRequest for anything that `encodeCursor` didn't make. */
export function decodeCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, ms, eventId] = /^(-?\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (eventId === undefined) throw foreignCursor();
  return { createdAt: Number(ms), eventId };
}

/** The last row that was shown, and the range of the page that it was shown on. */
interface ActivityCursor {
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

/** @throws BadRequest for anything that `encodeActivityCursor` didn't make. */
export function decodeActivityCursor(cursor: string): ActivityCursor {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, start, end, createdAt, eventId, userId] = SHAPE.exec(text) ?? [];
  const instants = [start, end, createdAt].map(Number);
  if (eventId === undefined || userId === undefined || instants.some((ms) => Math.abs(ms) > LAST))
    throw foreignCursor();
  return {
    span: { start: Number(start), end: Number(end) },
    place: { createdAt: Number(createdAt), eventId, userId },
  };
}
