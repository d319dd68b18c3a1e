/**
 * The platform's facts as relations that reports read: our own table, or the administrator's SELECT over
 * the platform's tables. Either way the same column names and types.
 */

export interface Relation {
  /** Read from the platform's own tables: nothing of it is ours to write or erase. */
  readonly mapped: boolean;
  /** A table or a subquery, to be given an alias: `from ${relation.sql} t`. */
  readonly sql: string;
}

export interface UsersRelation extends Relation {
  /** The platform's accounts alone, as `(select …)`; null where not mapped. */
  readonly host: string | null;
  /** The mapping tells who is internal. */
  readonly tellsInternal: boolean;
}

export interface Relations {
  /**
   * Our accounts with their profile. Whoever asks only for `user_no` or `internal` reads our table instead:
   * both are kept there in either case.
   */
  readonly users: UsersRelation;
  readonly creditTransactions: Relation;
  readonly referrals: Relation;
  readonly communityShares: Relation;
  readonly communityLikes: Relation;
}

export type RelationName = keyof Relations;

/**
 * A SELECT over the platform's own tables for each relation that is read from there. Columns as in
 * `relationColumns`; ids may be text, uuid or whole numbers, instants are timestamptz.
 *
 * @example
 * const facts: FactsMapping = {
 *   users: `select id, email, name, created_at at time zone 'UTC' as created_at from public.users`,
 * };
 */
export type FactsMapping = Readonly<Partial<Record<RelationName, string>>>;

/** `text` takes anything that reads as text, uuid and whole numbers among it; `instant` only timestamptz. */
export type ColumnKind = 'text' | 'whole' | 'instant' | 'flag';

export interface RelationColumn {
  readonly kind: ColumnKind;
  /** What stands in where the SELECT has no such column; without it the column is needed. */
  readonly otherwise?: string;
}

const need = (kind: ColumnKind): RelationColumn => ({ kind });
const maybe = (kind: ColumnKind, otherwise: string): RelationColumn => ({ kind, otherwise });
const TEXT = maybe('text', 'null::text');
const INSTANT = maybe('instant', 'null::timestamptz');

/** What a SELECT may give, relation by relation. */
export const relationColumns = {
  users: {
    id: need('text'),
    email: TEXT,
    name: TEXT,
    avatar_url: TEXT,
    role: TEXT,
    internal: maybe('flag', 'null::boolean'),
    created_at: INSTANT,
    deleted_at: INSTANT,
  },
  creditTransactions: {
    id: need('text'),
    user_id: need('text'),
    kind: need('text'),
    amount: need('whole'),
    currency: need('text'),
    credits: maybe('whole', '0'),
    created_at: need('instant'),
  },
  referrals: {
    id: need('text'),
    referrer_id: need('text'),
    referee_id: need('text'),
    code: maybe('text', `''::text`),
    credit_reward: maybe('whole', '0'),
    created_at: need('instant'),
  },
  communityShares: {
    id: need('text'),
    owner_id: need('text'),
    kind: need('text'),
    shared_at: need('instant'),
    removed_at: INSTANT,
  },
  communityLikes: {
    id: need('text'),
    user_id: need('text'),
    share_id: need('text'),
    created_at: need('instant'),
    removed_at: INSTANT,
  },
} as const satisfies Record<RelationName, Readonly<Record<string, RelationColumn>>>;

export const relationNames = Object.keys(relationColumns) as RelationName[];

const tableNames: Readonly<Record<RelationName, string>> = {
  users: 'users',
  creditTransactions: 'credit_transactions',
  referrals: 'referrals',
  communityShares: 'community_shares',
  communityLikes: 'community_likes',
};

/** A SELECT that was looked at, with the columns that it gives. */
export interface MappedSelect {
  readonly sql: string;
  readonly columns: ReadonlySet<string>;
}

/** @param s the schema as a quoted identifier */
export function relationsIn(
  s: string,
  mapped: Readonly<Partial<Record<RelationName, MappedSelect>>> = {},
): Relations {
  const relation = (name: RelationName): Relation => {
    const select = mapped[name];
    return select
      ? { mapped: true, sql: hostSql(name, select) }
      : { mapped: false, sql: `${s}.${tableNames[name]}` };
  };
  return {
    users: usersIn(s, mapped.users),
    creditTransactions: relation('creditTransactions'),
    referrals: relation('referrals'),
    communityShares: relation('communityShares'),
    communityLikes: relation('communityLikes'),
  };
}

/** The SELECT under our column names: ids as text, what it doesn't give as its stand-in. */
function hostSql(name: RelationName, { sql, columns }: MappedSelect): string {
  const wanted = Object.entries<RelationColumn>(relationColumns[name]).map(([column, { kind, otherwise }]) =>
    columns.has(column) ? `${readAs(name, column, kind)} as ${column}` : `${otherwise} as ${column}`,
  );
  return `(select ${wanted.join(', ')} from (\n${sql}\n) host)`;
}

/** A currency counts however it is written: `usd ` is USD, as it would have to be recorded. */
function readAs(name: RelationName, column: string, kind: ColumnKind): string {
  if (name === 'creditTransactions' && column === 'currency')
    return `upper(btrim(host.currency::text) collate "C")`;
  return `host.${column}${kind === 'text' ? '::text' : ''}`;
}

const PROFILE = ['email', 'name', 'avatar_url', 'role', 'deleted_at'] as const;

/**
 * Our account beside the platform's: who is known there has their profile from there, everybody else what
 * was recorded of them. Accounts of the platform are brought into our table before a report (`syncUsers`).
 */
function usersIn(s: string, select: MappedSelect | undefined): UsersRelation {
  if (!select) return { mapped: false, sql: `${s}.users`, host: null, tellsInternal: false };
  const host = hostSql('users', select);
  const from = (column: string) => `case when m.id is null then o.${column} else m.${column} end`;
  return {
    mapped: true,
    host,
    tellsInternal: select.columns.has('internal'),
    sql: `(select o.id, o.user_no, ${PROFILE.map((column) => `${from(column)} as ${column}`).join(', ')},
      o.identified or m.id is not null as identified, o.internal, ${from('created_at')} as created_at,
      o.first_seen_at, coalesce(${from('created_at')}, o.first_seen_at) as joined_at
      from ${s}.users o left join ${host} m on m.id = o.id)`,
  };
}
