import { exact, PART } from '../../format/number.ts';

/** A count; of few nobody is told how many. */
export const told = (n: number | null): string => (n === null ? '–' : exact(n));

/** A part of a whole to a tenth of a percent; none of nothing, or of few. */
export const toldShare = (share: number | null): string =>
  share === null ? '–' : exact(Math.round(share * 1_000) / 1_000, PART);
