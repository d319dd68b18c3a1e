import { type RangeSearch, rangeSearch } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';
import { type WhomSearch, whomSearch } from '../whom.ts';

/** Which way people went, and whose way is opened. */
export interface PathsSearch extends RangeSearch, WhomSearch {
  direction?: 'before';
  /** As the API takes it; a visit where it isn't there. */
  anchor?: string;
  steps?: number;
  nodes?: 'feature';
  within?: string;
  repeats?: 'keep';
  count?: 'tries';
  most?: number;
  /** Whose list is opened, and of which way: its steps with `;` between, none at the beginning. */
  who?: 'went' | 'ended' | 'other';
  path?: string;
}

export const pathsSearch = (raw: Raw): PathsSearch =>
  compact<PathsSearch>({
    ...rangeSearch(raw),
    ...whomSearch(raw),
    direction: oneOf(raw, 'direction', ['before']),
    anchor: text(raw, 'anchor', 1_000),
    steps: whole(raw, 'steps'),
    nodes: oneOf(raw, 'nodes', ['feature']),
    within: text(raw, 'within'),
    repeats: oneOf(raw, 'repeats', ['keep']),
    count: oneOf(raw, 'count', ['tries']),
    most: whole(raw, 'most'),
    who: oneOf(raw, 'who', ['went', 'ended', 'other']),
    path: text(raw, 'path', 4_000),
  });
