import { expect, it } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import { defaultCatalogue, defineCatalogue } from './index.ts';
import { totalLabels } from './total-labels.ts';

it('takes the names that a catalogue gives', () => {
  expect(totalLabels(defaultCatalogue)).toEqual({
    sessions: 'Sessions created',
    totalSessions: 'Total sessions',
    media: 'Media items',
    mediaUploads: 'Uploads',
    captionGenerations: 'Captions',
    allCaptions: 'All captions',
    compositions: 'Compositions',
  });
});

it('else calls them by the counter, the feature or the actions that they add up', () => {
  expect(totalLabels(repoCatalogue)).toEqual({
    sessions: 'Commits',
    totalSessions: 'Commits, all time',
    media: 'Files',
    mediaUploads: 'Files added',
    captionGenerations: '',
    allCaptions: '',
    compositions: 'Merges',
  });
  const { totals } = repoCatalogue;
  const both = defineCatalogue({ ...repoCatalogue, totals: { ...totals, captions: ['commit', 'merge'] } });
  expect(totalLabels(both).captionGenerations).toBe('Commit + Merge');
  const named = defineCatalogue({ ...repoCatalogue, totalLabels: { sessions: 'Changesets' } });
  expect(totalLabels(named)).toMatchObject({ sessions: 'Changesets', totalSessions: 'Changesets, all time' });
});

it('tells a name of none', () => {
  expect(() => defineCatalogue({ ...repoCatalogue, totalLabels: { commits: 'x' } as never })).toThrow(
    'totalLabels.commits is unknown; takes sessions, totalSessions, media',
  );
});
