import { LIKER_STEPS, type LikerStep } from '../../../contract/families/platform/liker-steps.ts';
import { compact, oneOf, type Raw, text, whole } from './search.ts';
import { type ChartSearch, chartSearch } from './views.ts';

export interface CommunitySearch extends ChartSearch {
  /** What likes are told apart by; by kind where it isn't there. */
  likesBy?: 'owner' | 'week' | 'month';
  /** Only what was made in so many days from the one of the first like. */
  within?: number;
  /** The number whose people are listed, and of which row. */
  liker?: LikerStep;
  key?: string;
}

export const communitySearch = (raw: Raw): CommunitySearch =>
  compact({
    ...chartSearch(raw),
    likesBy: oneOf(raw, 'likesBy', ['owner', 'week', 'month']),
    within: whole(raw, 'within'),
    liker: oneOf(raw, 'liker', LIKER_STEPS),
    key: text(raw, 'key'),
  });
