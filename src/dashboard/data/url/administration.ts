import { type RangeSearch, rangeSearch } from './range.ts';
import { compact, oneOf, type Raw, text } from './search.ts';

export interface SystemSearch extends RangeSearch {
  /** Dead letters of this reason alone. */
  reason?: string;
}

export const SUBJECTS = ['person', 'change'] as const;
export const OUTCOMES = ['denied', 'failed', 'unfinished', 'answered'] as const;

export interface AuditSearch extends RangeSearch {
  actor?: string;
  endpoint?: string;
  /** Id of the user that was looked at. */
  target?: string;
  about?: (typeof SUBJECTS)[number];
  outcome?: (typeof OUTCOMES)[number];
}

export const auditSearch = (raw: Raw): AuditSearch =>
  compact({
    ...rangeSearch(raw),
    actor: text(raw, 'actor'),
    endpoint: text(raw, 'endpoint'),
    target: text(raw, 'target'),
    about: oneOf(raw, 'about', SUBJECTS),
    outcome: oneOf(raw, 'outcome', OUTCOMES),
  });
