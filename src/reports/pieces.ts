import { addDays, dayOf } from '../db/days.ts';
import { type Calendar, calendarOf, dayStart, wholeDays } from './calendar.ts';
import type { Span } from './local-time.ts';

/** Grains of `activity_rollups` in minutes, and 0 for what only the log can tell. */
export type Grain = 1440 | 60 | 15 | 0;

/** A part of a span that one grain covers exactly. */
export interface Piece extends Span {
  readonly grain: Grain;
}

const MINUTE = 60_000;

/**
 * Cuts adjoining buckets into the fewest parts that rollups cover: whole days of the configured zone,
 * then hours, then quarters of an hour of UTC; only what is left over is read from the log. A part may
 * cover several buckets, since their bounds lie on its grain.
 */
export function piecesOf(buckets: readonly Span[], zone: string): Piece[] {
  const pieces: Piece[] = [];
  if (buckets.length === 0) return pieces;
  const add = (piece: Piece) => {
    const last = pieces.at(-1);
    if (last && last.grain === piece.grain && last.end === piece.start)
      pieces[pieces.length - 1] = { ...last, end: piece.end };
    else pieces.push(piece);
  };
  const core =
    buckets.length <= FEW
      ? (span: Span) => daysIn(span, zone)
      : coreIn(calendarOf({ start: buckets[0]!.start, end: buckets.at(-1)!.end }, zone));
  for (const bucket of buckets) cut(bucket, 0, core, add);
  return pieces;
}

const FEW = 4;
const GRAINS: readonly Grain[] = [1440, 60, 15, 0];
type Core = (span: Span) => Span;

function cut(span: Span, level: number, days: Core, add: (piece: Piece) => void): void {
  if (span.start >= span.end) return;
  const grain = GRAINS[level]!;
  const core = coreAt(grain, span, days);
  if (core.start >= core.end) {
    cut(span, level + 1, days, add);
  } else {
    cut({ start: span.start, end: core.start }, level + 1, days, add);
    add({ ...core, grain });
    cut({ start: core.end, end: span.end }, level + 1, days, add);
  }
}

function coreAt(grain: Grain, span: Span, days: Core): Span {
  if (grain === 0) return span;
  return grain === 1440 ? days(span) : wholeUnits(span, grain * MINUTE);
}

function wholeUnits(span: Span, unit: number): Span {
  return { start: Math.ceil(span.start / unit) * unit, end: Math.floor(span.end / unit) * unit };
}

function coreIn(calendar: Calendar): Core {
  return (span) => {
    const { from, to } = wholeDays(span, calendar);
    return from < to ? { start: calendar.starts[from]!, end: calendar.starts[to]! } : { start: 0, end: 0 };
  };
}

/** The same without a calendar: a few spans may be decades long. */
function daysIn(span: Span, zone: string): Span {
  const { from, to } = daysInside(span, zone);
  return { start: dayStart(from, zone), end: dayStart(to, zone) };
}

/** The whole days of a zone inside a span: from a date to before another; none where `from >= to`. */
export function daysInside(span: Span, zone: string): { from: string; to: string } {
  const first = dayOf(span.start, zone);
  return {
    from: dayStart(first, zone) === span.start ? first : addDays(first, 1),
    to: dayOf(span.end, zone),
  };
}

/** The whole days inside a span and what is left of it before and after them. */
export function dayParts(span: Span, zone: string): { from: string; to: string; edges: Span[] } {
  const { from, to } = daysInside(span, zone);
  if (from >= to) return { from, to: from, edges: [span] };
  const edges = [
    { start: span.start, end: dayStart(from, zone) },
    { start: dayStart(to, zone), end: span.end },
  ];
  return { from, to, edges: edges.filter((edge) => edge.start < edge.end) };
}
