import { LOCALE } from './locale.ts';

/** A time zone as it is found and shown. */
export interface Zone {
  /** Of the IANA: `Asia/Calcutta`. */
  readonly name: string;
  readonly city: string;
  /** Part of the world that the list is grouped by. */
  readonly region: string;
  readonly country: string | undefined;
  /** What it is apart from UTC now, in minutes, and as words: `GMT+5:30`. */
  readonly minutes: number;
  readonly offset: string;
  /** What it is found by, folded. */
  readonly words: string;
}

/** Cities whose zone has an older name for them in browsers. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Asmara',
  'America/Coral_Harbour': 'Atikokan',
  'America/Godthab': 'Nuuk',
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh',
  'Atlantic/Faeroe': 'Faroe',
  'Europe/Kiev': 'Kyiv',
  'Pacific/Enderbury': 'Kanton',
  'Pacific/Ponape': 'Pohnpei',
  'Pacific/Truk': 'Chuuk',
};

const fold = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').toLocaleLowerCase();

const partOf = (zone: string, now: number, style: 'shortOffset' | 'longGeneric', locale: string) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** @example minutesOf('GMT+5:30') // 330 */
export function minutesOf(offset: string): number | null {
  const [, sign, hours, minutes = '0'] =
    /^(?:utc|gmt)?\s*([+−-])\s*(\d{1,2})(?::?(\d\d))?$/i.exec(offset.trim()) ?? [];
  if (!hours) return null;
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

export function zoneFor(name: string, now: number, country?: string): Zone {
  const [region = '', ...rest] = name.split('/');
  const city = RENAMED[name] ?? (rest.at(-1) ?? name).replaceAll('_', ' ');
  const offset = partOf(name, now, 'shortOffset', 'en');
  const told = [
    name.replaceAll('/', ' '),
    city,
    country ?? '',
    partOf(name, now, 'longGeneric', LOCALE),
    offset,
  ];
  return {
    name,
    city,
    region: rest.length > 0 ? region : 'Other',
    country,
    minutes: minutesOf(offset) ?? 0,
    offset,
    words: fold(told.join(' ')),
  };
}

/** Which country each zone is of, in the words of the locale; nothing where the browser can't tell. */
export function countriesOfZones(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(LOCALE, { type: 'region', fallback: 'none' });
  const found = new Map<string, string>();
  for (const code of regionCodes()) {
    const country = names.of(code);
    if (country) for (const zone of zonesOfRegion(code)) found.set(zone, country);
  }
  return found;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const regionCodes = () => LETTERS.flatMap((a) => LETTERS.map((b) => a + b));

/** A method in newer browsers, an accessor in others. */
interface WithZones {
  readonly getTimeZones?: () => readonly string[] | undefined;
  readonly timeZones?: readonly string[] | undefined;
}

function zonesOfRegion(code: string): readonly string[] {
  const locale = new Intl.Locale(`und-${code}`) as WithZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/**
 * By the beginnings of words, in any order: of a city, a country, a zone; or by an offset such as `+5:30`. Those
 * with the whole words come first: India before Indiana.
 */
export function findZones<Z extends Zone>(zones: readonly Z[], typed: string): readonly Z[] {
  const minutes = minutesOf(typed);
  if (minutes !== null) return zones.filter((zone) => zone.minutes === minutes);
  const wanted = fold(typed)
    .split(/[\s/,]+/)
    .filter(Boolean);
  const having = (end: string) => (zone: Zone) =>
    wanted.every((each) => ` ${zone.words} `.includes(` ${each}${end}`));
  return [...new Set([...zones.filter(having(' ')), ...zones.filter(having(''))])];
}
