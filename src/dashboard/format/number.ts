import * as texts from '#texts/format.ts';
import * as nouns from '#texts/nouns.ts';
import { LOCALE } from './locale.ts';

export type Unit = { kind: 'count' } | { kind: 'part' } | { kind: 'money'; currency: string };
export const COUNT: Unit = { kind: 'count' };
/** A part of a whole, 0 to 1. */
export const PART: Unit = { kind: 'part' };

/** Decimals of a shortened number, and of a part: one, unless its neighbours need more to be told apart. */
const DECIMALS = 1;
const MORE_DECIMALS = 2;

const formats = new Map<string, Intl.NumberFormat>();
function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat(LOCALE, options);
  formats.set(key, format);
  return format;
}
const exactCount = formatOf({});
const SHORTEN_FROM = 10_000;
/** From here on a growth is told as a multiple: nobody pictures 12,600 %. In percent. */
const MULTIPLE_FROM = 1_000;

const short = (decimals: number): Intl.NumberFormatOptions => ({
  notation: 'compact',
  maximumFractionDigits: decimals,
});
const moneyFormat = (currency: string, more: Intl.NumberFormatOptions = {}) =>
  formatOf({ style: 'currency', currency, ...more });

/** Minor units of a currency to major ones: 1999 USD → 19.99, 1999 JPY → 1999. */
export function major(minor: number, currency: string): number {
  return minor / 10 ** (moneyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2);
}

export function exact(value: number, unit: Unit = COUNT): string {
  if (unit.kind === 'count') return exactCount.format(value);
  if (unit.kind === 'part') return percent(value);
  return moneyFormat(unit.currency).format(major(value, unit.currency));
}

/**
 * For the eye: `12.4K`. Small numbers stay exact. Beside others, as in a column, it has as many decimals as it takes to look different from
 * what is different, and is exact where none are enough.
 *
 * @example human(47_043, COUNT, [47_021]) // '47.04K'
 */
export const human = (value: number, unit: Unit = COUNT, beside: readonly (number | null)[] = []): string =>
  apart(
    value,
    beside,
    (n, more) => rounded(n, unit, DECIMALS + more),
    unit.kind === 'part' ? undefined : (n) => exact(n, unit),
  );

/**
 * A number with as few decimals as tell it from those beside it: the one rule of rounding.
 *
 * @param write with so many decimals more than usual, up to `MORE_DECIMALS`
 * @param exactly where none are enough
 */
export function apart(
  value: number,
  beside: readonly (number | null)[],
  write: (value: number, more: number) => string,
  exactly = (n: number) => write(n, MORE_DECIMALS),
): string {
  const others = beside.filter((other): other is number => other !== null && other !== value);
  for (let more = 0; more <= MORE_DECIMALS; more++) {
    const text = write(value, more);
    if (others.every((other) => write(other, more) !== text)) return text;
  }
  return exactly(value);
}

function rounded(value: number, unit: Unit, decimals: number): string {
  if (unit.kind === 'part') return percent(value, decimals);
  if (unit.kind === 'count')
    return Math.abs(value) < SHORTEN_FROM
      ? exactCount.format(value)
      : formatOf(short(decimals)).format(value);
  const amount = major(value, unit.currency);
  if (Math.abs(amount) < SHORTEN_FROM) return exact(value, unit);
  return moneyFormat(unit.currency, short(decimals)).format(amount);
}

/** What stands above and below in a list: what its number has to be told apart from. */
export const neighbours = <Item>(items: readonly Item[], at: number): Item[] =>
  [items[at - 1], items[at + 1]].filter((item) => item !== undefined);

/**
 * How much of a whole a number is, told apart from the numbers beside it; of nothing it is no part.
 *
 * @example share(4_213, 10_000, [4_211]) // '42.13%'
 */
export const share = (n: number, whole: number, beside: readonly number[]): string =>
  whole > 0
    ? human(
        n / whole,
        PART,
        beside.map((other) => other / whole),
      )
    : '';

/** A part of a whole: 0.421 → `42.1%`. */
const percent = (part: number, decimals = DECIMALS): string =>
  formatOf({ style: 'percent', maximumFractionDigits: decimals }).format(part);

/** How many times as much, of a change in percent that is too large for one: 12,600 → `127 ×`; else null. */
export function multiple(changePercent: number): string | null {
  if (changePercent < MULTIPLE_FROM) return null;
  const times = 1 + changePercent / 100;
  return `${formatOf({ maximumFractionDigits: times < 100 ? DECIMALS : 0 }).format(times)} ×`;
}

/** A change that is already in percent, without its sign: 8.24 → `8.2%`, 240.4 → `240%`, 12,600 → `127 ×`. */
export const changeSize = (changePercent: number): string => {
  const size = Math.abs(changePercent);
  return multiple(changePercent) ?? percent((size >= 100 ? Math.round(size) : size) / 100);
};

/** The distance of two parts of a whole in percentage points, without its sign: −0.0152 → `1.5 pts`. */
export const points = (change: number): string =>
  texts.points(exactCount.format(Math.round(Math.abs(change) * 1_000) / 10));

/** A change with its sign: `+12`, `−3`, `±0`. */
export const signed = (change: number, unit: Unit = COUNT): string => {
  const size = unit.kind === 'part' ? points(change) : exact(Math.abs(change), unit);
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${size}`;
};

/** `34 people`; of few a viewer isn't told how many. */
export const peopleWords = (n: number | null): string =>
  `${n === null ? '< 5' : exact(n)} ${nouns.people(n ?? 5)}`;
