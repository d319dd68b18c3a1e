import { countingOf, type Term } from './counting.ts';
import type { CatalogueInput, TotalName } from './define.ts';

/** What a catalogue calls its headline metrics; empty for one that it has nothing for. */
export function totalLabels(c: CatalogueInput): Record<TotalName, string> {
  const { metrics } = countingOf(c);
  const sessions = c.totalLabels?.sessions ?? nameOf(metrics.sessions, c);
  return {
    sessions,
    totalSessions: sessions && `${sessions}, all time`,
    media: nameOf(metrics.media, c),
    mediaUploads: nameOf(metrics.mediaUploads, c),
    captionGenerations: nameOf(metrics.captionGenerations, c),
    allCaptions: nameOf(metrics.allCaptions, c),
    compositions: nameOf(metrics.compositions, c),
    ...c.totalLabels,
  };
}

/** By the counter of the same actions; where some are taken off, by the feature that they are all of. */
function nameOf(terms: readonly Term[], c: CatalogueInput): string {
  const added = terms.filter(({ weight }) => weight > 0).flatMap(({ actions }) => actions);
  const all = terms.flatMap(({ actions }) => actions);
  const features = new Set(all.map((action) => c.actions[action]!.feature));
  const [feature] = features;
  if (feature && all.length > added.length && features.size === 1) return c.features[feature]!.label;
  const counter = Object.values(c.counters).find(
    ({ actions = [], where }) => !where && actions.length > 0 && same(actions, added),
  );
  return counter?.label ?? added.map((action) => c.actions[action]!.label).join(' + ');
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each) => b.includes(each));
