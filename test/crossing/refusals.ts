import type { Facts } from './oracle/matching.ts';
import type { Range } from './oracle/range.ts';
import type { Question } from './questions.ts';

/** What may be refused: everything else is answered. */
interface Refusal {
  /** Why it can't be told. */
  readonly reason: string;
  /** What the answer must name. */
  readonly parameter: string;
  readonly says: RegExp;
  /** Which questions it is of. */
  is(f: Facts, q: Question, range: Range): boolean;
}

export const REFUSALS: readonly Refusal[] = [
  {
    reason: 'one user asked about anonymously: the pseudonym would hide nobody',
    parameter: 'userId',
    says: /anonymize/,
    is: (_, { params }) => params.anonymize === 'true' && params.userId !== undefined,
  },
  {
    reason: 'a search asked anonymously: it would tell who a pseudonym stands for',
    parameter: 'search',
    says: /anonymize/,
    is: (_, { params }) => params.anonymize === 'true' && params.search !== undefined,
  },
  {
    reason: 'anonymous groups by user: each would be one person',
    parameter: 'groupBy',
    says: /user/,
    is: (_, { params }) =>
      params.anonymize === 'true' && (params.groupBy?.split(',').includes('user') ?? false),
  },
];

export const refusalOf = (f: Facts, q: Question, range: Range): Refusal | undefined =>
  REFUSALS.find((refusal) => refusal.is(f, q, range));
