import type pg from 'pg';
import { actorOf, type Principal } from '../../auth/index.ts';
import type { CatalogueInput } from '../../catalogue/index.ts';
import type { segmentsRoutes } from '../../contract/families/segments/routes.ts';
import { readRules, ruleNames, rulesText, type Segment, slugOf } from '../../contract/index.ts';
import { type Database, type Queryable, transaction } from '../../db/connect.ts';
import { bumpCacheEpoch } from '../../db/meta.ts';
import { foldText } from '../../db/search-fold.ts';
import { type Sql, sql, statement } from '../../db/sql.ts';
import { BadRequest, NotFound } from '../../reports/errors.ts';
import { HttpError } from '../errors.ts';
import type { HandlersOf } from '../handler.ts';

// Segments go where the numbers come from: those on the sample platform stay in its own database.

/** Segments at most. */
const MOST = 200;

interface Row extends Omit<Segment, 'createdAt' | 'author'> {
  readonly authorEmail: string | null;
  readonly createdAt: Date;
}

const told = ({ authorEmail, createdAt, ...row }: Row): Segment => ({
  ...row,
  author: authorEmail,
  createdAt: createdAt.toISOString(),
});

const ask = async <T>(client: Queryable, asked: Sql) =>
  (await (client as pg.Pool).query(statement(asked))).rows as T[];

const COLUMNS = sql`slug, version, name, rules, timezone, author_email as "authorEmail", created_at as "createdAt"`;

const versionsOf = (client: Queryable, { tables }: Database, slug: string) =>
  ask<Row>(client, sql`select ${COLUMNS} from ${tables.segments} where slug = ${slug} order by version desc`);

async function known(client: Queryable, db: Database, slug: string): Promise<Row[]> {
  const versions = await versionsOf(client, db, slug);
  if (versions.length === 0) throw new NotFound('There is no segment of this name.');
  return versions;
}

/** In the one spelling that equal rules share. */
function spelt(c: CatalogueInput, text: string): string {
  const rules = readRules(ruleNames(c), text);
  if (typeof rules === 'string') throw new BadRequest({ rules });
  return rulesText(rules);
}

type Version = Pick<Segment, 'slug' | 'version' | 'name' | 'rules' | 'timezone'>;

const emailOf = (principal: Principal) =>
  principal.kind === 'operator' ? principal.email : `API key ${principal.name}`;

/** @throws HttpError where somebody else made the same version */
async function add(
  client: pg.PoolClient,
  db: Database,
  { slug, version, name, rules, timezone }: Version,
  by: { readonly principal: Principal; readonly now: number },
): Promise<Segment> {
  const { principal, now } = by;
  const rows = await ask<Row>(
    client,
    sql`insert into ${db.tables.segments} (slug, version, name, rules, timezone, author, author_email, created_at)
      values (${slug}, ${version}, ${name}, ${rules}, ${timezone}::text, ${actorOf(principal)},
        ${emailOf(principal)}, ${new Date(now).toISOString()})
      on conflict do nothing returning ${COLUMNS}`,
  );
  if (rows.length === 0)
    throw new HttpError(
      409,
      version === 1
        ? `There is a segment ${slug} already: take another slug, or change that one.`
        : 'Somebody else changed it at the same moment: look at it, then try again.',
    );
  // What was answered by the version before is no answer any more.
  await bumpCacheEpoch(db, client);
  return told(rows[0]!);
}

const byName = (a: Segment, b: Segment) => {
  const [x, y] = [foldText(a.name), foldText(b.name)];
  return x < y ? -1 : x > y ? 1 : a.slug < b.slug ? -1 : 1;
};

export const segmentsHandlers: HandlersOf<typeof segmentsRoutes> = {
  segments: {
    async run({ view: { db } }) {
      const rows = await ask<Row>(
        db.pool,
        sql`select distinct on (slug) ${COLUMNS} from ${db.tables.segments} order by slug, version desc`,
      );
      return { body: { segments: rows.map(told).sort(byName) }, rows: rows.length };
    },
  },
  segmentVersions: {
    target: 'slug',
    async run({ view: { db }, params }) {
      const versions = (await known(db.pool, db, params.slug)).map(told);
      return { body: { versions }, rows: versions.length };
    },
  },
  saveSegment: {
    noted: ({ slug, name, rules }) => ({ slug: slug ?? slugOf(name), name, rules }),
    async run({ view: { db, catalogue }, body, principal, services }) {
      const { name, timezone } = body;
      const slug = body.slug ?? slugOf(name);
      if (slug === '')
        throw new BadRequest({ slug: 'is needed beside a name without a letter from a to z or a digit' });
      const rules = spelt(catalogue, body.rules);
      const segment = await transaction(db, async (client) => {
        const rows = await ask<{ n: number }>(
          client,
          sql`select count(distinct slug)::int as n from ${db.tables.segments}`,
        );
        if (rows[0]!.n >= MOST)
          throw new HttpError(409, `There are ${MOST} segments, which is the most: remove one first.`);
        const by = { principal: principal!, now: services.now() };
        return add(client, db, { slug, version: 1, name, rules, timezone }, by);
      });
      return { status: 201, body: { segment } };
    },
  },
  changeSegment: {
    target: 'slug',
    noted: (body) => body,
    async run({ view: { db, catalogue }, body, params, principal, services }) {
      const segment = await transaction(db, async (client) => {
        const [last] = await known(client, db, params.slug);
        const { name, timezone } = { ...last!, ...body };
        const rules = body.rules === undefined ? last!.rules : spelt(catalogue, body.rules);
        if (name === last!.name && timezone === last!.timezone && rules === last!.rules) return told(last!);
        const next = { slug: last!.slug, version: last!.version + 1, name, rules, timezone };
        return add(client, db, next, { principal: principal!, now: services.now() });
      });
      return { body: { segment } };
    },
  },
  removeSegment: {
    target: 'slug',
    async run({ view: { db }, params }) {
      await transaction(db, async (client) => {
        await known(client, db, params.slug);
        await ask(client, sql`delete from ${db.tables.segments} where slug = ${params.slug}`);
        await bumpCacheEpoch(db, client);
      });
      return {};
    },
  },
};
