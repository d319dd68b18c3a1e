import type {
  CommunityLikes,
  CommunityLikesQuery,
  CommunityShares,
  CommunitySharesQuery,
} from '../../contract/index.ts';
import { raw, type Sql, sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import { instantOf, LISTED } from '../range/period.ts';
import { type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { COMMUNITY, liked, likedOwner, standing } from './community-facts.ts';
import { type FactList, factPage, factTotals, filtersIn, matching } from './fact-page.ts';
import { factPeople } from './fact-people.ts';
import { boundsOf, instant, within, withoutInternal } from './fact-range.ts';

type Plain<Query> = Omit<Query, 'format' | 'columns' | 'bom'>;
type Asked = Plain<CommunitySharesQuery> & Plain<CommunityLikesQuery>;

interface Row {
  readonly id: string;
  readonly userId: string;
  /** Of a like alone. */
  readonly ownerId?: string | null;
  readonly timestamp: Date;
}

/**
 * GET /community/shares: the shares that /community/stats counts, latest first.
 *
 * @throws BadRequest for a range that can't be served or a foreign cursor
 */
export async function shares(
  ctx: ReportContext,
  query: Plain<CommunitySharesQuery>,
): Promise<CommunityShares> {
  const { rows, ...rest } = await listed<Row & { kind: string }>(ctx, query, (r, scope, end) => ({
    relation: r.from.communityShares,
    select: sql`t.id, t.owner_id as "userId", t.kind, t.shared_at as timestamp`,
    when: 'shared_at',
    tie: 'owner_id',
    where: [
      // Another kind is none that is counted.
      query.kind ? sql`t.kind = ${query.kind}` : sql`t.kind in ('session', 'media')`,
      ...(query.liked ? [liked(r, scope, end, 't')] : []),
    ],
  }));
  return { shares: rows.map(({ ownerName: _, ownerId: __, ...share }) => share), ...rest };
}

/**
 * GET /community/likes: the likes that /community/stats counts, latest first.
 *
 * @throws BadRequest for a range that can't be served or a foreign cursor
 */
export async function likes(ctx: ReportContext, query: Plain<CommunityLikesQuery>): Promise<CommunityLikes> {
  const share = (r: ReportReader, column: string) =>
    sql`(select s.${raw(column)} from ${r.from.communityShares} s where s.id = t.share_id limit 1)`;
  const { rows, ...rest } = await listed<
    Row & { shareId: string; ownerId: string | null; kind: string | null }
  >(ctx, query, (r, scope) => ({
    relation: r.from.communityLikes,
    select: sql`t.id, t.user_id as "userId", t.share_id as "shareId", ${share(r, 'owner_id')} as "ownerId",
      ${share(r, 'kind')} as kind, t.created_at as timestamp`,
    when: 'created_at',
    tie: 'user_id',
    where: [
      likedOwner(r, scope),
      ...(query.ownerId === undefined
        ? []
        : [
            sql`t.share_id in (select s.id from ${r.from.communityShares} s where s.owner_id = ${query.ownerId})`,
          ]),
    ],
  }));
  return { likes: rows, ...rest };
}

/** @param end when what is listed stands */
type ListOf = (r: ReportReader, scope: ReadScope, end: Sql) => FactList;

function listed<R extends Row>(ctx: ReportContext, query: Asked, listOf: ListOf) {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    // What the statistics count, so that `period=all` begins where their numbers do.
    const range = await rangeOf(r, { ...query, ...LISTED }, scope, COMMUNITY);
    const bounds = boundsOf([range]);
    const end =
      query.asOf === undefined ? bounds.end : instant(instantOf('asOf', query.asOf, range.timezone, 1));
    const own = listOf(r, scope, end);
    const person = `t.${own.tie}`;
    const where = [
      ...own.where,
      within(`t.${own.when}`, bounds),
      standing(end),
      withoutInternal(r, scope, person),
    ];
    if (query.userId !== undefined) where.push(sql`${raw(person)} = ${query.userId}`);
    if (query.search !== undefined)
      where.push(await matching(r, query.search, { people: [person], texts: ['t.id'] }));
    const list = { ...own, where };
    const { pageSize, ...page } = query.groupBy
      ? { rows: [], ...(await factPeople(r, list, { person, sums: {}, sortBy: 'count' }, query)) }
      : await factsOf<R>(r, list, query);
    const first =
      query.cursor === undefined
        ? await factTotals(r, list, {
            totalRows: sql`count(*)`,
            totalUsers: sql`count(distinct ${raw(person)})`,
          })
        : null;
    return {
      ...page,
      ...(first && { totalUsers: first.totalUsers }),
      meta: metaOf(ctx, range, {
        filters: { ...scope.echo, ...filtersIn(query, FILTERS) },
        source: 'facts',
        pageSize,
        ...(first && { totalRows: first.totalRows }),
      }),
    };
  });
}

async function factsOf<R extends Row>(r: ReportReader, list: FactList, query: Asked) {
  const { rows, ...page } = await factPage<R>(r, list, query);
  const profile = await profilesOf(
    r,
    rows.flatMap((row) => [row.userId, ...(row.ownerId ? [row.ownerId] : [])]),
  );
  return {
    ...page,
    rows: rows.map((row) => ({
      ...row,
      email: profile(row.userId).email,
      name: profile(row.userId).name,
      ownerName: row.ownerId ? profile(row.ownerId).name : null,
      timestamp: row.timestamp.toISOString(),
    })),
  };
}

const FILTERS = ['kind', 'liked', 'userId', 'ownerId', 'search', 'groupBy', 'asOf'] as const;
