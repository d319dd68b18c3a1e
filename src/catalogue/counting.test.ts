import { describe, expect, it } from 'vitest';
import { actionsIn, countingOf, holds, sumTerms, termSql } from './counting.ts';
import { defaultCatalogue } from './default.ts';
import { defineCatalogue } from './define.ts';

const forge = defineCatalogue({
  name: 'forge',
  features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' } },
  actions: {
    commit: { feature: 'changes', label: 'Commit', details: { topic: 'text' } },
    revert: { feature: 'changes', label: 'Revert', details: { topic: 'text' } },
  },
  counters: {
    commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true },
    changes: { label: 'Changes', feature: 'changes', actions: ['commit', 'revert'], ranked: true },
    fixes: { label: 'Fixes', feature: 'changes', actions: ['commit', 'revert'], where: { topic: 'Bug fix' } },
    calls: { label: 'Calls', feature: 'changes', signal: 'api_call' },
  },
  breakdowns: { topic: { label: 'Topic', actions: ['commit', 'revert'], values: {} } },
  totals: {
    sessions: ['commit'],
    mediaAdded: ['commit'],
    mediaRemoved: ['revert'],
    captions: [],
    allCaptions: [],
    compositions: [],
    settings: ['revert'],
  },
});

describe('what a number counts', () => {
  it('counters by action and by value, in any spelling', () => {
    const counting = countingOf(forge);
    expect([...counting.counters.keys()]).toEqual(['commits', 'changes', 'fixes', 'calls']);
    expect(counting.plain('commit')).toEqual(['commits', 'changes']);
    expect(counting.plain('revert')).toEqual(['changes']);
    expect(counting.plain('__proto__')).toEqual([]);
    for (const spelling of ['Bug fix', 'bug_fix', 'BUG-FIX', 'bugfix'])
      expect(counting.valued('revert', 'topic', spelling)).toEqual(['fixes']);
    expect(counting.valued('revert', 'topic', 'feature')).toEqual([]);
    expect(counting.valued('revert', 'constructor', 'toString')).toEqual([]);
  });

  it('metrics, with what they take off', () => {
    const { metrics } = countingOf(forge);
    const counts: Record<string, number> = { commit: 7, revert: 2 };
    const sum = (name: keyof typeof metrics) => sumTerms(metrics[name], (action) => counts[action] ?? 0);
    expect({
      sessions: sum('sessions'),
      media: sum('media'),
      totalActivity: sum('totalActivity'),
      captions: sum('captionGenerations'),
      settings: sum('settingsChanged'),
    }).toEqual({ sessions: 7, media: 5, totalActivity: 16, captions: 0, settings: 2 });
    expect(actionsIn(...metrics.media, ...metrics.totalActivity)).toEqual(['commit', 'revert']);
  });

  it('the same by rows and as SQL', () => {
    const { counters } = countingOf(forge);
    const fixes = counters.get('fixes')!;
    expect(holds(fixes, 'commit', () => 'bug fix')).toBe(true);
    expect(holds(fixes, 'commit', () => null)).toBe(false);
    expect(holds(fixes, 'merge', () => 'bug fix')).toBe(false);
    expect(termSql(fixes, (name) => `f_${name}`)).toBe(
      `action in ('commit', 'revert') and f_topic = 'bugfix'`,
    );
    expect(termSql(counters.get('calls')!, () => 'none')).toBe(`signal = 'api_call'`);
  });

  it('settings changed come from the catalogue: the default one’s, and nothing where it names none', () => {
    expect(actionsIn(...countingOf(defaultCatalogue).metrics.settingsChanged)).toEqual(['settings_updated']);
    const { settings: _, ...totals } = forge.totals;
    const none = countingOf(defineCatalogue({ ...forge, totals })).metrics.settingsChanged;
    expect(actionsIn(...none)).toEqual([]);
  });
});
