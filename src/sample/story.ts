import { DAY, HOUR } from '../db/milliseconds.ts';
import { type Deed, type Moment, shareComposition } from './actions.ts';
import type { SamplePerson } from './people.ts';

/*
 * What happened on the sample platform, to be found in the panel (docs/tour.md): version 2.4.0 broke sharing for one layout
 * until 2.4.1 mended it; one theme grows; the reward of one referral code is collected with accounts that nobody uses; and
 * regulars who paid slip away since credit packs got a new price.
 */

/** Days before the last one on which the platform was released, in the morning, and as what. */
const RELEASES = [
  [76, '2.2.0'],
  [41, '2.3.0'],
  [13, '2.4.0'],
  [5, '2.4.1'],
] as const;
const MORNING = 9 * HOUR;

/** When the platform was released, and as what; `today` is the last day's first instant, in milliseconds since 1970. */
export const releases = (today: number): { at: number; version: string }[] =>
  RELEASES.map(([ago, version]) => ({ at: today - ago * DAY + MORNING, version }));

const BROKEN_LAYOUT = 'top-bottom';
/** How many compositions are shared as soon as they stand. */
const SHARED = 0.5;

/** Captions of it that follow each caption: more and more of them over so many days. */
const GROWING = { theme: 'Beta', days: 35, most: 0.35 };

/** Days before the last one on which credit packs got a new price; so many regulars go, one after the other, within so many days. */
export const NEW_PRICE = 21;
const SLIPPING = { people: 24, days: 12, appetite: 2.5 };

/** Who collects: the nights, as days before the last one, and each so-many-th account of those days. */
const COLLECTING = { index: 17, nights: [17, 12, 9, 3], every: 5 };

/** The people as the story has them; `start` and `today` are the first and the last day's first instants. */
export function withStory(people: readonly SamplePerson[], start: number, today: number): SamplePerson[] {
  const newPrice = today - NEW_PRICE * DAY;
  const regulars = people
    .filter((p) => p.identified && !p.staff && p.createdAt < start && p.leavesAt > newPrice)
    .filter((p) => p.appetite >= SLIPPING.appetite && p.index !== COLLECTING.index);
  const slipping = new Map(regulars.slice(0, SLIPPING.people).map(({ index }, nth) => [index, nth]));
  const collector = people[COLLECTING.index];
  const first = today - COLLECTING.nights[0]! * DAY;
  return people.map((person) => {
    const nth = slipping.get(person.index);
    if (nth !== undefined)
      return { ...person, paysUntil: newPrice, leavesAt: newPrice + (1 + (nth % SLIPPING.days)) * DAY };
    const isMadeUp =
      collector !== undefined &&
      collector.createdAt < start &&
      person.identified &&
      person.createdAt >= first &&
      person.index % COLLECTING.every === 0;
    return isMadeUp ? madeUp(person, collector, today) : person;
  });
}

/** An account of a night, from one place, which is opened once. */
function madeUp(person: SamplePerson, collector: SamplePerson, today: number): SamplePerson {
  const { nights } = COLLECTING;
  const nth = person.index / COLLECTING.every;
  const night = today - nights[nth % nights.length]! * DAY;
  const createdAt = night + 2 * HOUR + ((nth * 7_919) % 5_400) * 1_000;
  return {
    ...person,
    createdAt,
    leavesAt: createdAt + HOUR,
    appetite: 0,
    referrer: collector.index,
    paysUntil: 0,
    onlyLooks: true,
    userAgent: collector.userAgent,
    ipAddress: collector.ipAddress,
  };
}

/** What somebody does because of what they just did. */
export function followedBy({ action, details: said }: Deed, m: Moment, today: number): Deed[] {
  const details = said as Readonly<Record<string, unknown>> | null | undefined;
  if (action === 'babecock_created') {
    const [broken, mended] = releases(today).slice(-2);
    const fails = details?.layout === BROKEN_LAYOUT && m.at >= broken!.at && m.at < mended!.at;
    return m.r.chance(SHARED) && !fails ? [shareComposition(m, String(details?.compositionId))] : [];
  }
  if (action !== 'smart_caption_generated') return [];
  const grown = Math.min(Math.max(1 + (m.at - today) / (GROWING.days * DAY), 0), 1);
  return m.r.chance(grown * GROWING.most)
    ? [{ action, details: { theme: GROWING.theme, captionLength: m.r.int(24, 280) } }]
    : [];
}
