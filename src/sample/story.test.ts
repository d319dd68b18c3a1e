import { beforeAll, describe, expect, it } from 'vitest';
import type { ActivityInput } from '../contract/index.ts';
import { DAY } from '../db/milliseconds.ts';
import { addMoney, type Facts } from './facts.ts';
import { makePeople, type SamplePerson } from './people.ts';
import { random } from './random.ts';
import { followedBy, NEW_PRICE, releases, withStory } from './story.ts';
import { newWorld, type Visit, visitsOn } from './visit.ts';

const TODAY = Date.UTC(2026, 2, 15);
const [DAYS, USERS] = [90, 1_000];
const START = TODAY - (DAYS - 1) * DAY;
const daysAgo = (days: number) => TODAY - days * DAY;
const [broken, mended] = releases(TODAY)
  .slice(-2)
  .map(({ at }) => at) as [number, number];

describe('what happened on the sample platform', () => {
  const visits: Visit[] = [];
  let people: SamplePerson[];
  let facts: Facts;

  beforeAll(() => {
    const r = random(1);
    people = withStory(makePeople(r, USERS, START, DAYS), START, TODAY);
    const world = newWorld(people, USERS, (deed, moment) => followedBy(deed, moment, TODAY));
    facts = world.facts;
    const byIndex = new Map(people.map((person) => [person.index, person]));
    for (const person of people)
      addMoney(facts, r.fork(`money ${person.index}`), person, byIndex, START, TODAY + DAY);
    for (let day = START; day <= TODAY; day += DAY)
      for (const person of people)
        visits.push(...visitsOn(r.fork(`${person.index} ${day}`), person, day, world));
  });

  const done = () => visits.flatMap(({ activities }) => activities);
  const detail = ({ details }: ActivityInput, name: string) =>
    (details as Readonly<Record<string, unknown>> | null)?.[name];
  const told = (action: string, name: string, value: string) =>
    done().filter((a) => a.action === action && detail(a, name) === value);

  /** Of the compositions of a layout, the part that was shared, before, between and after the last releases. */
  const partShared = (layout: string) => {
    const shared = new Set(told('media_shared', 'mediaType', 'image').map((a) => detail(a, 'mediaId')));
    const made = told('babecock_created', 'layout', layout);
    const part = (from: number, until: number) => {
      const some = made.filter(({ createdAt }) => Number(createdAt) >= from && Number(createdAt) < until);
      return some.filter((a) => shared.has(detail(a, 'compositionId'))).length / some.length;
    };
    return [part(START, broken), part(broken, mended), part(mended, TODAY + DAY)];
  };

  it('is a release that broke sharing for one layout, and one that mended it', () => {
    const about = (n: number) => expect.closeTo(n, 0.7);
    expect(partShared('side-by-side')).toEqual([about(0.5), about(0.5), about(0.5)]);
    expect(partShared('top-bottom')).toEqual([about(0.5), 0, about(0.5)]);
  });

  it('is a theme that grows', () => {
    const partOfTheme = (from: number, until: number) => {
      const within = (a: { createdAt?: unknown }) =>
        Number(a.createdAt) >= from && Number(a.createdAt) < until;
      const all = done().filter((a) => a.action === 'smart_caption_generated' && within(a));
      return told('smart_caption_generated', 'theme', 'Beta').filter(within).length / all.length;
    };
    expect(partOfTheme(daysAgo(7), TODAY + DAY)).toBeGreaterThan(partOfTheme(START, daysAgo(35)) * 1.5);
  });

  it('is a code of which the reward is collected with accounts that only look', () => {
    const madeUp = people.filter(({ onlyLooks }) => onlyLooks);
    const codes = facts.referrals.filter(({ refereeId }) => madeUp.some(({ id }) => id === refereeId));
    expect(codes.length).toBe(madeUp.length);
    expect(codes.length).toBeGreaterThan(20);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(1);
    expect(new Set(madeUp.map(({ ipAddress }) => ipAddress)).size).toBe(1);
    const ids = new Set(madeUp.map(({ id }) => id));
    const theirs = done().filter(({ userId }) => ids.has(userId as string));
    expect(new Set(theirs.map(({ action }) => action))).toEqual(new Set(['user_logged_in', 'page_viewed']));
    expect(facts.creditTransactions.filter(({ userId }) => ids.has(String(userId)))).toEqual([]);
  });

  it('is regulars who paid, and are gone since packs got a new price', () => {
    const slipping = people.filter(({ paysUntil }) => paysUntil === daysAgo(NEW_PRICE));
    const ids = new Set(slipping.map(({ id }) => id));
    expect(slipping.length).toBeGreaterThan(12);
    const bought = facts.creditTransactions.filter(
      ({ userId, kind }) => ids.has(String(userId)) && kind === 'purchase',
    );
    expect(new Set(bought.map(({ userId }) => userId))).toEqual(ids);
    expect(bought.every(({ createdAt }) => Date.parse(String(createdAt)) < daysAgo(NEW_PRICE))).toBe(true);
    const lately = (from: number) =>
      done().filter((a) => ids.has(a.userId as string) && Number(a.createdAt) >= from).length;
    expect(lately(daysAgo(8))).toBe(0);
    expect(lately(daysAgo(50)) / slipping.length).toBeGreaterThan(20);
  });
});
