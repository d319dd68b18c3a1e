import { expect, it, vi } from 'vitest';
import type { PanelInfo } from '../../contract/panel.ts';
import { keyOf, openedBy } from './opened.ts';

// What the panel's number formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const counter = (actions: string[], where: Record<string, string> = {}) => ({
  label: 'Counted',
  feature: 'captions',
  ranked: false,
  actions,
  where,
});

const catalogue: PanelInfo['catalogue'] = {
  name: 'test',
  features: { captions: { label: 'Captions', icon: '' }, media: { label: 'Media', icon: '' } },
  actions: {
    smart: { label: 'Smart', feature: 'captions' },
    custom: { label: 'Custom', feature: 'captions' },
    upload: { label: 'Upload', feature: 'media' },
  },
  counters: {
    one: counter(['smart']),
    every: counter(['custom', 'smart']),
    across: counter(['smart', 'upload']),
    someThemed: counter(['smart'], { theme: 'A.B' }),
    allThemed: counter(['smart', 'custom'], { theme: 'A.B' }),
    signal: counter([]),
  },
  breakdowns: { theme: { label: 'Theme', actions: ['smart', 'custom'] } },
  totals: { sessions: [], mediaAdded: ['upload'], captions: ['smart', 'upload'], compositions: [] },
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

it('opens nothing where no filter lists exactly what was counted', () => {
  const closed = [
    keyOf.counter('across'),
    keyOf.counter('signal'),
    keyOf.counter('unknown'),
    keyOf.metric('captionGenerations'),
    keyOf.metric('totalMediaItems'),
    keyOf.metric('totalUsers'),
    keyOf.value('theme', '(other)'),
    keyOf.value('unknown', 'x'),
    keyOf.feature('unknown'),
    keyOf.action('constructor'),
    keyOf.counter('constructor'),
    keyOf.value('constructor', 'x'),
    'metric.constructor',
    '',
  ];
  expect(closed.map(filterOf)).toEqual(closed.map(() => null));
});

it('says how it is counted', () => {
  expect(openedBy(keyOf.counter('someThemed'), catalogue)?.definition).toBe(
    '“Smart” with the theme A.B, each once.',
  );
});
