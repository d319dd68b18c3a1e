import { exact } from '../../format/number.ts';

/** A count; of few nobody is told how many. */
export const told = (n: number | null): string => (n === null ? '–' : exact(n));
