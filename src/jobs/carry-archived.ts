import pg from 'pg';
import { type CatalogueInput, fold } from '../catalogue/index.ts';
import { archivedBefore } from '../db/archived.ts';
import { dailyColumns, type TallyColumn } from '../db/columns.ts';
import type { Database } from '../db/connect.ts';
import { dayOf } from '../db/days.ts';

export interface CarryOptions {
  catalogue: CatalogueInput;
  zone: string;
  /** The condition on a row that limits the recount to some users. */
  of: (row: string) => string;
  /** Columns of `user_daily_stats` to be filled from the values of days, since the log can not. */
  fill: ReadonlySet<string>;
}

/**
 * Puts what the log can no longer tell into the recounted tables as it is stored: days, values and rollups
 * of the time that retention has removed. What the log still tells stays recounted.
 */
export async function carryArchived(db: Database, client: pg.PoolClient, o: CarryOptions): Promise<void> {
  const features = await archivedBefore(db, client);
  if (features.size === 0) return;
  const actions = await archivedActions(db, client, o.catalogue, features);
  await client.query(
    'create temp table recount_archived (action text primary key, before timestamptz, day date) on commit drop',
  );
  await client.query(
    'insert into recount_archived select * from unnest($1::text[], $2::timestamptz[], $3::date[])',
    [
      [...actions.keys()],
      [...actions.values()].map((at) => new Date(at).toISOString()),
      [...actions.values()].map((at) => dayOf(at, o.zone)),
    ],
  );
  await client.query('analyze recount_archived');
  await carryDays(db, client, o, features, actions);
  for (const [kept, stored] of [
    ['recounted_values', storedValues(db.s, o.of('t'))],
    ['recounted_rollups', storedRollups(db.s)],
  ] as const) {
    const time = kept === 'recounted_values' ? 't.day < a.day' : 't.bucket < a.before';
    await client.query(
      `delete from ${kept} t using recount_archived a where t.action = a.action and ${time}`,
    );
    await client.query(`insert into ${kept} ${stored}`);
  }
}

/** Rows of actions that the catalogue has dropped are archived with their feature too. */
async function archivedActions(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  features: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ action: string; feature: string }>(
    `select distinct action, feature from ${db.s}.archived_counts where action <> ''`,
  );
  const pairs = [
    ...Object.entries(c.actions).map(([action, { feature }]) => ({ action, feature })),
    ...rows.filter(({ action }) => !Object.hasOwn(c.actions, action)),
  ];
  return new Map(
    pairs.flatMap(({ action, feature }) => {
      const at = features.get(feature);
      return at === undefined ? [] : [[action, at] as const];
    }),
  );
}

const storedValues = (s: string, of: string) => `
  select t.day, t.user_id, t.action, t.breakdown, t.value, t.n
  from ${s}.user_daily_values t join recount_archived a on a.action = t.action and t.day < a.day where ${of}`;

const storedRollups = (s: string) => `
  select t.grain, t.bucket, t.action, t.breakdown, t.value, t.internal, sum(t.n)::bigint
  from ${s}.activity_rollups t join recount_archived a on a.action = t.action and t.bucket < a.before
  group by 1, 2, 3, 4, 5, 6`;

/** Column by column, since one day's row holds features whose log goes back further than others'. */
async function carryDays(
  db: Database,
  client: pg.PoolClient,
  o: CarryOptions,
  features: ReadonlyMap<string, number>,
  actions: ReadonlyMap<string, number>,
): Promise<void> {
  const c = o.catalogue;
  const day = (at: number) => `date '${dayOf(at, o.zone)}'`;
  const end = day(Math.max(...features.values()));
  const before = (x: TallyColumn): number | undefined => {
    if (x.kind === 'action') return actions.get(x.name);
    const def = c.counters[x.name]!;
    const instants = [
      ...(def.signal ? [features.get(def.feature)] : []),
      ...(def.actions ?? []).map((action) => actions.get(action)),
    ].filter((at) => at !== undefined);
    return instants.length === 0 ? undefined : Math.max(...instants);
  };
  const spelt = o.fill.size === 0 ? [] : await storedSpellings(db, client);
  const columns = dailyColumns(c).map((x) => {
    const at = before(x);
    const stored =
      x.kind === 'counter' && o.fill.has(`user_daily_stats.${x.column}`)
        ? fromValues(db.s, c, x.name, spelt)
        : `s."${x.column}"`;
    const value =
      at === undefined
        ? `r."${x.column}"`
        : `case when day < ${day(at)} then ${stored} else r."${x.column}" end`;
    return { name: `"${x.column}"`, value };
  });
  await client.query(`
create temp table recount_carried on commit drop as
select day, user_id, coalesce(s.activities, r.activities) as activities,
  ${columns.map(({ name, value }) => `(${value})::int as ${name}`).join(', ')}
from (select t.* from ${db.s}.user_daily_stats t where t.day < ${end} and ${o.of('t')}) s
full join (select * from recounted_days where day < ${end}) r using (day, user_id)`);
  await client.query(`delete from recounted_days where day < ${end}`);
  const names = ['day', 'user_id', 'activities', ...columns.map(({ name }) => name)].join(', ');
  await client.query(`insert into recounted_days (${names}) select ${names} from recount_carried`);
}

interface Spelling {
  readonly breakdown: string;
  readonly value: string;
}

/** What values are stored as: folded here, since a database folds by its locale. */
async function storedSpellings(db: Database, client: pg.PoolClient): Promise<Spelling[]> {
  const { rows } = await client.query<Spelling>(
    `select distinct breakdown, value from ${db.s}.user_daily_values`,
  );
  return rows;
}

/** A counter that came after the log had gone: its days are the sum of the values that it asks for. */
function fromValues(s: string, c: CatalogueInput, counter: string, spelt: readonly Spelling[]): string {
  const { actions = [], where = {} } = c.counters[counter]!;
  const [breakdown, asked] = Object.entries(where)[0]!;
  const values = spelt.filter((each) => each.breakdown === breakdown && fold(each.value) === fold(asked));
  const list = (texts: readonly string[]) => texts.map((text) => pg.escapeLiteral(text)).join(', ') || 'null';
  return `(select nullif(sum(v.n), 0) from ${s}.user_daily_values v
    where v.day = s.day and v.user_id = s.user_id and v.action in (${list(actions)})
      and v.breakdown = ${pg.escapeLiteral(breakdown)}
      and v.value in (${list(values.map(({ value }) => value))}))`;
}
