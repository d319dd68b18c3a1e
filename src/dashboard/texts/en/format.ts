import type { Interval } from '../../../contract/common.ts';

export const points = (number: string) => `${number} pts`;
export const justNow = 'just now';
export const per = (interval: Interval) => `by ${interval}`;
export const and = ' and ';
export const underASecond = 'under a second';
