import type { Question } from './questions.ts';

/** Crossings whose right answer is still to come; this list shrinks to nothing. */
const NOT_YET: Readonly<Record<string, (q: Question) => boolean>> = {
  'filters of the summary': ({ view, params }) =>
    view === 'summary' &&
    Object.keys(params).some((name) => ['theme', 'layout', 'details', 'userId', 'search'].includes(name)),
  'groups by any detail': ({ params }) =>
    /title|mediaType|captionLength|subreddits/.test(params.groupBy ?? ''),
  'an element of a list': ({ params }) => params.details?.subreddits !== undefined,
  'what retention leaves': ({ retained, view }) =>
    retained && !['communityStats', 'communityShares', 'communityLikes', 'creditTransactions'].includes(view),
  anonymised: ({ params }) => params.anonymize !== undefined,
};

export const isNotYet = (question: Question): boolean => Object.values(NOT_YET).some((is) => is(question));
