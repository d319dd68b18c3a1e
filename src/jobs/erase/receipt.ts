import type { RelationName, Relations } from '../../db/relations.ts';

/** What an erasure did. It names nobody: the id is in it as little as anywhere else. */
export interface Receipt {
  /** ISO 8601, of the first erasure. */
  readonly erasedAt: string;
  /** Rows removed, by table. */
  readonly removed: Readonly<Record<string, number>>;
  /** Rows of others that named the user and now carry an alias, by table. */
  readonly redacted: Readonly<Record<string, number>>;
  /** What stays, without anything that leads to the user. */
  readonly anonymous: readonly string[];
  readonly notes: readonly string[];
}

export const ANONYMOUS: readonly string[] = [
  'activity: how often each action was done, with the values of its breakdowns, by quarter of an hour, or by day where ' +
    'retention had removed it; together with that of others who were erased (chronicle_kept)',
  'API calls and minutes of presence: by hour, or by day, likewise',
  'credit transactions: amounts by quarter of an hour, kind and currency',
  'referrals, shares and likes: that they were made, by quarter of an hour',
];

const NOTES: readonly string[] = [
  'The number that stood for the user in stored columns (chronicle_blocks, chronicle_kept) leads to nobody. Reports pass ' +
    'it over at once; it is taken out of the stored bytes right after the erasure, or by a running server within minutes.',
  'Distinct-user counts of past ranges may fall: the user is no longer told apart.',
  'Activity of the user that still comes in is counted as late and not kept.',
  'Backups made before hold the user until they are deleted; erase again after restoring one.',
];

/** What an erasure can't reach, and who can. */
const OUT_OF_REACH: readonly string[] = [
  "Files aren't reached: exports and downloads, rows that imports refused (in the folder `refused` of the data " +
    'folder, or where --refused put them) and the files imported from, ' +
    'logs of the host and its proxies, and what the SDK still keeps on other machines. Delete them there.',
  'Ids of sessions and media stay as the platform made them, also where one holds the id of a user; free texts in details ' +
    'are searched for the e-mail and for the id as a whole value, not for names.',
  'An account of an operator is no user: where it has the same e-mail, it stays (`joip-analytics operator remove`).',
];

const WHERE: Record<RelationName, string> = {
  users: 'users',
  creditTransactions: 'credit transactions',
  referrals: 'referrals',
  communityShares: 'shares',
  communityLikes: 'likes',
};

/** What to know of an erasure: where platform tables are read (`facts`), these are the platform's to erase. */
export function notesFor(relations: Relations): string[] {
  const mapped = (Object.keys(WHERE) as RelationName[]).filter((name) => relations[name].mapped);
  const there = mapped.map((name) => WHERE[name]).join(', ');
  return [
    ...NOTES,
    ...OUT_OF_REACH,
    ...(mapped.length > 0
      ? [`Read from the platform's own tables, where they stay until the platform erases them: ${there}.`]
      : []),
  ];
}

/** Adds what a later erasure of the same user found, such as rows of a transaction that was open at the first. */
export function mergeReceipts(first: Receipt, later: Receipt): Receipt {
  return {
    ...first,
    removed: added(first.removed, later.removed),
    redacted: added(first.redacted, later.redacted),
  };
}

function added(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) {
  const sum = { ...a };
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n;
  return sum;
}
