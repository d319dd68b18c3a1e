import { createValue } from './value.ts';

interface Span {
  readonly period?: string;
  readonly startDate?: string;
  readonly endDate?: string;
}

/** A range that the server answers in its own zone alone, since retention keeps the days of that one. */
export interface Bound {
  readonly span: string;
  /** The zone that it was asked for in. */
  readonly zone: string;
}

/** The operator's zone; undefined where it is the server's. */
export const ownZone = createValue<string | undefined>(undefined);
const bound = createValue<Bound | null>(null);
export const useBoundZone = bound.use;

const nameOf = ({ period, startDate, endDate }: Span) => JSON.stringify([period, startDate, endDate]);

/** From now on a range is asked for in the server's zone. */
export const bindToServer = (span: Span, zone: string): void => bound.set({ span: nameOf(span), zone });

export const isBound = (span: Span, to: Bound | null): boolean => to !== null && to.span === nameOf(span);

/** The zone in which a range is asked for: undefined for the server's own. */
export const zoneToAsk = (range: Span & { readonly timezone?: string }): string | undefined =>
  isBound(range, bound.get()) ? undefined : (range.timezone ?? ownZone.get());
