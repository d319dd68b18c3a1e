import { expect, it, vi } from 'vitest';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { keyOf } from './keys.ts';
import { openedBy } from './opened.ts';

// What the panel's number formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const term = (actions: string[], value?: string, weight: 1 | -1 = 1) => ({
  actions,
  where: value === undefined ? null : { breakdown: 'theme', value },
  signal: null,
  weight,
});
const counter = (actions: string[], value?: string) => ({
  label: 'Counted',
  feature: 'captions',
  ranked: false,
  counts: term(actions, value),
});

const catalogue: PanelCatalogue = {
  name: 'test',
  features: { captions: { label: 'Captions', icon: '' }, media: { label: 'Media', icon: '' } },
  actions: {
    smart: { label: 'Smart', feature: 'captions' },
    custom: { label: 'Custom', feature: 'captions' },
    upload: { label: 'Upload', feature: 'media' },
    remove: { label: 'Remove', feature: 'media' },
  },
  counters: {
    one: counter(['smart']),
    every: counter(['custom', 'smart']),
    across: counter(['smart', 'upload']),
    someThemed: counter(['smart'], 'A.B'),
    allThemed: counter(['smart', 'custom'], 'A.B'),
    signal: { ...counter([]), counts: { ...term([]), signal: 'presence_minute' } },
  },
  breakdowns: { theme: { label: 'Theme', actions: ['smart', 'custom'], values: {} } },
  persons: [],
  lists: {},
  details: ['mediaType'],
  totals: {},
  metrics: {
    totalActivity: [term(['smart']), term(['upload'])],
    sessions: [term([])],
    media: [term(['upload']), term(['remove'], undefined, -1)],
    mediaUploads: [term(['upload'])],
    captionGenerations: [term(['smart', 'upload'])],
    allCaptions: [term(['custom', 'smart'])],
    compositions: [term([])],
  },
};

const filterOf = (key: string) => openedBy(key, catalogue)?.filter ?? null;

it('lists what a number counts', () => {
  expect(filterOf(keyOf.activities)).toEqual({});
  expect(filterOf(keyOf.feature('media'))).toEqual({ feature: 'media' });
  expect(filterOf(keyOf.action('upload'))).toEqual({ action: 'upload' });
  expect(filterOf(keyOf.counter('one'))).toEqual({ action: 'smart' });
  expect(filterOf(keyOf.counter('every'))).toEqual({ feature: 'captions' });
  expect(filterOf(keyOf.counter('someThemed'))).toEqual({ action: 'smart', breakdowns: { theme: 'A.B' } });
  expect(filterOf(keyOf.counter('allThemed'))).toEqual({ breakdowns: { theme: 'A.B' } });
  expect(filterOf(keyOf.value('theme', 'A.B'))).toEqual({ breakdowns: { theme: 'A.B' } });
  expect(filterOf(keyOf.metric('mediaUploads'))).toEqual({ action: 'upload' });
});

it('lists the actions of a sum together, and what a difference takes off among them', () => {
  expect(filterOf(keyOf.counter('across'))).toEqual({ action: 'smart,upload' });
  expect(filterOf(keyOf.metric('captionGenerations'))).toEqual({ action: 'smart,upload' });
  expect(filterOf(keyOf.allCaptions)).toEqual({ feature: 'captions' });
  expect(filterOf(keyOf.totalActivity)).toEqual({ action: 'smart,upload' });
  expect(openedBy(keyOf.metric('totalMediaItems'), catalogue)).toMatchObject({
    filter: { feature: 'media' },
    minus: 'remove',
  });
  const scored = (...terms: ReturnType<typeof term>[]) =>
    openedBy(keyOf.totalActivity, { ...catalogue, metrics: { totalActivity: terms } });
  expect(scored(term(['smart']), term(['upload', 'smart']))).toBeNull();
  expect(scored(term(['smart'], 'A.B'), term(['upload']))).toBeNull();
});

it('lists facts by their kind', () => {
  expect(openedBy(keyOf.payments('purchase', 'EUR'), catalogue)).toMatchObject({
    list: 'creditTransactions',
    filter: { kind: 'purchase', currency: 'EUR' },
  });
  expect(openedBy(keyOf.shares('media'), catalogue)).toMatchObject({
    list: 'communityShares',
    filter: { kind: 'media' },
  });
  expect(openedBy(keyOf.shares(), catalogue)).toMatchObject({ list: 'communityShares', filter: {} });
  expect(openedBy(keyOf.likesReceived, catalogue)).toMatchObject({
    list: 'communityLikes',
    whose: 'ownerId',
  });
});

it('lists referrals, or referred users once, of everybody or under one code', () => {
  expect(openedBy(keyOf.referrals(), catalogue)).toMatchObject({ list: 'recentReferrals', filter: {} });
  expect(openedBy(keyOf.referrals('credits'), catalogue)).toMatchObject({ filter: {}, adds: 'credits' });
  expect(openedBy(keyOf.referrals('active'), catalogue)?.filter).toEqual({ referees: 'active' });
  expect(openedBy(keyOf.referrals('new', 'A.B'), catalogue)).toMatchObject({
    filter: { referees: 'new', code: 'A.B' },
    whose: 'referrerId',
  });
});

it('opens nothing where no filter lists exactly what was counted', () => {
  const closed = [
    keyOf.counter('signal'),
    keyOf.counter('unknown'),
    keyOf.metric('totalUsers'),
    keyOf.metric('totalSessions'),
    keyOf.payments('gift', 'EUR'),
    keyOf.payments('purchase', 'nothing'),
    'shares.toString',
    'referrals.toString',
    'referrals.gone',
    keyOf.value('theme', '(other)'),
    keyOf.value('unknown', 'x'),
    keyOf.feature('unknown'),
    keyOf.action('constructor'),
    keyOf.counter('constructor'),
    keyOf.value('constructor', 'x'),
    'metric.constructor',
    'shares.constructor',
    '',
  ];
  expect(closed.map(filterOf)).toEqual(closed.map(() => null));
});

it('says how it is counted', () => {
  expect(openedBy(keyOf.counter('someThemed'), catalogue)?.definition).toBe(
    '“Smart” with the theme A.B, each once.',
  );
});
