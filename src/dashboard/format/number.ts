import * as texts from '#texts/format.ts';
import { LOCALE } from './locale.ts';

export type Unit = { kind: 'count' } | { kind: 'part' } | { kind: 'money'; currency: string };
export const COUNT: Unit = { kind: 'count' };
/** A part of a whole, 0 to 1. */
export const PART: Unit = { kind: 'part' };

const exactCount = new Intl.NumberFormat(LOCALE);
const shortCount = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const percentFormat = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const SHORTEN_FROM = 10_000;

const moneyFormats = new Map<string, Intl.NumberFormat>();
function moneyFormat(currency: string, short: boolean): Intl.NumberFormat {
  const key = `${currency}${short}`;
  const format =
    moneyFormats.get(key) ??
    new Intl.NumberFormat(LOCALE, {
      style: 'currency',
      currency,
      ...(short ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
    });
  moneyFormats.set(key, format);
  return format;
}

/** Minor units of a currency to major ones: 1999 USD → 19.99, 1999 JPY → 1999. */
export function major(minor: number, currency: string): number {
  return minor / 10 ** (moneyFormat(currency, false).resolvedOptions().maximumFractionDigits ?? 2);
}

export function exact(value: number, unit: Unit = COUNT): string {
  if (unit.kind === 'count') return exactCount.format(value);
  if (unit.kind === 'part') return percent(value);
  return moneyFormat(unit.currency, false).format(major(value, unit.currency));
}

/** For the eye: `12.4K`. Small numbers stay exact. */
export function human(value: number, unit: Unit = COUNT): string {
  if (unit.kind === 'count')
    return Math.abs(value) < SHORTEN_FROM ? exactCount.format(value) : shortCount.format(value);
  if (unit.kind === 'part') return percent(value);
  const amount = major(value, unit.currency);
  if (Math.abs(amount) < SHORTEN_FROM) return exact(value, unit);
  return moneyFormat(unit.currency, true).format(amount);
}

/** A part of a whole: 0.421 → `42.1%`. */
export const percent = (part: number): string => percentFormat.format(part);

/** A change that is already in percent, without its sign: 8.24 → `8.2%`, 1,240 → `1,240%`. */
export const changeSize = (changePercent: number): string => {
  const size = Math.abs(changePercent);
  return percentFormat.format((size >= 100 ? Math.round(size) : size) / 100);
};

/** The distance of two parts of a whole in percentage points, without its sign: −0.0152 → `1.5 pts`. */
export const points = (change: number): string =>
  texts.points(exactCount.format(Math.round(Math.abs(change) * 1_000) / 10));

/** A change with its sign: `+12`, `−3`, `±0`. */
export const signed = (change: number, unit: Unit = COUNT): string => {
  const size = unit.kind === 'part' ? points(change) : exact(Math.abs(change), unit);
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${size}`;
};

export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many);
