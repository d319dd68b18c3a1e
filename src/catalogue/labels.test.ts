import { expect, it } from 'vitest';
import { defaultCatalogue } from './default.ts';
import { type CatalogueInput, defineCatalogue } from './define.ts';
import { inLanguage } from './labels.ts';
import { totalLabels } from './total-labels.ts';

const forge = {
  name: 'forge',
  features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' } },
  actions: { commit: { feature: 'changes', label: 'Commit', details: { topic: 'text' } } },
  counters: { commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true } },
  breakdowns: { topic: { label: 'Topic', actions: ['commit'], values: { feat: 'Feature', fix: 'Fix' } } },
  totals: {
    sessions: ['commit'],
    mediaAdded: [],
    mediaRemoved: [],
    captions: [],
    allCaptions: [],
    compositions: [],
  },
} as const;

it('reads another catalogue in a language: its labels where there are some, its own elsewhere', () => {
  const c = defineCatalogue({
    ...forge,
    labels: { de: { counters: { commits: 'Änderungen' }, values: { topic: { feat: 'Funktion' } } } },
  });
  const german = inLanguage(c, 'de');
  expect(german.counters.commits?.label).toBe('Änderungen');
  expect(german.actions.commit?.label).toBe('Commit');
  expect(german.breakdowns.topic?.values).toEqual({ feat: 'Funktion', fix: 'Fix' });
  // What a total is called follows the counter that it adds up.
  expect(totalLabels(german).sessions).toBe('Änderungen');
  expect(inLanguage(c, 'fr')).toBe(c);
  expect(inLanguage(c, 'toString')).toBe(c);
});

it('names what labels are for that has none', () => {
  const labels = { de: { details: {} } } as CatalogueInput['labels'] & object;
  expect(() => defineCatalogue({ ...forge, labels })).toThrow(
    'labels.de.details is unknown; takes features, actions, counters, breakdowns, values, lists, totals',
  );
});

it('has labels left over where a catalogue is made of another, and leaves things out', () => {
  const { captionThemeJoi: _, ...counters } = defaultCatalogue.counters;
  const { theme, ...breakdowns } = defaultCatalogue.breakdowns;
  const fewer = { ...theme, values: { joi: 'JOI' } };
  const c = inLanguage(
    defineCatalogue({ ...defaultCatalogue, counters, breakdowns: { ...breakdowns, theme: fewer } }),
    'de',
  );
  expect(c.counters).not.toHaveProperty('captionThemeJoi');
  expect(c.breakdowns.theme?.values).toEqual({ joi: 'JOI' });
  expect(c.counters.loginCount?.label).toBe('Anmeldungen');
});

it('names everything of the default catalogue in German, but names that are the same', () => {
  const same = (part: 'features' | 'actions' | 'counters' | 'breakdowns' | 'lists') => {
    const german = inLanguage(defaultCatalogue, 'de')[part] ?? {};
    const english: Readonly<Record<string, { label: string }>> = defaultCatalogue[part];
    return Object.entries(german)
      .filter(([name, { label }]) => label === english[name]?.label)
      .map(([name]) => name);
  };
  expect(same('features')).toEqual(['babecock_studio', 'community']);
  expect(same('actions')).toEqual([]);
  expect(same('counters')).toEqual([]);
  expect(same('breakdowns')).toEqual(['layout']);
  expect(same('lists')).toEqual([]);
});

it('leaves what is counted as it is, so that nothing has to be rebuilt', () => {
  const { labels: _, ...bare } = defaultCatalogue;
  expect(defineCatalogue(bare).fingerprint).toBe(defaultCatalogue.fingerprint);
});
