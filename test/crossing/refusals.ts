import { groupedByDetail, type Open } from './oracle/retention.ts';
import type { Params, Question, View } from './questions.ts';

/** What may be refused: everything else is answered. */
export interface Refusal {
  /** Why it can't be told. */
  readonly reason: string;
  /** The answer must name one of these. */
  readonly parameters: readonly string[];
  readonly says: RegExp;
  /** It depends on more than a question tells whether it is refused. */
  readonly maybe?: true;
}

const TABLE: readonly (Refusal & { is(q: Params, view: View): boolean })[] = [
  {
    reason: 'a summary without individuals asked about one: it would be of that person',
    parameters: ['userId', 'search'],
    says: /./,
    is: (q, view) => view === 'summary' && (q.userId !== undefined || q.search !== undefined),
  },
  {
    reason: 'one user asked about anonymously: the pseudonym would hide nobody',
    parameters: ['userId'],
    says: /anonymize/,
    is: (q) => q.anonymize === 'true' && q.userId !== undefined,
  },
  {
    reason: 'a search asked anonymously: it would tell who a pseudonym stands for',
    parameters: ['search'],
    says: /anonymize/,
    is: (q) => q.anonymize === 'true' && q.search !== undefined,
  },
  {
    reason:
      'anonymous rows of those who joined beside totals of all: their difference would tell of the others',
    parameters: ['joined'],
    says: /anonymize/,
    is: (q) => q.anonymize === 'true' && q.joined !== undefined,
  },
  {
    reason: 'anonymous groups by user: each would be one person',
    parameters: ['groupBy'],
    says: /user/,
    is: (q) => q.anonymize === 'true' && (q.groupBy?.split(',').includes('user') ?? false),
  },
  {
    reason: 'anonymous groups by what single activities say, which may name somebody',
    parameters: ['groupBy'],
    says: /may name somebody/,
    is: (q) => q.anonymize === 'true' && groupedByDetail(q),
  },
  {
    reason: 'anonymous rows sorted by a number that is hidden: their order would tell it',
    parameters: ['sortBy'],
    says: /null here/,
    maybe: true,
    is: (q) => q.anonymize === 'true' && q.sortBy !== undefined,
  },
];

export const refusalsOf = ({ params, view }: Question): Refusal[] =>
  TABLE.filter((refusal) => refusal.is(params, view));

/** What retention has removed; `oracle/retention.ts` tells of which questions. */
export const removalOf = ({ why, parameters }: NonNullable<Open['refused']>): Refusal => ({
  reason: why,
  parameters,
  says: /retention has removed .* the earliest instant that can be served is/,
});
