import { MappingError, withMapping } from '../../db/mapping.ts';
import {
  type Relation,
  type RelationColumn,
  type RelationName,
  relationColumns,
  relationNames,
} from '../../db/relations.ts';
import { type Check, count, type Finding, fail, ok, warn } from './check.ts';

const KINDS: Partial<Record<RelationName, readonly string[]>> = {
  creditTransactions: ['purchase', 'subscription', 'referral_reward'],
  communityShares: ['session', 'media'],
};

/** What makes numbers wrong in relations, mapped or recorded. */
interface Faults {
  readonly rows: number;
  /** Rows whose id another row has too. */
  readonly repeated: number;
  readonly kinds: string[];
  /** Needed columns with a null, as far as they may have one. */
  readonly empty: string[];
  /** Columns with what recording would refuse, each with a number of rows. */
  readonly refused: Readonly<Record<string, number>> | null;
}

export const mapping: Check = {
  name: 'mapping',
  question: 'Can the mapped relations be read, and are their ids unique?',
  async run({ db, facts }) {
    const names = relationNames.filter((name) => facts?.[name] !== undefined);
    try {
      const { relations } = await withMapping(db, facts);
      const looked: [RelationName, Faults][] = [];
      for (const name of relationNames) {
        if (name === 'users' && !relations.users.host) continue;
        const relation: Relation =
          name === 'users' ? { mapped: true, sql: relations.users.host! } : relations[name];
        looked.push([name, await faultsOf(db.pool, name, relation)]);
      }
      return told(names, looked);
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
      return fail(
        error.problems.join('; '),
        "correct `facts` in joip-analytics.config.ts; without it the server doesn't start",
      );
    }
  },
};

function told(names: readonly RelationName[], looked: readonly [RelationName, Faults][]): Finding {
  const wrong = looked.flatMap(([name, { repeated, empty }]) => [
    ...(repeated > 0 ? [`${count(repeated, 'row')} of ${name} share an id with another`] : []),
    ...empty.map((column) => `${column} of ${name} is null in some rows`),
  ]);
  if (wrong.length > 0)
    return fail(
      wrong.join('; '),
      'give every row an id of its own and no null where one is needed: a join in a SELECT may repeat rows, ' +
        'so add `distinct` or `where … is not null`; of recorded facts, delete the one that is wrong',
    );
  const refused = looked.flatMap(([name, each]) =>
    Object.entries(each.refused ?? {}).map(([column, n]) => `${column} of ${name} in ${count(n, 'row')}`),
  );
  if (refused.length > 0)
    return warn(
      `what recording would refuse: ${refused.join('; ')}`,
      'mend them in the SELECT: ids are no blank and none of undefined, null, NaN, [object Object], . and .. ; ' +
        'currency takes an ISO 4217 code, such as USD; amount a whole number of minor units up to 2^53 - 1',
    );
  const odd = looked.flatMap(([name, { kinds }]) =>
    kinds.length > 0 ? [`${name}: ${kinds.join(', ')}`] : [],
  );
  if (odd.length > 0)
    return warn(
      `kinds that no report counts: ${odd.join('; ')}`,
      `translate them in the SELECT, such as case kind when 'topup' then 'purchase' end; known: ${Object.values(KINDS).flat().join(', ')}`,
    );
  if (names.length === 0) return ok('none is mapped; recorded facts have unique ids');
  const rows = looked
    .filter(([name]) => names.includes(name))
    .map(([name, f]) => `${name} ${count(f.rows, 'row')}`);
  return ok(rows.join(', '));
}

async function faultsOf(
  pool: { query(text: string): Promise<{ rows: unknown[] }> },
  name: RelationName,
  { sql, mapped }: Relation,
): Promise<Faults> {
  const needed = Object.entries<RelationColumn>(relationColumns[name])
    .filter(([, column]) => mapped && column.otherwise === undefined)
    .map(([column]) => column);
  const known = KINDS[name];
  const kinds = known
    ? `array_agg(distinct kind) filter (where kind not in ('${known.join("', '")}'))`
    : 'null';
  const { rows } = await pool.query(
    `select count(*) as rows, count(*) - count(distinct id) - count(*) filter (where id is null) as repeated,
       ${kinds} as kinds, array_remove(array[${needed
         .map((column) => `case when count(*) > count(${column}) then '${column}' end`)
         .join(', ')}]::text[], null) as empty, ${refusedIn(name, mapped)} as refused
     from ${sql} t`,
  );
  const found = rows[0] as Faults & { kinds: string[] | null };
  return { ...found, kinds: found.kinds ?? [] };
}

/** What is recorded was checked on its way in; of a mapped relation the same is asked here (docs/input.md). */
function refusedIn(name: RelationName, mapped: boolean): string {
  if (!mapped) return 'null';
  const ids = Object.keys(relationColumns[name]).filter(
    (column) => column === 'id' || column.endsWith('_id'),
  );
  const checks: [column: string, wrong: string][] = ids.map((column) => [
    column,
    `${column} ~* '^\\s*(undefined|null|nan|-?infinity|\\[object [^]]*\\]|\\.{1,2})?\\s*$' or length(${column}) > 200`,
  ]);
  if (name === 'creditTransactions')
    checks.push(
      ['currency', `currency !~ '^[A-Z]{3}$'`],
      ['amount', `abs(amount::numeric) > ${Number.MAX_SAFE_INTEGER}`],
    );
  const counts = checks.map(([column, wrong]) => `'${column}', nullif(count(*) filter (where ${wrong}), 0)`);
  return `nullif(jsonb_strip_nulls(jsonb_build_object(${counts.join(', ')})), '{}')`;
}
