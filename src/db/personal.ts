import type { Tables } from './schema/index.ts';

/**
 * Every table of the schema, and what it holds of users: the one list that the export of a user and their erasure
 * are made from. A new table doesn't compile until it stands here, and in what each of them does with it.
 *
 * `rows`: rows of one user each, by `user_id`: exported, and removed whole. `kept`: by number, among others':
 * exported, and nobody's after an erasure. `profile`, `letters`, `facts` and `mentions` (texts of others that may
 * name a user) have their own code in both. `names`: what the audit log's tokens
 * stand for; erased, and told by `audit list --target`. Everything else holds nobody: `nobody`.
 */
export const PERSONAL = {
  users: 'profile',
  usageStats: 'rows',
  activityLog: 'rows',
  activityPending: 'rows',
  openingBalances: 'rows',
  userSignals: 'rows',
  chronicleKept: 'kept',
  deadLetters: 'letters',
  creditTransactions: 'facts',
  referrals: 'facts',
  communityShares: 'facts',
  communityLikes: 'facts',
  annotations: 'mentions',
  savedViews: 'mentions',
  segments: 'mentions',
  auditSubjects: 'names',
  /** Tokens, which lead to nobody once their names are erased. */
  auditLog: 'nobody',
  auditAnchors: 'nobody',
  auditSignings: 'nobody',
  /** User numbers, of which `users` told the id. */
  chronicleBlocks: 'nobody',
  erasedNumbers: 'nobody',
  chronicleLock: 'nobody',
  /** Values of breakdowns. */
  activityKinds: 'nobody',
  /** A keyed hash. */
  erasedUsers: 'nobody',
  /** Operators, who are no users. */
  operators: 'nobody',
  operatorPreferences: 'nobody',
  operatorAccounts: 'nobody',
  operatorSessions: 'nobody',
  operatorSecondFactors: 'nobody',
  operatorChallenges: 'nobody',
  signInLinks: 'nobody',
  signInFailures: 'nobody',
  apiKeys: 'nobody',
  /** This installation itself. */
  meta: 'nobody',
  writeGuard: 'nobody',
  catalogueColumns: 'nobody',
  importRuns: 'nobody',
  jobRuns: 'nobody',
} as const satisfies Record<
  keyof Tables,
  'rows' | 'kept' | 'profile' | 'letters' | 'facts' | 'mentions' | 'names' | 'nobody'
>;

type Names<How extends string> = {
  [Name in keyof typeof PERSONAL]: (typeof PERSONAL)[Name] extends How ? Name : never;
}[keyof typeof PERSONAL];

/** Tables that the export of a user reads. */
export type ExportedTable = Names<'rows' | 'kept' | 'profile' | 'letters' | 'facts' | 'mentions'>;
export type RowsTable = Names<'rows'>;

/** Tables whose rows are a user's and nobody else's. */
export const ROWS_TABLES = (Object.keys(PERSONAL) as (keyof typeof PERSONAL)[]).filter(
  (name): name is RowsTable => PERSONAL[name] === 'rows',
);
